/** The only maker of a `PublishableDifference`: rounds what may be seen of a difference, and drops the rest. */
import type { Claim, PublishableDifference, PublishableDifferenceContent } from "#shared/release/comparison.ts";
import { roundedUp } from "../statistics/rounding.ts";

/** A difference with its place in its family of tests; `p` and `q` of a coded one are never seen. */
export type TestedDifference =
  | {
      readonly status: "compared";
      readonly difference: number;
      readonly interval: { readonly lower: number; readonly upper: number };
      readonly test: string;
      readonly p: number;
      readonly q: number;
    }
  | { readonly status: "coded" | "withheld" | "reference-withheld" | "no-reference" };

/**
 * Of a coded difference only the claim is left, which was made at the end of the range that speaks least for it; of one
 * that is withheld only that it is.
 * @param rounded in the unit in which differences of this kind are published
 * @param claim undefined where none is made
 */
export function protectDifference(
  tested: TestedDifference,
  claim: Claim | undefined,
  rounded: (difference: number) => number,
): PublishableDifference {
  return publishable(tested, claim, rounded) as PublishableDifference;
}

function publishable(
  tested: TestedDifference,
  claim: Claim | undefined,
  rounded: (difference: number) => number,
): PublishableDifferenceContent {
  if (tested.status === "coded") return { status: "coded", claim };
  if (tested.status !== "compared") return { status: tested.status };
  const { difference, interval, test, p, q } = tested;
  return {
    status: "compared",
    difference: rounded(difference),
    lower: rounded(interval.lower),
    upper: rounded(interval.upper),
    test,
    p: roundedUp(p),
    q: roundedUp(q),
    claim,
  };
}
