/** What the policy demands of a share, worked out from the policy's words and not with the code that protects. */
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { Share } from "./exact-counts.ts";

export interface Range {
  readonly atLeast: number;
  readonly atMost: number;
}

/** What may stand in the file for one share. */
export type Demand = "confidential" | "not-applicable" | ({ readonly exact: boolean } & Range);

/** Whole per cent, halves upwards. */
export function percentOf(count: number, base: number): number {
  return Math.round((100 * count) / base);
}

/** The nearest multiple, halves upwards. */
export function nearest(step: number, value: number): number {
  return Math.round(value / step) * step;
}

/** How far the coded ends reach for a base; undefined for a base that must be withheld. */
export function endFor(base: number, { endCodings, minimumBase }: DisclosurePolicy): number | undefined {
  if (base < minimumBase) return undefined;
  let end: number | undefined;
  for (const coding of endCodings) if (base >= coding.fromBase) end = coding.endInPercent;
  return end;
}

/** A share is coded with its complement: at the low end lies what leaves the rest at the high end. */
export function demandFor(count: number, base: number, policy: DisclosurePolicy): Demand {
  const end = endFor(base, policy);
  if (end === undefined) return "confidential";
  const percent = percentOf(count, base);
  if (percentOf(base - count, base) >= 100 - end) return { exact: false, atLeast: 0, atMost: end };
  if (percent >= 100 - end) return { exact: false, atLeast: 100 - end, atMost: 100 };
  return { exact: true, atLeast: percent, atMost: percent };
}

/** Every true base that is shown as this one and need not be withheld. */
export function basesShownAs(shown: number, step: number, { minimumBase }: DisclosurePolicy): number[] {
  const candidates = Array.from({ length: 2 * step + 1 }, (_, position) => shown - step + position);
  return candidates.filter((base) => base >= minimumBase && nearest(step, base) === shown);
}

/** Exactly one end of the scale, as wide as coded. */
export function isRangeOf(end: number, { atLeast, atMost }: Range): boolean {
  return (atLeast === 0 && atMost === end) || (atLeast === 100 - end && atMost === 100);
}

/** Whole answers, both ends included. */
export interface Counts {
  readonly lowest: number;
  readonly highest: number;
}

/** Every count whose share lies at most half a per cent outside the range. */
export function countsIn({ atLeast, atMost }: Range, base: number): Counts {
  return {
    lowest: Math.max(0, Math.ceil((base * (2 * atLeast - 1)) / 200)),
    highest: Math.min(base, Math.floor((base * (2 * atMost + 1)) / 200)),
  };
}

/** Under a stricter profile nothing is told of so few, nor of all but so few. */
export function isSmallCount({ count, base }: Share, { minimumCount }: DisclosurePolicy): boolean {
  return count < minimumCount || base - count < minimumCount;
}

/** Whether nothing is told of any band, though there are answers enough. */
export function isWithheldByBand(counts: readonly number[], policy: DisclosurePolicy): boolean {
  const base = counts.reduce((sum, count) => sum + count, 0);
  return base >= policy.minimumBase && counts.every((count) => isSmallCount({ count, base }, policy));
}

/** Why a range must not stand for the count; undefined where it may. */
export function rangeFault(range: Range, { count, base }: Share, policy: DisclosurePolicy): string | undefined {
  const demand = demandFor(count, base, policy);
  if (
    typeof demand !== "string" &&
    !demand.exact &&
    !(range.atLeast <= demand.atLeast && demand.atMost <= range.atMost)
  ) {
    return "the range is narrower than the policy's";
  }
  const { lowest, highest } = countsIn(range, base);
  if (count < lowest || highest < count) return "the range does not hold the count";
  return lowest === highest ? "the range leaves one count" : undefined;
}
