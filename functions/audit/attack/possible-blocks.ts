/** Every base and every count that could be behind what is printed of one block. */
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { basesShownAs, demandFor, endFor } from "../demand.ts";
import { Z_95, Z_998 } from "../recomputed/normal-tail.ts";
import { wilsonRootsInPercent } from "../recomputed/wilson-roots.ts";
import type { Counts } from "./demand.ts";

/** Whole per cents, both ends included. */
export interface PrintedInterval {
  readonly lower: number;
  readonly upper: number;
}

/** What is printed of a band; undefined stands for a symbol. */
export interface PrintedBand {
  readonly base: number | undefined;
  /** Of a range; of an exact share the share twice. */
  readonly atLeast: number | undefined;
  readonly atMost: number | undefined;
  readonly isExact: boolean;
  /** Wilson's, at 95% and at 99.8%. */
  readonly interval?: PrintedInterval | undefined;
  readonly wideInterval?: PrintedInterval | undefined;
}

export interface PossibleBand {
  readonly status: "exact" | "range" | "hidden";
  /** Over all bases. */
  readonly counts: Counts;
  /** What is printed of a share, whole per cents. */
  readonly atLeast: number;
  readonly atMost: number;
  /** A range as the ends of the scale are coded: nothing of it may be known but that. */
  readonly isEnd: boolean;
  /** The ends of what the printed per cents alone allow, and how far these are apart: each from the least to the greatest over all bases. */
  readonly lows: Counts;
  readonly highs: Counts;
  readonly widths: Counts;
}

export interface PossibleBlock {
  /** In ascending order. */
  readonly bases: readonly number[];
  readonly bands: readonly PossibleBand[];
}

/** Wilson's ends of a whole per cent by two ways of reckoning differ by less. */
const SLACK = 1e-9;

/**
 * @param step to which the base is rounded
 * @returns "hidden" where nothing of the block is printed, "impossible" where nothing fits what is printed
 */
export function possibleBlock(
  bands: readonly PrintedBand[],
  step: number,
  policy: DisclosurePolicy,
): PossibleBlock | "hidden" | "impossible" {
  const shown = bands.find(({ base }) => base !== undefined)?.base;
  if (shown === undefined) return "hidden";
  if (bands.some(({ base }) => base !== undefined && base !== shown)) return "impossible";
  const fitting = basesShownAs(shown, step, policy).flatMap((base) => {
    const counts = summingTo(
      base,
      bands.map((band) => countsOf(band, base, policy)),
    );
    return counts === undefined ? [] : [{ base, counts }];
  });
  if (fitting.length === 0) return "impossible";
  const bases = fitting.map(({ base }) => base);
  return {
    bases,
    bands: bands.map((band, place): PossibleBand => {
      const printed = bases.map((base) => printedCounts(band, base));
      return {
        status: statusOf(band),
        counts: hull(fitting.flatMap(({ counts }) => counts[place] ?? [])),
        atLeast: band.atLeast ?? 0,
        atMost: band.atMost ?? 100,
        isEnd: statusOf(band) === "range" && bases.some((base) => isCodedEnd(band, base, policy)),
        lows: spread(printed.map(({ lowest }) => lowest)),
        highs: spread(printed.map(({ highest }) => highest)),
        widths: spread(printed.map(({ lowest, highest }) => highest - lowest)),
      };
    }),
  };
}

function statusOf({ base, isExact }: PrintedBand): PossibleBand["status"] {
  if (base === undefined) return "hidden";
  return isExact ? "exact" : "range";
}

function isCodedEnd({ atLeast, atMost }: PrintedBand, base: number, policy: DisclosurePolicy): boolean {
  const end = endFor(base, policy);
  return end !== undefined && ((atLeast === 0 && atMost === end) || (atLeast === 100 - end && atMost === 100));
}

/** What the printed per cents alone allow. */
function printedCounts({ atLeast = 0, atMost = 100 }: PrintedBand, base: number): Counts {
  return {
    lowest: Math.max(0, Math.ceil(((2 * atLeast - 1) * base) / 200)),
    highest: Math.min(base, Math.floor(((2 * atMost + 1) * base) / 200)),
  };
}

/** Half per cents of an exact share are rounded up, its intervals fit, and it is none that would be coded. */
function countsOf(band: PrintedBand, base: number, policy: DisclosurePolicy): Counts {
  const printed = printedCounts(band, base);
  if (!band.isExact) return printed;
  let { lowest, highest } = printed;
  if (200 * highest >= (2 * (band.atMost ?? 100) + 1) * base) highest -= 1;
  const fits = (count: number) => isShownSo(count, base, band, policy);
  while (lowest <= highest && !fits(lowest)) lowest += 1;
  while (highest > lowest && !fits(highest)) highest -= 1;
  return { lowest, highest };
}

function isShownSo(
  count: number,
  base: number,
  { interval, wideInterval }: PrintedBand,
  policy: DisclosurePolicy,
): boolean {
  const demand = demandFor(count, base, policy);
  if (typeof demand !== "string" && !demand.exact) return false;
  return isRoundedTo(interval, count, base, Z_95) && isRoundedTo(wideInterval, count, base, Z_998);
}

function isRoundedTo(printed: PrintedInterval | undefined, count: number, base: number, z: number): boolean {
  if (printed === undefined) return true;
  const [lower, upper] = wilsonRootsInPercent(count, base, z);
  return Math.abs(lower - printed.lower) <= 0.5 + SLACK && Math.abs(upper - printed.upper) <= 0.5 + SLACK;
}

/** What is left of each where all together are the base; undefined where nothing is. */
export function summingTo(base: number, counts: readonly Counts[]): Counts[] | undefined {
  const least = counts.reduce((sum, { lowest }) => sum + lowest, 0);
  const greatest = counts.reduce((sum, { highest }) => sum + highest, 0);
  if (base < least || greatest < base || counts.some(({ lowest, highest }) => lowest > highest)) return undefined;
  return counts.map(({ lowest, highest }) => ({
    lowest: Math.max(lowest, base - (greatest - highest)),
    highest: Math.min(highest, base - (least - lowest)),
  }));
}

const spread = (counts: readonly number[]): Counts => ({ lowest: Math.min(...counts), highest: Math.max(...counts) });

function hull(several: readonly Counts[]): Counts {
  return {
    lowest: Math.min(...several.map(({ lowest }) => lowest)),
    highest: Math.max(...several.map(({ highest }) => highest)),
  };
}
