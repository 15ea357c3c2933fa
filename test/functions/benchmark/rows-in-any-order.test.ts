/** What is published of an authority beside others, whatever the order in which they come and the codes that they have. */
import { describe, expect, test } from "vitest";
import type { ReleasedCampaign } from "#functions/benchmark/counts/counted.ts";
import { Nations } from "#functions/benchmark/counts/ladders.ts";
import { Releases } from "#functions/benchmark/counts/pools.ts";
import { figuresOf } from "#functions/benchmark/figures.ts";
import { peerLearning } from "#shared/release/datasets/peer-learning.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import { type Dice, diceFrom } from "../../fixtures/responses.ts";
import { type Answers, answering, released, threeHeadlines } from "./three-headlines.ts";

/** Girls and boys, up to forty of each, who answer anything. */
function someChildren(dice: Dice) {
  const answers = (): Answers => {
    const base = dice(41);
    return [dice(base + 1), base];
  };
  return (["girl", "boy"] as const).flatMap((gender) =>
    answering({ "trust-carers": answers(), "good-friend": answers(), pets: answers() }, gender),
  );
}

/** Seven authorities in three waves, some of which they miss. */
function someCampaigns(seed: number): ReleasedCampaign[] {
  const dice = diceFrom(seed);
  return ["2015", "2016", "2017"].flatMap((wave) =>
    ["801", "802", "803", "804", "805", "806", "807"]
      .filter(() => dice(4) > 0)
      .map((code) => released({ wave, code }, someChildren(dice), threeHeadlines, { policy: noisePolicy, seed })),
  );
}

/** The lines of every dataset, sorted: their order is that of the plan. */
function linesOf(campaigns: readonly ReleasedCampaign[], without: readonly string[] = []): string[] {
  const planned = campaigns.map(({ campaign }) => campaign);
  const { datasets } = figuresOf(new Releases(campaigns), new Nations([]), planned, noisePolicy, "SYNTHETIC");
  return datasets
    .filter(({ dataset }) => without.length === 0 || dataset.name !== peerLearning.name)
    .flatMap((file) => {
      const [json] = file.typedFormats();
      const { fields, rows } = JSON.parse(Buffer.from(json?.bytes ?? []).toString());
      const kept = (fields as { name: string }[]).map(({ name }) => !without.includes(name));
      return (rows as unknown[][]).map(
        (row) => `${file.dataset.name} ${JSON.stringify(row.filter((_, at) => kept[at]))}`,
      );
    })
    .toSorted();
}

const PLACE = ["region_code", "region_name", "old_la_code", "new_la_code", "la_name"];
function renamed(each: ReleasedCampaign): ReleasedCampaign {
  const code = String(1707 - Number(each.campaign.authority.code));
  const authority = { ...each.campaign.authority, code, name: `Renamed ${code}`, regionCode: "E12000001" };
  return { ...each, campaign: { ...each.campaign, authority } };
}

describe.each([1, 2, 3, 4, 5])("of invented authorities, draw %i, every figure", (seed) => {
  const campaigns = someCampaigns(seed);
  const lines = linesOf(campaigns);

  test("is the same in whatever order campaigns come", () => {
    expect(lines.length).toBeGreaterThan(500);
    expect(linesOf(campaigns.toReversed())).toEqual(lines);
  });

  test("stays with its authority when all have other codes, names and places", () => {
    expect(linesOf(campaigns.map(renamed), PLACE)).toEqual(linesOf(campaigns, PLACE));
  });
});
