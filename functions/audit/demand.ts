/** What the policy demands of a share, worked out from the policy's words and not with the code that protects. */
import type { DisclosurePolicy } from "#shared/release/policy.ts";

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
