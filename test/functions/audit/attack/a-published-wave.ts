/** The rows of one measure as the policy publishes them, written by other means than the benchmark function's. SYNTHETIC. */
import { stringify } from "csv-stringify/sync";
import type { PublicCampaign } from "#functions/audit/attack/published-figures.ts";
import { origins } from "#shared/release/dataset.ts";
import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import { defaultPolicy } from "#shared/release/policy.ts";

/** Whole per cents. */
export type Shown = "exact" | "hidden" | readonly [atLeast: number, atMost: number];

/** Counts by band, and how each is published: as the primary rules say unless said. */
export interface Block {
  readonly counts: readonly number[];
  readonly shown?: "hidden" | readonly Shown[];
}

export interface Authority {
  readonly code: string;
  /** By `total`, `gender girl`, `age_band 4-5` and the like; nobody is in the others. */
  readonly groups: Readonly<Record<string, Block>>;
}

export const measure = { measure_level: "indicator", measure: "trust-carers" } as const;
const bands = ["positive", "middle", "negative"];
const groups = [
  "total",
  ...["girl", "boy", "other", "prefer-not-to-say", "unknown"].map((id) => `gender ${id}`),
  ...["4-5", "6-7", "unknown"].map((id) => `age_band ${id}`),
];

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
const percent = (count: number, base: number) => Math.floor((200 * count + base) / (2 * base));
const nearest = (step: number, value: number) => Math.floor(value / step + 0.5) * step;

function endOf(base: number): number {
  return defaultPolicy.endCodings.findLast(({ fromBase }) => fromBase <= base)?.endInPercent ?? 100;
}

function codedEnd(count: number, base: number): readonly [number, number] | undefined {
  const end = endOf(base);
  if (percent(base - count, base) >= 100 - end) return [0, end];
  return percent(count, base) >= 100 - end ? [100 - end, 100] : undefined;
}

function shownOf({ counts, shown }: Block, band: number): Shown {
  const base = sum(counts);
  if (shown === "hidden" || (shown === undefined && base < 10)) return "hidden";
  return shown?.[band] ?? codedEnd(counts[band] ?? 0, base) ?? "exact";
}

/** What a range leaves, whole counts. */
function countsIn([atLeast, atMost]: readonly [number, number], base: number) {
  return {
    lowest: Math.max(0, Math.ceil(((atLeast - 0.5) * base) / 100)),
    highest: Math.min(base, Math.floor(((atMost + 0.5) * base) / 100)),
  };
}

const NOBODY: Block = { counts: [0, 0, 0] };
const blockOf = ({ groups: own }: Authority, group: string) => own[group] ?? NOBODY;

/** The pool of a group in a band: known exactly, or rounded to a multiple of a step where anything is open. */
export function pooledCount(blocks: readonly Block[], band: number): { readonly count: number; readonly step: number } {
  let [known, open, up, down] = [0, 0, 0, 0];
  for (const block of blocks) {
    const count = block.counts[band] ?? 0;
    const shown = shownOf(block, band);
    if (shown === "exact") {
      known += count;
      continue;
    }
    const { lowest, highest } = shown === "hidden" ? { lowest: 0, highest: 0 } : countsIn(shown, sum(block.counts));
    open += count;
    up = Math.max(up, shown === "hidden" ? 9 : highest - lowest);
    down = Math.max(down, shown === "hidden" ? 10 : highest - lowest);
  }
  if (up + down === 0) return { count: known + open, step: 0 };
  const step = 10 * Math.ceil((up + down + 1) / 10);
  const above = open % step;
  return { count: known + open - above + (above <= step - 1 - up ? 0 : step), step };
}

function wilson(count: number, base: number): [number, number] {
  const z = 1.959963984540054 ** 2;
  const half = Math.sqrt(z * ((count * (base - count)) / base + z / 4));
  return [count + z / 2 - half, count + z / 2 + half].map((end) => Math.round((100 * end) / (base + z))) as [
    number,
    number,
  ];
}

function ownColumns(block: Block, band: number): (string | number)[] {
  const [count, base] = [block.counts[band] ?? 0, sum(block.counts)];
  const shown = shownOf(block, band);
  if (shown === "hidden") return ["c", "c", "c", "c", "c", "c"];
  const share = percent(count, base);
  return shown === "exact"
    ? [nearest(5, base), share, share, share, ...wilson(count, base)]
    : [nearest(5, base), "c", ...shown, "c", "c"];
}

function othersColumns(authorities: readonly Authority[], own: Block, group: string, band: number) {
  const withheld = ["c", "c", "c", "c", "c", "c"];
  const shown = shownOf(own, band);
  const blocks = authorities.map((authority) => blockOf(authority, group));
  const pooled = bands.map((_, each) => pooledCount(blocks, each));
  const base = sum(pooled.map(({ count }) => count)) - sum(own.counts);
  if (shown === "hidden" || base < 10 * Math.max(...pooled.map(({ step }) => step), 1)) return withheld;
  const count = own.counts[band] ?? 0;
  const { lowest, highest } = shown === "exact" ? { lowest: count, highest: count } : countsIn(shown, sum(own.counts));
  const ends = [highest, lowest].map((taken) => {
    const rest = Math.min(base, Math.max(0, (pooled[band]?.count ?? 0) - taken));
    return codedEnd(rest, base) ?? [percent(rest, base), percent(rest, base)];
  });
  const [atLeast, atMost] = [Math.min(...ends.map((end) => end[0])), Math.max(...ends.map((end) => end[1]))];
  return [authorities.length - 1, 0, nearest(10, base), atLeast === atMost ? atLeast : "c", atLeast, atMost];
}

const instrument = { questionnaire: "ylyc-4-7", version: 1, synthetic: true, wave: "2017" } as const;

/** `benchmarks.csv` with the rows of one indicator, and the campaigns that are in it. */
export function aPublishedWave(authorities: readonly Authority[]): {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly campaigns: readonly PublicCampaign[];
} {
  const columns = benchmarks.columns.map(({ name }) => name);
  const rows = authorities.flatMap((authority) =>
    groups.flatMap((group) => {
      const [breakdown = "", category = ""] = group.split(" ");
      const own = blockOf(authority, group);
      return bands.map((band, position) => {
        const [answer_count, band_percent, band_percent_at_least, band_percent_at_most, lower, upper] = ownColumns(
          own,
          position,
        );
        const others = othersColumns(authorities, own, group, position);
        return {
          ...Object.fromEntries(columns.map((column) => [column, "z"])),
          ...measure,
          wave: instrument.wave,
          data_origin: origins.synthetic,
          instrument: instrument.questionnaire,
          old_la_code: authority.code,
          gender: breakdown === "gender" ? category : "Total",
          age_band: breakdown === "age_band" ? category : "Total",
          band,
          answer_count,
          band_percent,
          band_percent_at_least,
          band_percent_at_most,
          interval_lower_percent: lower,
          interval_upper_percent: upper,
          others_authority_count: others[0],
          others_earlier_wave_count: others[1],
          others_answer_count: others[2],
          others_percent: others[3],
          others_percent_at_least: others[4],
          others_percent_at_most: others[5],
        };
      });
    }),
  );
  return {
    files: new Map([["benchmarks.csv", Buffer.from(stringify(rows, { columns, header: true }))]]),
    campaigns: authorities.map(({ code }) => ({ ...instrument, authority: { code } })),
  };
}
