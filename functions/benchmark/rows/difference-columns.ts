/** The columns of a difference, without the unit that a dataset gives them, and of what is claimed of it. */
import { type ClaimRule, claimRule } from "#shared/release/comparison.ts";
import { type Field, symbols } from "#shared/release/dataset.ts";
import type { Judged } from "../comparison/compare.ts";
import type { Difference } from "../comparison/difference.ts";
import { roundedUp } from "../statistics/rounding.ts";
import { symbolFor } from "./symbols.ts";

interface DifferenceColumns {
  readonly difference: Field;
  readonly lower: Field;
  readonly upper: Field;
  readonly test: Field;
  readonly p: Field;
  readonly q: Field;
}

/** @param rounded to the unit of the dataset: whole points, or tenths of a step */
export function differenceColumns(
  difference: Difference,
  q: number | undefined,
  rounded: (value: number) => number,
): DifferenceColumns {
  if (difference.status !== "compared" || q === undefined) {
    const symbol = symbolFor(difference.status === "compared" ? "withheld" : difference.status);
    return { difference: symbol, lower: symbol, upper: symbol, test: symbol, p: symbol, q: symbol };
  }
  return {
    difference: rounded(difference.difference),
    lower: rounded(difference.interval.lower),
    upper: rounded(difference.interval.upper),
    test: difference.test,
    p: roundedUp(difference.p),
    q: roundedUp(q),
  };
}

/** @param claimed whether claims are made of this group at all */
export function claimColumns(
  { difference, claim }: Pick<Judged<{ readonly difference: Difference }>, "difference" | "claim">,
  claimed: boolean,
  { id }: ClaimRule = claimRule,
) {
  if (!claimed) return { claim: symbols.notApplicable, claim_rule: symbols.notApplicable };
  if (difference.status === "compared" && claim !== undefined) return { claim, claim_rule: id };
  const symbol = symbolFor(difference.status === "compared" ? "withheld" : difference.status);
  return { claim: symbol, claim_rule: symbol };
}
