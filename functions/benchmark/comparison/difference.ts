/** The difference between two shares, with the noise of both in its interval and test. */
import type { ComparisonStatus } from "#shared/release/comparison.ts";
import { shareIn } from "../counts/fit.ts";
import type { Shown } from "../counts/shown.ts";
import type { Interval } from "../statistics/interval.ts";
import { moverInterval } from "../statistics/mover-interval.ts";
import { noisyScoreInterval } from "../statistics/noisy-score-interval.ts";
import { NO_NOISE, type NoisyShare, proportionOf } from "../statistics/noisy-share.ts";
import { scoreTest, scoreTestMethod } from "../statistics/score-test.ts";
import { twoProportionZTest, twoProportionZTestMethod } from "../statistics/two-proportion-z-test.ts";
import type { Reference } from "./reference.ts";

/** First less second, before rounding. */
export interface Tested {
  readonly status: "compared";
  /** A proportion for shares, steps of the ladder for means. */
  readonly difference: number;
  /** 95%, in the unit of the difference. */
  readonly interval: Interval;
  /** The id of its method. */
  readonly test: string;
  readonly p: number;
  /** The smaller of the bases that are known. */
  readonly smallestBase: number;
}

export type Difference = Tested | { readonly status: Exclude<ComparisonStatus, "compared"> };

/** Own less reference, in the band at this position. */
export function differenceFrom(own: Shown, position: number, reference: Reference): Difference {
  if (reference.kind === "none") return { status: "no-reference" };
  if (own.status !== "shown") return { status: ownMissing(own) };
  const share = shareIn(own.block, position);
  if (reference.kind === "comparator") return differenceFromComparator(share, reference.comparator);
  if (reference.shown.status !== "shown") return { status: "reference-withheld" };
  return differenceBetween(share, shareIn(reference.shown.block, position));
}

/** Why an own figure is missing. */
export function ownMissing({ status }: Exclude<Shown, { status: "shown" }>): "withheld" | "unanswered" {
  return status === "unanswered" ? "unanswered" : "withheld";
}

export function differenceBetween(first: NoisyShare, second: NoisyShare): Tested {
  return {
    status: "compared",
    difference: proportionOf(first) - proportionOf(second),
    interval: moverInterval(first, second, "95%"),
    test: twoProportionZTestMethod.id,
    p: twoProportionZTest(first, second).p,
    smallestBase: Math.min(first.base, second.base),
  };
}

/** One that rests on an unknown number of respondents is a constant. */
function differenceFromComparator(
  own: NoisyShare,
  { base, percent }: { readonly base: number | null; readonly percent: number },
): Tested {
  if (base !== null) return differenceBetween(own, { count: (base * percent) / 100, base, noise: NO_NOISE });
  const constant = percent / 100;
  const { lower, upper } = noisyScoreInterval(own, "95%").held;
  return {
    status: "compared",
    difference: proportionOf(own) - constant,
    interval: { lower: lower - constant, upper: upper - constant },
    test: scoreTestMethod.id,
    p: scoreTest(own, constant).p,
    smallestBase: own.base,
  };
}
