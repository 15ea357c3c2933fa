/** The columns of a difference, without the unit that a dataset gives them. */
import { type ClaimRule, claimRule, type PublishableDifference } from "#shared/release/comparison.ts";
import { type Field, symbols } from "#shared/release/dataset.ts";

interface DifferenceColumns {
  readonly difference: Field;
  readonly lower: Field;
  readonly upper: Field;
  readonly test: Field;
  readonly p: Field;
  readonly q: Field;
}

const everywhere = (symbol: string): DifferenceColumns => ({
  difference: symbol,
  lower: symbol,
  upper: symbol,
  test: symbol,
  p: symbol,
  q: symbol,
});

export function differenceColumns(difference: PublishableDifference): DifferenceColumns {
  if (difference.status === "compared") return difference;
  return everywhere(difference.status === "no-reference" ? symbols.notApplicable : symbols.confidential);
}

/** @param claimed whether claims are made of this group at all */
export function claimColumns(difference: PublishableDifference, claimed: boolean, { id }: ClaimRule = claimRule) {
  if (!claimed || difference.status === "no-reference") {
    return { claim: symbols.notApplicable, claim_rule: symbols.notApplicable };
  }
  return "claim" in difference && difference.claim !== undefined
    ? { claim: difference.claim, claim_rule: id }
    : { claim: symbols.confidential, claim_rule: symbols.confidential };
}
