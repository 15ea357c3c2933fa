import { noisedCounts } from "#shared/release/datasets/noised-counts.ts";
import { BOYS, EVERYBODY, GIRLS, type Group, nameOfGroup } from "#shared/survey/breakdowns.ts";
import type { NoisedCounts } from "#shared/survey/noised-counts.ts";
import { nameOf, releasedIn } from "../night.ts";
import { respondentsIn } from "../noise.ts";
import { faultsOf, type Rule } from "../rule.ts";

/** Further off is less likely than 1.3e-15: see `noise-is-in-the-counts` for why so rare. */
const STANDARD_DEVIATIONS = 8;

/**
 * The fitted respondents of a campaign are the responses that were counted, up to the noise in them, which is small: with 49
 * questions of three bands eight standard deviations are 3.4 responses. Girls and boys together are not more.
 */
export const respondentsMatch: Rule = {
  name: "respondents-match",
  remedy: "stop the nights; the tally has counted answers twice or not at all, or the counts table was changed",
  begin: (night) => ({
    atEnd: () =>
      releasedIn(night).flatMap(({ campaign, counts }) => {
        const everybody = fittedIn(counts, EVERYBODY);
        const [girls, boys] = [fittedIn(counts, GIRLS), fittedIn(counts, BOYS)];
        const tooFar = STANDARD_DEVIATIONS * Math.sqrt(everybody.variance);
        const tooMany = STANDARD_DEVIATIONS * Math.sqrt(girls.variance + boys.variance);
        const ofCampaign = `the counts of ${nameOf(campaign)}`;
        return faultsOf(
          [
            !(Math.abs(everybody.respondents - counts.responses) <= tooFar),
            `${ofCampaign} are of more or fewer respondents than the responses that were counted`,
          ],
          [
            !(girls.respondents + boys.respondents - counts.responses <= tooMany),
            `${ofCampaign} are of more girls and boys than the responses that were counted`,
          ],
        ).map((detail) => ({ file: noisedCounts.path, detail }));
      }),
  }),
};

/** Of a group that is missing nothing compares, which is a fault. */
function fittedIn({ groups, noise }: NoisedCounts, group: Group) {
  const name = nameOfGroup(group);
  return respondentsIn(name, groups[name] ?? { indicators: {}, derived: {} }, noise);
}
