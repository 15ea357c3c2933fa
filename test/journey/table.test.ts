/** The table at the end of a demo. */
import { expect, it } from "vitest";
import type { ResponseRateRow } from "./released-data.ts";
import { campaignsOf } from "./synthetic/submissions.ts";
import { waves } from "./synthetic/waves.ts";
import { campaignTable } from "./table.ts";

const counts = campaignsOf(waves["2016"], 7)
  .slice(0, 2)
  .map((campaign, at) => ({
    campaign,
    link: `LINK${at}`,
    accepted: 20 + at,
    retried: 2,
    conflicts: 1,
    refused: new Map([
      ["422 unknown-option", 2],
      ["415 wrong-type", 1],
    ]),
  }));

it("shows each campaign with its counts, its refusals by reason and whether it was released", () => {
  const rates = counts.map(
    ({ campaign }, at) =>
      ({
        wave: campaign.wave,
        old_la_code: campaign.authority.code,
        instrument: campaign.questionnaire,
        campaign_status: at === 0 ? "released" : "held",
      }) as ResponseRateRow,
  );
  const [, , first, second, all] = campaignTable(counts, rates).map((line) => line.split(/ {2,}/));
  const eligible = counts.map(({ campaign }) => campaign.eligible);
  expect(first).toEqual([
    "Bristol, City of",
    "ylyc-4-7",
    String(eligible[0]),
    "20",
    "2",
    "1",
    "3",
    "released",
    "415 wrong-type, 2 x 422 unknown-option",
  ]);
  expect(second?.slice(3, 8)).toEqual(["21", "2", "1", "3", "held"]);
  expect(all).toEqual(["All", String((eligible[0] ?? 0) + (eligible[1] ?? 0)), "41", "4", "2", "6"]);
});

it("sums the refusals by reason", () => {
  expect(campaignTable(counts).at(-1)).toBe("Refused by reason: 2 x 415 wrong-type, 4 x 422 unknown-option");
});
