/** A family of tests: everything that one report tests against one reference. */
import { benjaminiHochberg } from "../statistics/benjamini-hochberg.ts";

/** Adjusts the p of those that were tested; the others pass through. Order is kept. */
export function withQ<Tested extends { readonly p: number | undefined }>(
  family: readonly Tested[],
): (Tested & { readonly q: number | undefined })[] {
  const adjusted = benjaminiHochberg(family.flatMap(({ p }) => p ?? [])).values();
  return family.map((tested) => ({
    ...tested,
    q: tested.p === undefined ? undefined : adjusted.next().value,
  }));
}
