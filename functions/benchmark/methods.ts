/** The registry of methods: everything by which the figures of a release are made, in words that stand beside the code. */
import { type Claim, type ComparisonId, EARLIER_WAVES, WAVES_TO_STAND_IN_FROM } from "#shared/release/comparison.ts";
import { benjaminiHochbergMethod } from "./statistics/benjamini-hochberg.ts";
import { cochranArmitageTrendTestMethod } from "./statistics/cochran-armitage-trend-test.ts";
import { fisherExactTestMethod } from "./statistics/fisher-exact-test.ts";
import { funnelLimitsMethod } from "./statistics/funnel-limits.ts";
import type { Method } from "./statistics/method.ts";
import { nMinusOneChiSquareTestMethod } from "./statistics/n-minus-one-chi-square-test.ts";
import { newcombeHybridScoreMethod } from "./statistics/newcombe-hybrid-score-interval.ts";
import { authoritiesNeededForOverDispersion, overDispersionMethod } from "./statistics/over-dispersion.ts";
import { sampleMomentsMethod } from "./statistics/sample-moments.ts";
import { scoreTestMethod } from "./statistics/score-test.ts";
import { studentTIntervalMethod } from "./statistics/student-t-interval.ts";
import { twoProportionTestMethod } from "./statistics/two-proportion-test.ts";
import { weightedLeastSquaresTrendMethod } from "./statistics/weighted-least-squares-trend.ts";
import { welchTTestMethod } from "./statistics/welch-t-test.ts";
import { wilsonScoreMethod } from "./statistics/wilson-score-interval.ts";
import { type TrendMethod, UNBROKEN_WAVES } from "./trends/course.ts";

/** Every estimator and test, by what it is for. */
export const methods = {
  estimates: [wilsonScoreMethod, sampleMomentsMethod, studentTIntervalMethod],
  tests: [
    newcombeHybridScoreMethod,
    twoProportionTestMethod,
    fisherExactTestMethod,
    nMinusOneChiSquareTestMethod,
    scoreTestMethod,
    welchTTestMethod,
  ],
  multipleTesting: [benjaminiHochbergMethod],
  trends: [cochranArmitageTrendTestMethod, weightedLeastSquaresTrendMethod],
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
    "otherwise it is a constant, and the interval of the difference is the authority's own Wilson interval less it.",
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
  "cochran-armitage": `Three waves or more: ${cochranArmitageTrendTestMethod.name}, scored by year.`,
  "weighted-least-squares":
    `The last ${UNBROKEN_WAVES} waves of the instrument, of ${UNBROKEN_WAVES} different years and without a gap: ` +
    `${weightedLeastSquaresTrendMethod.name} over these waves alone; marked by its own threshold, not by q. Among proportions of few answers, some 20 a wave, it marks several times as many by chance as the threshold says.`,
};

/** The words of the column `over_dispersion` of the funnels. */
export const overDispersionInWords = {
  "allowed-for": "The shares vary by more than chance; the limits are widened by the additive variance.",
  none: "The shares vary by no more than chance; the limits are those of chance alone.",
  "not-assessed": `Fewer than ${authoritiesNeededForOverDispersion} authorities in the pool; the limits are those of chance alone.`,
} as const;
