import { describe, expect, it } from "vitest";
import { type CampaignKey, partitionOf } from "#shared/programme/campaign.ts";
import type { Manifest } from "#shared/release/manifest.ts";
import { differencesInCounts } from "./reconcile.ts";
import type { ResponseRateRow } from "./released-data.ts";
import { campaignsOf, submissionsOf } from "./synthetic/submissions.ts";
import type { LinkedCampaign } from "./synthetic/visits.ts";
import { waves } from "./synthetic/waves.ts";

const keyOf = (linked: LinkedCampaign | undefined): CampaignKey => {
  if (linked === undefined) throw new Error("the wave has no such campaign");
  const { wave, authority, questionnaire } = linked.campaign;
  return { wave, authority: authority.code, questionnaire };
};

/** Two campaigns: 13 submissions of which one is blank, and 6, all acknowledged; the first is counted and published. */
function night() {
  const campaigns: LinkedCampaign[] = campaignsOf(waves["2016"], 7)
    .slice(0, 2)
    .map((campaign, at) => ({
      campaign,
      link: `LINK${at}`,
      submissions: submissionsOf({ ...campaign, respondents: at === 0 ? 13 : 6 }, 7).map((submission, place) => ({
        ...submission,
        body: { ...submission.body, answers: at + place === 0 ? {} : submission.body.answers },
      })),
    }));
  const counts = campaigns.map(({ campaign, link, submissions }) => ({
    campaign,
    link,
    accepted: submissions.length,
    retried: 0,
    conflicts: 0,
    refused: new Map<string, number>(),
  }));
  const counted = new Map([[partitionOf(keyOf(campaigns[0])), 12]]);
  // The second is held, because few answered.
  const manifest: Pick<Manifest, "responses" | "released"> = {
    responses: 10,
    released: [{ ...keyOf(campaigns[0]), asAt: "2017-04-01" }],
  };
  const rates = campaigns.map(
    ({ campaign }, at) =>
      ({
        wave: campaign.wave,
        old_la_code: campaign.authority.code,
        instrument: campaign.questionnaire,
        response_count: at === 0 ? "10" : "x",
      }) as ResponseRateRow,
  );
  return { posted: { campaigns, counts }, counted, manifest, rates };
}

type Night = ReturnType<typeof night>;

function found(change: (night: Night) => void): readonly string[] {
  const changed = night();
  change(changed);
  return differencesInCounts(changed.posted, changed.counted, changed.manifest, changed.rates);
}

describe("reconciling a release with what was posted", () => {
  it("finds nothing where everything adds up", () => {
    expect(found(() => {})).toEqual([]);
  });

  it.each<[string, (night: Night) => void]>([
    [
      "one acknowledged submission too few",
      ({ posted: { counts } }) => {
        if (counts[0]) counts[0].accepted -= 1;
      },
    ],
    [
      "one counted response that nobody posted",
      ({ counted }) => {
        for (const [key, count] of counted) counted.set(key, count + 1);
      },
    ],
    [
      "a published number of responses that is not the one that was counted, rounded",
      ({ manifest }) => {
        Object.assign(manifest, { responses: 20 });
      },
    ],
    [
      "a released campaign that nobody posted to",
      ({ manifest: { released } }) => {
        released.push({ wave: "2016", authority: "999", questionnaire: "ylyc-4-7", asAt: "2017-04-01" });
      },
    ],
    [
      "a published response count that is off by one rounding step",
      ({ rates }) => {
        if (rates[0]) rates[0] = { ...rates[0], response_count: "15" };
      },
    ],
    [
      "a response count that should have been withheld",
      ({ rates }) => {
        if (rates[1]) rates[1] = { ...rates[1], response_count: "5" };
      },
    ],
    ["a campaign without a published response count", ({ rates }) => void rates.pop()],
  ])("finds %s", (_, change) => {
    expect(found(change).length).toBeGreaterThan(0);
  });
});
