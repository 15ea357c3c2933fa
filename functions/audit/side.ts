/** One side of a comparison as the draft and the policy let it be seen, and what stands in its columns. */
import { symbols } from "#shared/release/dataset.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { type Acceptable, whole } from "./acceptable.ts";
import type { CellState } from "./cell-states.ts";
import {
  basesShownAs,
  type Counts,
  countsIn,
  demandFor,
  endFor,
  isRangeOf,
  nearest,
  percentOf,
  type Range,
} from "./demand.ts";
import type { Share } from "./exact-counts.ts";
import type { Breadth, PooledBlock } from "./pooled.ts";
import { Z_95, Z_998 } from "./recomputed/normal-tail.ts";
import { wilsonRootsInPercent } from "./recomputed/wilson-roots.ts";

export type Side =
  | { readonly status: "exact"; readonly share: Share; readonly shownBase: number; readonly percent: number }
  /** `bases` are all that the shown base and the range leave possible. */
  | ({
      readonly status: "coded";
      readonly shownBase: number;
      readonly bases: readonly number[];
      /** Of a pool beside an own range: both ends are this whole per cent, which is shown as it is. */
      readonly percent?: number;
    } & Range)
  | { readonly status: "withheld" }
  | { readonly status: "none" };

export type ExactSide = Extract<Side, { readonly status: "exact" }>;
export type CodedSide = Extract<Side, { readonly status: "coded" }>;

const withheld: Side = { status: "withheld" };

/** As the campaign's own figures show it. */
export function ownSide(share: Share, state: CellState, policy: DisclosurePolicy): Side {
  switch (state.status) {
    case "hidden":
      return withheld;
    case "exact":
      return exactSide(share, policy.baseRoundedTo);
    case "range":
      return codedSide(state, share.base, policy.baseRoundedTo, policy);
  }
}

/** The share of everybody in the pool. */
export function poolSide(pool: PooledBlock, band: number, policy: DisclosurePolicy): Side {
  const count = pool.counts[band] ?? 0;
  return pooledSide({ ...pool, lowest: count, highest: count }, policy);
}

/** The share of all the others: what everybody's pool shows, less what the file shows of the own share. */
export function othersSide(
  others: PooledBlock,
  band: number,
  own: Share,
  state: CellState,
  policy: DisclosurePolicy,
): Side {
  if (others.released === 0) return { status: "none" };
  if (state.status === "hidden") return withheld;
  const { lowest, highest } =
    state.status === "exact" ? { lowest: own.count, highest: own.count } : countsIn(state, own.base);
  const shownBase = Math.max(0, others.shownBase - own.base);
  const rest = (count: number) => Math.min(shownBase, Math.max(0, (others.counts[band] ?? 0) - count));
  return pooledSide({ ...others, shownBase, lowest: rest(highest), highest: rest(lowest) }, policy);
}

type PooledCounts = Omit<PooledBlock, "counts"> & Counts;

function pooledSide({ shownBase, lowest, highest, ...pool }: PooledCounts, policy: DisclosurePolicy): Side {
  const step = policy.pool.baseRoundedTo;
  if (pool.released === 0) return { status: "none" };
  if (isNarrow(pool, policy) || shownBase < policy.pool.basePerStep * pool.step) return withheld;
  const [low, high] = [lowest, highest].map((count) => demandFor(count, shownBase, policy));
  if (typeof low !== "object" || typeof high !== "object") return withheld;
  const { atLeast } = low;
  const { atMost } = high;
  if (low.exact && lowest === highest) return exactSide({ count: lowest, base: shownBase }, step);
  const coded = codedSide({ atLeast, atMost }, shownBase, step, policy);
  return atLeast === atMost ? { ...coded, percent: atLeast } : coded;
}

/** Too few authorities with an answer, or answers, or one that dominates: nothing of the pool is shown. */
export function isNarrow(
  { base, authorities, largestBase }: Pick<Breadth, "base" | "authorities" | "largestBase">,
  { pool, minimumBase }: DisclosurePolicy,
): boolean {
  return base < minimumBase || authorities < pool.minimumAuthorities || largestBase > pool.largestShare * base;
}

function exactSide(share: Share, step: number): ExactSide {
  return { status: "exact", share, shownBase: nearest(step, share.base), percent: percentOf(share.count, share.base) };
}

/** A range of the policy stands for the bases whose ends are coded as widely; any other for all that are shown so. */
export function codedSide({ atLeast, atMost }: Range, base: number, step: number, policy: DisclosurePolicy): CodedSide {
  const shownBase = nearest(step, base);
  const bases = basesShownAs(shownBase, step, policy);
  const coded = bases.filter((other) => isRangeOf(endFor(other, policy) ?? Number.NaN, { atLeast, atMost }));
  return { status: "coded", shownBase, atLeast, atMost, bases: coded.length > 0 ? coded : bases };
}

/** The base, the share, and the ends of its range. */
export type ShareTexts = readonly [base: string, percent: string, atLeast: string, atMost: string];

export function shareTexts(side: Side): ShareTexts {
  switch (side.status) {
    case "exact": {
      const percent = String(side.percent);
      return [String(side.shownBase), percent, percent, percent];
    }
    case "coded": {
      const percent = side.percent === undefined ? symbols.confidential : String(side.percent);
      return [String(side.shownBase), percent, String(side.atLeast), String(side.atMost)];
    }
    case "withheld":
      return [symbols.confidential, symbols.confidential, symbols.confidential, symbols.confidential];
    case "none":
      return [symbols.notApplicable, symbols.notApplicable, symbols.notApplicable, symbols.notApplicable];
  }
}

export function ownShareCells(side: Side) {
  const [answer_count, band_percent, band_percent_at_least, band_percent_at_most] = shareTexts(side);
  return { answer_count, band_percent, band_percent_at_least, band_percent_at_most };
}

/** Wilson's intervals of an exact share; of any other they are withheld. */
export function intervalCells(side: Side) {
  const [lower95, upper95] = intervalTexts(side, Z_95);
  const [lower998, upper998] = intervalTexts(side, Z_998);
  return {
    interval_lower_percent: lower95,
    interval_upper_percent: upper95,
    interval_998_lower_percent: lower998,
    interval_998_upper_percent: upper998,
  };
}

function intervalTexts(side: Side, z: number): readonly [Acceptable, Acceptable] {
  if (side.status !== "exact") return [symbols.confidential, symbols.confidential];
  const [lower, upper] = wilsonRootsInPercent(side.share.count, side.share.base, z);
  return [whole(lower), whole(upper)];
}

/** How many authorities a pool has and how many of them stand in: told with its base, or not at all. */
export function authorityTexts(
  side: Side,
  { released, fromEarlierWaves }: Pick<Breadth, "released" | "fromEarlierWaves">,
): readonly [string, string] {
  if (side.status === "none") return [symbols.notApplicable, symbols.notApplicable];
  if (side.status === "withheld") return [symbols.confidential, symbols.confidential];
  return [String(released), String(fromEarlierWaves)];
}
