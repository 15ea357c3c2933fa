/** Which symbol stands for a figure that is missing. */
import type { ComparisonStatus } from "#shared/release/comparison.ts";
import { symbols } from "#shared/release/dataset.ts";

const { confidential, notApplicable, notAvailable } = symbols;

/** Why a figure, or a pool, or a difference is not there. */
export type Missing = "confidential" | "unanswered" | "none" | "not-yet" | Exclude<ComparisonStatus, "compared">;

const bySymbol: Readonly<Record<Missing, string>> = {
  confidential,
  withheld: confidential,
  "reference-withheld": confidential,
  none: notApplicable,
  "no-reference": notApplicable,
  unanswered: notAvailable,
  "not-yet": notAvailable,
};

export function symbolFor(missing: Missing): string {
  return bySymbol[missing];
}
