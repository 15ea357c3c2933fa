import { isDeepStrictEqual } from "node:util";
import { noisedCounts } from "#shared/release/datasets/noised-counts.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { partitionOfNation } from "#shared/storage/counts.ts";
import { groupKindOf } from "#shared/survey/breakdowns.ts";
import type { NoisedCounts } from "#shared/survey/noised-counts.ts";
import { type Night, nameOf, releasedIn } from "../night.ts";
import { NO_RESIDUALS, type Residuals, residualsIn, surpriseOf, together } from "../noise.ts";
import { faultsOf, type Rule } from "../rule.ts";

/**
 * In nats. At e^-34 = 1.7e-15 a bound, either way, 6,000 campaigns with three groups each and all of their surveys raise a
 * false alarm once in more than 1e10 lives of the programme: counts stand, so that a false alarm would never end.
 */
export const MOST_SURPRISING = 34;

/**
 * The noise that the policy promises is in the counts that were stored: no more and no less. Every respondent of a group
 * stands in one cell of each question, so that the cells of all questions add up to the same number but for the noise: the
 * residuals of these sums have the variance (K + 1) s^2, with K bands and s^2 the variance of a cell.
 *
 * Residuals are pooled over a survey (a wave and questionnaire, with the nation's groups) for each kind of group, questions
 * apart from derived measures; and again over each group of each campaign by itself.
 *
 * Power, in campaigns that are wrong alike until everybody's counts are found out in 99 of 100 surveys, with 49 questions and
 * with 13: missing noise 1 and 3, twice the standard deviation 3 and 8, noise that was added twice 9 and 33; girls and boys
 * in half as many. 48 campaigns of 49 questions show the standard deviation to 0.02. Noise that was moved from one cell of a
 * question to another leaves the sum as it is, and the steps of ladders have no sum to be held against: neither is seen here.
 */
export const noiseIsInTheCounts: Rule = {
  name: "noise-is-in-the-counts",
  remedy:
    "stop the nights and call whoever answers for data protection: counts may be exact, or useless; look at the tally that drew them",
  begin: (night) => ({
    atEnd: () =>
      [...policyFaults(night), ...residualFaults(night)].map((detail) => ({ file: noisedCounts.path, detail })),
  }),
};

interface Drawn {
  readonly name: string;
  readonly survey: string;
  readonly counts: Pick<NoisedCounts, "groups" | "noise" | "policy">;
}

function drawnIn(night: Night): Drawn[] {
  return [
    ...releasedIn(night).map(({ campaign, counts }) => {
      return { name: nameOf(campaign), survey: partitionOfNation(campaign), counts };
    }),
    ...Array.from(night.nations, ([name, { counts }]) => ({ name, survey: name, counts })),
  ];
}

/** Counts of an earlier policy keep the variances by which they were drawn. No policy was ever without noise. */
function policyFaults(night: Night): string[] {
  const { id, version, noise } = night.policy;
  return drawnIn(night).flatMap(({ name, counts }) => {
    const isTonights = isDeepStrictEqual(counts.policy, { id, version });
    return faultsOf(
      [
        isTonights && !isDeepStrictEqual(counts.noise, noise),
        `the counts of ${name} name tonight's policy and state other variances than it has`,
      ],
      [!isTonights && !hasNoise(counts.noise), `the counts of ${name} state that there is no noise in some of them`],
    );
  });
}

function hasNoise({ questions, derived, ladderSteps }: DisclosurePolicy["noise"]): boolean {
  const variances = [...Object.values(questions), ...Object.values(derived), ladderSteps];
  return variances.every(({ numerator }) => numerator > 0);
}

function residualFaults(night: Night): string[] {
  const faults: string[] = [];
  const surveys = new Map<string, Residuals>();
  for (const { name, survey, counts } of drawnIn(night)) {
    for (const [group, cells] of Object.entries(counts.groups)) {
      const { questions, derived } = residualsIn(group, cells, counts.noise);
      const kind = groupKindOf(group);
      // A nation's groups are too many to be looked at one by one, and are pooled below.
      if (kind !== "nationOnly") faults.push(...surprises(questions, `questions of ${group} in ${name}`));
      add(surveys, `questions of ${kind} in the survey ${survey}`, questions);
      add(surveys, `derived measures of ${kind} in the survey ${survey}`, derived);
    }
  }
  return [...faults, ...[...surveys].flatMap(([place, residuals]) => surprises(residuals, place))];
}

function add(surveys: Map<string, Residuals>, place: string, residuals: Residuals): void {
  surveys.set(place, together(surveys.get(place) ?? NO_RESIDUALS, residuals));
}

function surprises(residuals: Residuals, place: string): string[] {
  if (surpriseOf(residuals) <= MOST_SURPRISING) return [];
  const isLess = residuals.chiSquare < residuals.degreesOfFreedom;
  return [
    `the counts for the ${place} have ${isLess ? "less" : "more"} noise in them than the variance that they state`,
  ];
}
