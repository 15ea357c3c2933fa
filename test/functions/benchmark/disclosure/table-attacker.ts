/**
 * Somebody who knows all that is published of a table and works out between which ends a count must lie. All that fits a
 * table with up to two breakdowns is the flow through a network: from the groups of one breakdown through the bands of the
 * total to the groups of the other. Pushing flow round the edge of a count until no way is left gives its exact ends.
 */
import type { ProtectedRow, ProtectedTable } from "#functions/benchmark/disclosure/protect-table.ts";
import type { CountRange } from "#shared/release/cell.ts";

/** The truth, which the attacker does not know: groups of up to two breakdowns by band. */
export interface TrueTable {
  readonly total: readonly number[];
  readonly breakdowns: readonly (readonly (readonly number[])[])[];
}

/** What may be known of one row: the ends of every count, as published and as far as they can be worked out. */
export interface AttackedRow {
  /** Place of the breakdown, undefined for the total. */
  readonly breakdown: number | undefined;
  /** Place in the breakdown; undefined for all hidden groups of it together. */
  readonly place: number | undefined;
  readonly counts: readonly number[];
  readonly base: number;
  readonly found: readonly CountRange[];
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly least: number;
  readonly most: number;
  flow: number;
}

export const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

/** What a published row leaves of a count. */
export function leftOf(row: ProtectedRow, counts: readonly number[], band: number): CountRange {
  const count = counts[band] ?? 0;
  const shown = row === "hidden" ? { status: "hidden" as const } : row[band];
  if (shown?.status === "exact") return { lowest: count, highest: count };
  if (shown?.status === "range") return { lowest: shown.lowest, highest: shown.highest };
  return { lowest: 0, highest: row === "hidden" ? Number.POSITIVE_INFINITY : sumOf(counts) };
}

/** The total, every published group, and for every breakdown with hidden groups these together. */
export function attack(truth: TrueTable, published: ProtectedTable): AttackedRow[] {
  const bands = [...truth.total.keys()];
  const edges: Edge[] = [];
  const asked: (Omit<AttackedRow, "found"> & { readonly edges: readonly Edge[] })[] = [];
  const add = (from: string, to: string, { lowest, highest }: CountRange, flow: number) => {
    const edge = { from, to, least: lowest, most: highest, flow };
    edges.push(edge);
    return edge;
  };
  const exactly = (count: number) => ({ lowest: count, highest: count });
  add("end", "start", exactly(sumOf(truth.total)), sumOf(truth.total));
  asked.push({
    breakdown: undefined,
    place: undefined,
    counts: truth.total,
    base: sumOf(truth.total),
    edges: bands.map((band) =>
      add(`into ${band}`, `out of ${band}`, leftOf(published.total, truth.total, band), truth.total[band] ?? 0),
    ),
  });
  for (const breakdown of [0, 1]) {
    const groups = truth.breakdowns[breakdown] ?? [];
    const rows = groups.map((counts, place) => ({
      counts,
      place,
      row: published.breakdowns[breakdown]?.[place] ?? "hidden",
    }));
    const seen = rows.filter(({ row }) => row !== "hidden");
    const rest = bands.map((band) => (truth.total[band] ?? 0) - sumOf(seen.map(({ counts }) => counts[band] ?? 0)));
    const all = [
      ...seen,
      ...(seen.length < rows.length || rows.length === 0
        ? [{ counts: rest, place: undefined, row: "hidden" as const }]
        : []),
    ];
    for (const [number, { counts, place, row }] of all.entries()) {
      const node = `${breakdown}/${number}`;
      const base = sumOf(counts);
      if (breakdown === 0) add("start", node, exactly(base), base);
      else add(node, "end", exactly(base), base);
      const ofRow = bands.map((band) => {
        const [from, to] = breakdown === 0 ? [node, `into ${band}`] : [`out of ${band}`, node];
        return add(from, to, leftOf(row, counts, band), counts[band] ?? 0);
      });
      if (rows.length > 0) asked.push({ breakdown, place, counts, base, edges: ofRow });
    }
  }
  return asked.map(({ edges: ofRow, ...row }) => ({ ...row, found: ofRow.map((edge) => endsOf(edge, edges)) }));
}

function endsOf(edge: Edge, edges: readonly Edge[]): CountRange {
  const truth = edges.map(({ flow }) => flow);
  push(edge, 1, edges);
  const highest = edge.flow;
  push(edge, -1, edges);
  const lowest = edge.flow;
  for (const [place, each] of edges.entries()) each.flow = truth[place] ?? 0;
  return { lowest, highest };
}

/** One answer after another, each along any way round that is still open. */
function push(edge: Edge, by: 1 | -1, edges: readonly Edge[]): void {
  const [from, to] = by === 1 ? [edge.to, edge.from] : [edge.from, edge.to];
  while (by === 1 ? edge.flow < edge.most : edge.flow > edge.least) {
    const way = wayFrom(
      from,
      to,
      edges.filter((each) => each !== edge),
    );
    if (way === undefined) return;
    for (const [each, along] of [...way, [edge, by] as const]) each.flow += along;
  }
}

type Step = readonly [edge: Edge, along: 1 | -1];

function wayFrom(start: string, goal: string, edges: readonly Edge[]): Step[] | undefined {
  const ways = new Map<string, Step[]>([[start, []]]);
  for (const [node, way] of ways) {
    if (node === goal) return way;
    for (const edge of edges) {
      if (edge.from === node && edge.flow < edge.most && !ways.has(edge.to)) ways.set(edge.to, [...way, [edge, 1]]);
      if (edge.to === node && edge.flow > edge.least && !ways.has(edge.from)) ways.set(edge.from, [...way, [edge, -1]]);
    }
  }
  return undefined;
}
