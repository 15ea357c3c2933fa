/** The notes on what is compared, tested and claimed. */
import { NOTHING_DIFFERS } from "#shared/release/comparison.ts";
import { code, list, section } from "#shared/release/metadata/markdown.ts";
import { claimRuleInWords, inPercent } from "../methods/rules-in-words.ts";
import { claimsInWords, comparisonsInWords, methods, overDispersionInWords, trendMethodsInWords } from "../methods.ts";
import { comparatorsInWords } from "./comparators.ts";
import { falseAlarmsInWords, familyTable } from "./families.ts";
import { glossary, methodList } from "./glossary.ts";
import type { MethodNotes } from "./noted.ts";
import { overDispersionTable } from "./over-dispersed.ts";

export function comparisons(): string {
  return section(
    "Comparisons",
    glossary("Comparison", comparisonsInWords),
    `What the reference does not share with the figure stands in the column \`reference_differs\`; ${code(NOTHING_DIFFERS)} means nothing that is known. Two campaigns are compared on a measure only where both offered the very same answers, or worked it out by the same definition. Invented and real answers are never compared.`,
  );
}

export function tests(): string {
  return section("Tests", methodList(methods.tests));
}

export function claims({ claimRule, families }: MethodNotes): string {
  return section(
    "Claims and multiple testing",
    "Claims are made of everybody's answers only, not of girls and boys apart. Each names its comparison and its rule.",
    glossary("Claim", claimsInWords),
    `The rule ${code(claimRule.id)} asks for all of this:`,
    list(claimRuleInWords(claimRule)),
    "q is found from the p of all tests of a family:",
    methodList(methods.multipleTesting),
    "One family is everything that one campaign tests in one group against one kind of reference: all headline shares and all averages of ladders that are compared.",
    "### Test families of this release",
    ...(families.length === 0 ? [] : [falseAlarmsInWords(families, claimRule)]),
    familyTable(families, claimRule),
  );
}

export function girlsAndBoys({ claimRule }: MethodNotes): string {
  return section(
    "Girls and boys",
    `The gap is the share of girls less the share of boys in the same campaign, tested like two authorities. All headlines of a campaign are one family. \`girls-higher\` and \`boys-higher\` need a q of at most ${claimRule.largestQ} and a gap of at least ${claimRule.smallestDifferenceInPoints} points. Beside it stands the gap between all girls and all boys of the other authorities. Girls and boys need not average to everybody: each count has noise of its own. If girls and boys differed nowhere, at most about ${inPercent(claimRule.largestQ)} of the campaigns would carry a false finding.`,
  );
}

export function generalPopulation({ comparatorsUsed }: MethodNotes): string {
  return section(
    "The general population",
    "A comparator is quoted as its source states it. Where its ages, wording or scale differ from those here, or are not known to be alike, the column `reference_differs` says so.",
    ...comparatorsInWords(comparatorsUsed),
  );
}

export function funnels({ overDispersed }: MethodNotes): string {
  return section(
    "Funnel limits",
    "Limits at 95% and 99.8% around the share of all authorities together, this one included: where the share of an authority of its size would lie if it differed from the pool by chance, by the noise, and by the ordinary variation between authorities, alone. By chance and noise alone about 5 shares in 100 lie outside the 95% limits and 2 in 1,000 outside the 99.8% limits: with 50 measures, two or three of each authority. A claim asks whether an authority differs from the others by more than chance and noise; the funnel, where over-dispersion is allowed for, whether it differs by more than authorities ordinarily do. One can hold without the other.",
    methodList(methods.funnels),
    glossary("Over-dispersion", overDispersionInWords),
    "The column `position` says on which side of which limits a share lies; on a limit, before rounding, it lies inside.",
    overDispersionTable(overDispersed),
  );
}

export function trends({ claimRule }: MethodNotes): string {
  return section(
    "Trends",
    `The change of a headline share per year over the authority's waves with one instrument. Which method depends on the waves. \`two-waves\` and \`weighted-least-squares\` mark a trend where q is at most ${claimRule.largestQ}; one family is all headlines of a campaign, so that, if nothing moved, at most about ${inPercent(claimRule.largestQ)} of the campaigns would carry a false trend; \`trend-marker\` has no such bound. Where the share of a wave that is used is not shown, no change is told. The tests take the respondents of two waves for different ones.`,
    glossary("Method", trendMethodsInWords),
    methodList(methods.trends),
  );
}
