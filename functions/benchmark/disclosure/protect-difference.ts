/** The only maker of a `PublishableDifference`: rounds what may be seen of a difference, and drops the rest. */
import type { Interval } from "#shared/release/cell.ts";
import type { Claim, PublishableDifference, PublishableDifferenceContent } from "#shared/release/comparison.ts";
import { roundedUp } from "../statistics/rounding.ts";

/** A difference before protection. */
type Unprotected =
  | {
      readonly status: "compared";
      readonly difference: number;
      readonly interval: Interval;
      readonly test: string;
      readonly p: number;
    }
  | { readonly status: "coded" | "withheld" | "reference-withheld" | "no-reference" };

/**
 * Of a coded difference only the claim is left, which was made at the end of the range that speaks least for it; of one
 * that is withheld only that it is.
 * @param q in its family of tests; undefined where nothing was tested
 * @param claim undefined where none is made
 * @param rounded in the unit in which differences of this kind are published
 * @throws RangeError for a difference that is told without q
 */
export function protectDifference(
  difference: Unprotected,
  q: number | undefined,
  claim: Claim | undefined,
  rounded: (difference: number) => number,
): PublishableDifference {
  return publishable(difference, q, claim, rounded) as PublishableDifference;
}

function publishable(
  unprotected: Unprotected,
  q: number | undefined,
  claim: Claim | undefined,
  rounded: (difference: number) => number,
): PublishableDifferenceContent {
  if (unprotected.status === "coded") return { status: "coded", claim };
  if (unprotected.status !== "compared") return { status: unprotected.status };
  if (q === undefined) throw new RangeError("a difference is told with its q or not at all");
  const { difference, interval, test, p } = unprotected;
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
