/** The registry of methods: everything by which the figures of a release are made, in words that stand beside the code. */
import { type Claim, type ComparisonId, EARLIER_WAVES, WAVES_TO_STAND_IN_FROM } from "#shared/release/comparison.ts";
import { benjaminiHochbergMethod } from "./statistics/benjamini-hochberg.ts";
import { funnelLimitsMethod } from "./statistics/funnel-limits.ts";
import { ladderMeanMethod } from "./statistics/ladder-mean.ts";
import type { Method } from "./statistics/method.ts";
import { moverIntervalMethod } from "./statistics/mover-interval.ts";
import { noisyScoreIntervalMethod } from "./statistics/noisy-score-interval.ts";
import { authoritiesNeededForOverDispersion, overDispersionMethod } from "./statistics/over-dispersion.ts";
import { scoreTestMethod } from "./statistics/score-test.ts";
import { twoProportionZTestMethod } from "./statistics/two-proportion-z-test.ts";
import { weightedLeastSquaresTrendMethod } from "./statistics/weighted-least-squares-trend.ts";
import { zTestOfMeansMethod } from "./statistics/z-test-of-means.ts";
import { type TrendMethod, UNBROKEN_WAVES } from "./trends/course.ts";

/** Every estimator and test, by what it is for. */
export const methods = {
  estimates: [noisyScoreIntervalMethod, ladderMeanMethod],
  tests: [moverIntervalMethod, twoProportionZTestMethod, scoreTestMethod, zTestOfMeansMethod],
  multipleTesting: [benjaminiHochbergMethod],
  trends: [weightedLeastSquaresTrendMethod],
  funnels: [funnelLimitsMethod, overDispersionMethod],
} as const satisfies Readonly<Record<string, readonly Method[]>>;

/** What the reference of each comparison is. */
export const comparisonsInWords: Readonly<Record<ComparisonId, string>> = {
  "other-authorities":
    "All other authorities of the wave with released figures, pooled, the authority itself left out. An authority that " +
    `was not asked in this wave stands in with its latest of the last ${WAVES_TO_STAND_IN_FROM} waves of the same ` +
    `instrument, this one included; where one does, the reference differs by \`${EARLIER_WAVES}\`, and how many do is told. ` +
    "The pool is taken as one sample in which every answer counts once: large authorities weigh more, and how authorities " +
    "vary among themselves is no part of the test.",
  "general-population":
    "A published figure of the general population. Where the number of its respondents is known, it is a second share; " +
    "otherwise it is a constant, and the interval of the difference is the interval of the authority's own share less it.",
  "earlier-wave":
    "The same authority's latest earlier wave with the same instrument. Some may have answered both times; the test takes " +
    "the two for independent.",
};

/** What a claim says. */
export const claimsInWords: Readonly<Record<Claim, string>> = {
  "bright-spot": "Better than the reference, by the rule below.",
  "area-for-improvement": "Worse than the reference, by the rule below.",
  higher:
    "Higher than the reference, by the rule below; neither end of the measure is the better one, or the reference is on another scale or one that is not known to be the same.",
  lower:
    "Lower than the reference, by the rule below; neither end of the measure is the better one, or the reference is on another scale or one that is not known to be the same.",
  none: "No claim: the rule is not met. This does not say that there is no difference.",
};

export const trendMethodsInWords: Readonly<Record<TrendMethod, string>> = {
  "two-waves":
    "Two waves: the difference of the two shares for each year between them, tested like the shares of two authorities.",
  "weighted-least-squares": `Three waves or more: ${weightedLeastSquaresTrendMethod.name} over all of them, marked by q.`,
  "trend-marker":
    `The last ${UNBROKEN_WAVES} waves of the instrument, of ${UNBROKEN_WAVES} different years and without a gap: ` +
    "the same line over these waves alone, marked by the threshold of the trend marker and not by q.",
};

/** The words of the column `over_dispersion` of the funnels. */
export const overDispersionInWords = {
  "allowed-for": "The shares vary by more than chance and noise; the limits are widened by the additive variance.",
  none: "The shares vary by no more than chance and noise; the limits are those of chance and noise alone.",
  "not-assessed": `Fewer than ${authoritiesNeededForOverDispersion} authorities in the pool; the limits are those of chance and noise alone.`,
} as const;
