/** Every count that a pool could have, by all that is printed of it and of it without one authority at a time. */
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { endFor, nearest } from "../demand.ts";
import type { Counts } from "./demand.ts";
import { summingTo } from "./possible-blocks.ts";

/** What is printed of a band of a pool from which an authority's own published figures are taken. */
export interface PooledBand {
  /** The own count that was taken away for the lower and for the upper end of what is printed: its greatest for the lower. */
  readonly lowerWithout: Counts;
  readonly upperWithout: Counts;
  /** What is printed are two shares that were rounded, and no range around one: an end of the scale is one always. */
  readonly areShares: boolean;
  readonly atLeast: number;
  readonly atMost: number;
}

export interface PoolWindow {
  /** To the nearest multiple of the policy's step. */
  readonly shownBase: number;
  readonly ownBase: Counts;
  /** Undefined where nothing is printed. */
  readonly bands: readonly (PooledBand | undefined)[];
}

/** The count of a band is that of what is exact in the files, and a multiple of a step. */
export interface Lattice {
  readonly known: number;
  readonly step: number;
}

/**
 * @param lattices by band; undefined where any count is possible
 * @returns by band; undefined where nothing fits
 */
export function possiblePool(
  windows: readonly PoolWindow[],
  lattices: readonly (Lattice | undefined)[],
  policy: DisclosurePolicy,
): Counts[] | undefined {
  const bases = basesOf(windows, policy.pool.baseRoundedTo);
  let found: Counts[] | undefined;
  for (let base = bases.lowest; base <= bases.highest; base += 1) {
    const counts = countsFor(base, windows, lattices, policy);
    found = counts === undefined ? found : (found?.map((one, band) => together(one, counts[band] ?? one)) ?? counts);
  }
  return found;
}

const together = (one: Counts, other: Counts): Counts => ({
  lowest: Math.min(one.lowest, other.lowest),
  highest: Math.max(one.highest, other.highest),
});

function basesOf(windows: readonly PoolWindow[], step: number): Counts {
  return {
    lowest: Math.max(0, ...windows.map(({ shownBase, ownBase }) => shownBase - Math.ceil(step / 2) + ownBase.lowest)),
    highest: Math.min(...windows.map(({ shownBase, ownBase }) => shownBase + Math.ceil(step / 2) + ownBase.highest)),
  };
}

function countsFor(
  base: number,
  windows: readonly PoolWindow[],
  lattices: readonly (Lattice | undefined)[],
  policy: DisclosurePolicy,
): Counts[] | undefined {
  const { baseRoundedTo } = policy.pool;
  const counts = lattices.map((): { lowest: number; highest: number } => ({ lowest: 0, highest: base }));
  for (const { shownBase, ownBase, bands } of windows) {
    const rest = { lowest: base - ownBase.highest, highest: base - ownBase.lowest };
    const isShownSo =
      nearest(baseRoundedTo, rest.lowest) <= shownBase && shownBase <= nearest(baseRoundedTo, rest.highest);
    if (!isShownSo) return undefined;
    for (const [place, band] of bands.entries()) {
      const count = counts[place];
      if (band !== undefined && count !== undefined) narrow(count, band, rest, policy);
    }
  }
  const onLattice = (several: readonly Counts[]) => several.map((each, place) => snapped(each, lattices[place]));
  // The first sum may take away what lies between two multiples, and that leave less for the others.
  const once = summingTo(base, onLattice(counts));
  return once && summingTo(base, onLattice(once));
}

/** A share was rounded to whole per cents, halves upwards. A range says half a per cent more, and only what is not outside. */
function narrow(
  count: { lowest: number; highest: number },
  { lowerWithout, upperWithout, areShares, atLeast, atMost }: PooledBand,
  rest: Counts,
  policy: DisclosurePolicy,
): void {
  const from = (percent: number, base: number) => Math.ceil(((2 * percent - 1) * base) / 200);
  const under = (percent: number, base: number) => Math.ceil(((2 * percent + 1) * base) / 200) - 1;
  const upTo = (percent: number, base: number) => Math.floor(((2 * percent + 1) * base) / 200);
  const atLeastBe = (least: number) => {
    count.lowest = Math.max(count.lowest, least);
  };
  const atMostBe = (greatest: number) => {
    count.highest = Math.min(count.highest, greatest);
  };
  if (atLeast > 0) atLeastBe(lowerWithout.lowest + from(atLeast, rest.lowest));
  if (atMost < 100) atMostBe(upperWithout.highest + upTo(atMost, rest.highest));
  if (!areShares) return;
  const end = endFor(rest.lowest, policy) ?? 100;
  const isEnd = (percent: number) => percent <= end || percent >= 100 - end;
  if (!isEnd(atLeast)) atMostBe(lowerWithout.highest + under(atLeast, rest.highest));
  if (!isEnd(atMost)) atLeastBe(upperWithout.lowest + from(atMost, rest.lowest));
}

/** The outermost counts of the lattice that are not outside. */
function snapped({ lowest, highest }: Counts, lattice: Lattice | undefined): Counts {
  if (lattice === undefined) return { lowest, highest };
  const { known, step } = lattice;
  if (step === 0) return { lowest: Math.max(lowest, known), highest: Math.min(highest, known) };
  return {
    lowest: known + step * Math.max(0, Math.ceil((lowest - known) / step)),
    highest: known + step * Math.floor((highest - known) / step),
  };
}
