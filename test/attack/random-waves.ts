/** Small invented waves with the files that the real writer makes of them, for the attacker to try. SYNTHETIC. */
import { figuresOf } from "#functions/benchmark/figures.ts";
import { Releases } from "#functions/benchmark/pools.ts";
import type { ReleasedCampaign } from "#functions/benchmark/released-campaign.ts";
import { keyOf } from "#shared/programme/campaign.ts";
import { SYNTHETIC_NOTICE } from "#shared/release/manifest.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { aPlannedCampaign } from "../functions/benchmark/planned-campaign.ts";
import { type Person, tallyOf } from "../functions/benchmark/tally-builder.ts";
import { type Chance, chanceOf } from "../journey/synthetic/chance.ts";

/** One question with three bands: the smallest in which a band follows from two others. */
export const threeBands: Questionnaire = {
  id: "ylyc-8-11",
  version: 1,
  title: { en: "Three bands" },
  introduction: { en: "For tests." },
  answeredBy: "young-person",
  ages: { from: 8, to: 11 },
  ageBands: [
    { id: "8-9", from: 8, to: 9 },
    { id: "10-11", from: 10, to: 11 },
  ],
  asksDisability: false,
  sections: [
    {
      domain: "relationships",
      title: { en: "People" },
      items: [
        {
          id: "trust-carers",
          indicator: "trust-carers",
          wording: { en: "How is it?" },
          scale: {
            kind: "choice",
            bands: ["positive", "middle", "negative"],
            options: [
              { id: "good", wording: { en: "Good" }, band: "positive" },
              { id: "so-so", wording: { en: "So so" }, band: "middle" },
              { id: "bad", wording: { en: "Bad" }, band: "negative" },
            ],
          },
        },
      ],
    },
  ],
  comments: [],
};

const genders = [
  ["girl", 47],
  ["boy", 46],
  ["other", 3],
  ["prefer-not-to-say", 2],
  ["unknown", 2],
] as const;
const ages = [
  ["8-9", 50],
  ["10-11", 47],
  ["unknown", 3],
] as const;
const placements = [
  ["foster", 77],
  ["kinship", 16],
  ["residential", 4],
  ["somewhere-else", 3],
] as const;
const ethnicities = [
  ["white", 83],
  ["mixed", 8],
  ["black", 5],
  ["asian", 4],
] as const;
const timesInCare = [
  ["under-1", 20],
  ["1-2", 30],
  ["3-5", 30],
  ["6-or-more", 20],
] as const;

const SKIPPED = 0.05;

/** 3 to 25 authorities with blocks of 5 to 60; how children answer differs between waves and a little between authorities. */
export function randomWave(seed: number, number: number): ReleasedCampaign[] {
  const chance = chanceOf(seed, "random wave", number);
  const favourable = chance.integer(55, 96);
  const authorities = chance.integer(3, 25);
  const blocks = Array.from({ length: authorities }, () => chance.integer(5, 60));
  return blocks.flatMap((respondents, at) => {
    const own = Math.min(98, Math.max(30, favourable + 8 * chance.normal()));
    const everybody = Array.from({ length: respondents }, () => person(own, chance));
    // Fewer than ten are held: nothing of them is in any file but their place.
    if (respondents < 10) return [];
    const campaign = aPlannedCampaign({
      wave: "2017",
      code: String(801 + at),
      questionnaire: threeBands.id,
      version: 1,
    });
    return [{ campaign, questionnaire: threeBands, tally: tallyOf(threeBands, keyOf(campaign), everybody) }];
  });
}

function person(favourable: number, chance: Chance): Person {
  const answer = chance.happens(SKIPPED)
    ? undefined
    : chance.weighted([
        [0, favourable],
        [1, 0.65 * (100 - favourable)],
        [2, 0.35 * (100 - favourable)],
      ]);
  return {
    gender: chance.weighted(genders),
    ageBand: chance.weighted(ages),
    placement: chance.weighted(placements),
    ethnicity: chance.weighted(ethnicities),
    timeInCare: chance.weighted(timesInCare),
    code: () => answer,
  };
}

/** What an outsider gets of a wave that is over. */
export function filesOf(wave: readonly ReleasedCampaign[], policy: DisclosurePolicy): ReadonlyMap<string, Uint8Array> {
  const campaigns = wave.map(({ campaign }) => campaign);
  const { datasets } = figuresOf(new Releases(wave), campaigns, policy, () => ({ final: true }), SYNTHETIC_NOTICE);
  return new Map(datasets.map((dataset) => dataset.csv().file).map(({ path, bytes }) => [path, bytes]));
}
