/** The families of tests of a release, and how many false alarms to expect of them. */
import { type ClaimRule, type ComparisonId, comparisonIds } from "#shared/release/comparison.ts";
import { origins } from "#shared/release/dataset.ts";
import { code, list, plain, table } from "#shared/release/metadata/markdown.ts";
import type { FamilyCounts } from "../comparison/compare.ts";
import type { ReleasedCampaign } from "../counts/counted.ts";
import { inPercent } from "../methods/rules-in-words.ts";
import { roundHalfAwayFromZero } from "../statistics/rounding.ts";

/** The families of everybody's tests of one wave, instrument and comparison. The files show all that is counted here. */
export interface FamilySummary {
  readonly wave: string;
  readonly instrument: string;
  readonly synthetic: boolean;
  readonly comparison: ComparisonId;
  /** Campaigns with at least one test. */
  readonly reports: number;
  /** Of one report. */
  readonly fewestTests: number;
  readonly mostTests: number;
  readonly claims: number;
}

/** In the order of waves, instruments and comparisons, whatever order the families come in. */
export function familySummariesOf(
  families: readonly (FamilyCounts & { readonly released: Pick<ReleasedCampaign, "campaign"> })[],
): FamilySummary[] {
  const tested = families.filter(({ tests }) => tests > 0);
  const together = Map.groupBy(tested, ({ comparison, released: { campaign } }) =>
    JSON.stringify([campaign.wave, campaign.questionnaire, campaign.synthetic, comparisonIds.indexOf(comparison)]),
  );
  return [...together.entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, [first, ...rest]]) => {
      if (first === undefined) return [];
      const { comparison, released } = first;
      const { wave, questionnaire: instrument, synthetic } = released.campaign;
      const all = [first, ...rest];
      const tests = all.map((family) => family.tests);
      const summary: FamilySummary = {
        wave,
        instrument,
        synthetic,
        comparison,
        reports: all.length,
        fewestTests: Math.min(...tests),
        mostTests: Math.max(...tests),
        claims: all.reduce((sum, { claims }) => sum + claims, 0),
      };
      return [summary];
    });
}

/** One decimal, or all three where one would say 0. */
const expected = (howMany: number) => String(roundHalfAwayFromZero(howMany, howMany < 0.1 ? 3 : 1));

export function familyTable(families: readonly FamilySummary[], { largestQ }: ClaimRule): string {
  if (families.length === 0) return "This release compares nothing: it has no test and no claim.";
  return table(
    [
      "Wave",
      "Answers",
      "Instrument",
      "Comparison",
      "Reports",
      "Tests in a report",
      "Claims made",
      "Reports with a false claim if nothing differed, at most about",
    ],
    families.map(({ wave, synthetic, instrument, comparison, reports, fewestTests, mostTests, claims }) => [
      plain(wave),
      synthetic ? origins.synthetic : origins.survey,
      code(instrument),
      code(comparison),
      String(reports),
      fewestTests === mostTests ? String(mostTests) : `${fewestTests} to ${mostTests}`,
      String(claims),
      expected(reports * largestQ),
    ]),
  );
}

export function falseAlarmsInWords(families: readonly FamilySummary[], { largestQ }: ClaimRule): string {
  const reports = families.reduce((sum, family) => sum + family.reports, 0);
  const claims = families.reduce((sum, family) => sum + family.claims, 0);
  const rate = inPercent(largestQ);
  return list([
    `If nothing differed anywhere, at most about ${rate} of the reports below, ${expected(reports * largestQ)} of ${reports}, would carry a false claim. A report is here one campaign against one kind of reference; an authority with several has several.`,
    `In each report the expected share of false claims among its claims, nought where it makes none, is at most about ${rate}. This does not hold for the ${claims} claims of this release together: where few authorities truly differ, most of them can be false, and if nothing differed anywhere all of them would be. Which ones, nobody can tell.`,
    "The smallest difference that is claimed makes false claims fewer still. Only where so many answered that it also drops true differences can it leave a slightly larger part of false ones among the rest.",
    "The bound is proved for independent tests and for some kinds of positive dependence; for two-sided tests of measures of the same children it is not proved, and was met in simulations of such measures. Families are not adjusted for one another.",
  ]);
}
