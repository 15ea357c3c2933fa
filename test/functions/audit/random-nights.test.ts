/**
 * Nights on ordinary answers, whatever the seed: the audit lets every honest one pass, and finds each in which the noise of
 * one survey was left out, or drawn with twice the standard deviation. RANDOM_NIGHTS says how many; 200 were run. SYNTHETIC.
 */
import { expect, test } from "vitest";
import type { Draft } from "#functions/audit/draft.ts";
import { readNight } from "#functions/audit/night.ts";
import { noiseIsInTheCounts } from "#functions/audit/rules/noise-is-in-the-counts.ts";
import { tallyNation } from "#functions/tally/nation.ts";
import { tallyCampaign } from "#functions/tally/tally.ts";
import { keyOf, partitionOf } from "#shared/programme/campaign.ts";
import type { Plan, PlannedCampaign } from "#shared/programme/night.ts";
import { type DisclosurePolicy, noisePolicy, type Ratio } from "#shared/release/policy.ts";
import { partitionOfNation } from "#shared/storage/counts.ts";
import type { ResponseReader, StoredResponse } from "#shared/storage/responses.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { pack } from "#shared/survey/response.ts";
import { chanceFrom } from "../../chance.ts";
import { type CountsInMemory, countsInMemory } from "../../fixtures/counts-in-memory.ts";
import { noiseOff } from "../../fixtures/noised-counts.ts";
import { type Dice, diceFrom, randomResponses } from "../../fixtures/responses.ts";
import { aCampaign } from "../plan/programme-in-memory.ts";
import { datasetsInMemory } from "../publish/datasets-in-memory.ts";
import { aNight, writeDraft } from "./a-night.ts";

const NIGHTS = Number(process.env.RANDOM_NIGHTS ?? 1);
const PATIENCE_IN_MILLISECONDS = 60_000 + NIGHTS * 60_000;

interface Block {
  readonly campaign: PlannedCampaign;
  readonly responses: readonly StoredResponse[];
}

/** 3 to 25 authorities with one or two questionnaires; one block in twenty is still open, one in twenty says too few children. */
function randomWave(wave: string, dice: Dice): Block[] {
  const instruments = (["ylyc-4-7", "ylyc-8-11", "ylyc-11-17", "ylbc-16-25"] as const).filter(() => dice(4) === 0);
  const asked = instruments.length === 0 ? (["ylyc-8-11"] as const) : instruments.slice(0, 2);
  return Array.from({ length: 3 + dice(23) }, (_, at) => at).flatMap((at) =>
    asked.map((questionnaire): Block => {
      const howMany = 5 + dice(156);
      const isOpen = dice(20) === 0;
      const campaign = aCampaign({
        code: String(801 + at),
        wave,
        questionnaire,
        version: 1,
        opens: `${wave}-02-01`,
        closes: isOpen ? `${wave}-05-31` : `${wave}-03-31`,
        eligible: dice(20) === 0 ? Math.max(1, howMany - 1) : howMany + dice(400),
      });
      const published = publishedQuestionnaire(questionnaire, 1);
      return {
        campaign: { ...campaign, closed: !isOpen, authority: { ...campaign.authority, mayBeNamed: dice(2) === 0 } },
        responses: randomResponses(published, howMany, dice).map((response) => pack(response, published)),
      };
    }),
  );
}

/** The night's own code, from stored responses to stored counts. */
async function tallied(
  blocks: readonly Block[],
  asOf: string,
  {
    seed,
    stored,
    drawnBy = () => noisePolicy,
  }: {
    readonly seed: number;
    readonly stored: CountsInMemory;
    readonly drawnBy?: (campaign: Pick<PlannedCampaign, "wave" | "questionnaire">) => DisclosurePolicy;
  },
): Promise<Plan> {
  const plan: Plan = { runId: "night-1", asOf, campaigns: blocks.map(({ campaign }) => campaign) };
  const byPartition = new Map(blocks.map(({ campaign, responses }) => [partitionOf(keyOf(campaign)), responses]));
  const responses: ResponseReader = {
    async *ofCampaign(key) {
      for (const [id, response] of (byPartition.get(partitionOf(key)) ?? []).entries())
        yield { id: String(id), response };
    },
  };
  const { counts } = stored;
  const marks = { markCounting: async () => undefined, unmarkCounting: async () => undefined };
  const plans = { readPlan: async () => plan };
  const stores = { responses, counts, standing: counts, plans, marks, questionnaireOf: publishedQuestionnaire };
  const chance = chanceFrom(seed);
  const now = new Date(`${asOf}T03:15:00Z`);
  for (const { campaign } of blocks) {
    const { wave, questionnaire, version, closes, closed, eligible } = campaign;
    const toTally = { ...keyOf(campaign), version, closes, closed, eligible, draw: 1 as const };
    const policy = drawnBy({ wave, questionnaire });
    await tallyCampaign(toTally, asOf, stores, { policy, chance, countsKeptInDays: 1_000 }, now);
  }
  const surveys = new Map(blocks.map(({ campaign }) => [partitionOfNation(campaign), campaign]));
  for (const { wave, questionnaire, synthetic } of surveys.values()) {
    const policy = drawnBy({ wave, questionnaire });
    const survey = { wave, questionnaire, synthetic };
    await tallyNation("night-1", survey, asOf, stores, { policy, chance, countsKeptInDays: 1_000 }, now);
  }
  return plan;
}

/** One or two waves upon each other. */
async function auditsOf(seed: number): Promise<readonly string[][]> {
  const dice = diceFrom(seed);
  const stored = countsInMemory();
  const first = randomWave("2016", dice);
  const before = await writeDraft(await tallied(first, "2016-06-15", { seed, stored }), stored);
  const found = [await (await aNight(before)).faults()];
  if (dice(2) === 0) {
    const both = [...first.map(closed), ...randomWave("2017", dice)];
    const plan = await tallied(both, "2017-04-01", { seed: seed + 0.5, stored });
    found.push(await (await aNight(writeDraft(plan, stored, noisePolicy, before))).faults());
  }
  return found;
}

const closed = ({ campaign, responses }: Block): Block => ({ campaign: { ...campaign, closed: true }, responses });

test("every night on ordinary answers passes", { timeout: PATIENCE_IN_MILLISECONDS }, async () => {
  let audits = 0;
  for (let seed = 1; seed <= NIGHTS; seed += 1) {
    for (const faults of await auditsOf(seed)) {
      audits += 1;
      expect(faults, `seed ${seed}`).toEqual([]);
    }
  }
  expect(audits).toBeGreaterThanOrEqual(NIGHTS);
});

/** States the policy's variances and draws by others. */
function wronglyDrawn(stored: CountsInMemory, wave: string, questionnaire: string): void {
  const { id, version, noise } = noisePolicy;
  const stated = { policy: { id, version }, noise };
  for (const [partition, draws] of stored.campaigns) {
    if (!partition.startsWith(`${wave}#`) || !partition.endsWith(questionnaire)) continue;
    stored.campaigns.set(partition, new Map([...draws].map(([draw, counts]) => [draw, { ...counts, ...stated }])));
  }
  for (const [partition, nation] of stored.nations) {
    if (partition.startsWith(`${wave}#nation#${questionnaire}`))
      stored.nations.set(partition, { ...nation, ...stated });
  }
}

const fourfold = ({ numerator, denominator }: Ratio): Ratio => ({ numerator: 4 * numerator, denominator });
const twice = (variances: DisclosurePolicy["noise"]["questions"]) => ({
  everybody: fourfold(variances.everybody),
  girlsAndBoys: fourfold(variances.girlsAndBoys),
  nationOnly: fourfold(variances.nationOnly),
});
const doubled: DisclosurePolicy = {
  ...noisePolicy,
  noise: {
    questions: twice(noisePolicy.noise.questions),
    derived: twice(noisePolicy.noise.derived),
    ladderSteps: fourfold(noisePolicy.noise.ladderSteps),
  },
};

test.each([
  ["left out", noiseOff],
  ["drawn with twice the standard deviation", doubled],
])(
  "the audit finds every night in which the noise of one survey was %s",
  { timeout: PATIENCE_IN_MILLISECONDS },
  async (_, wrong) => {
    for (let seed = 1; seed <= NIGHTS; seed += 1) {
      const blocks = randomWave("2016", diceFrom(seed)).map(closed);
      const questionnaire = blocks[0]?.campaign.questionnaire ?? "ylyc-4-7";
      const stored = countsInMemory();
      const drawnBy = (campaign: { readonly questionnaire: string }) =>
        campaign.questionnaire === questionnaire ? wrong : noisePolicy;
      const plan = await tallied(blocks, "2016-06-15", { seed, stored, drawnBy });
      wronglyDrawn(stored, "2016", questionnaire);
      const { releases } = datasetsInMemory();
      const plans = { readPlan: async () => plan };
      const night = await readNight("night-1", {} as Draft, noisePolicy, { plans, counts: stored.counts, releases });
      expect(await noiseIsInTheCounts.begin(night).atEnd?.(), `seed ${seed}`).not.toEqual([]);
    }
  },
);
