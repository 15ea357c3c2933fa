import { describe, expect, it } from "vitest";
import type { Manifest } from "#shared/release/manifest.ts";
import { differencesInCounts } from "./reconcile.ts";
import type { ResponseRateRow } from "./released-data.ts";
import { campaignsOf, submissionsOf } from "./synthetic/submissions.ts";
import type { LinkedCampaign } from "./synthetic/visits.ts";
import { waves } from "./synthetic/waves.ts";

/** Two campaigns: 13 submissions of which one is blank, and 6, all acknowledged, tallied and published. */
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
  const manifest: Pick<Manifest, "counts" | "released"> = {
    counts: { accepted: 19, tallied: 18, withdrawn: 0, setAside: { "nothing-answered": 1 } },
    released: campaigns.map(({ campaign }) => ({ ...campaign, authority: campaign.authority.code })),
  };
  const rates = campaigns.map(
    ({ campaign }, at) =>
      ({
        wave: campaign.wave,
        old_la_code: campaign.authority.code,
        instrument: campaign.questionnaire,
        response_count: at === 0 ? "10" : "c",
      }) as ResponseRateRow,
  );
  return { posted: { campaigns, counts }, manifest, rates };
}

type Night = ReturnType<typeof night>;

function found(change: (night: Night) => void): readonly string[] {
  const changed = night();
  change(changed);
  return differencesInCounts(changed.posted, changed.manifest, changed.rates);
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
      "one stored response that nobody posted",
      ({ manifest: { counts } }) => {
        counts.accepted += 1;
        counts.tallied += 1;
      },
    ],
    [
      "one response that is neither tallied nor set aside",
      ({ manifest: { counts } }) => {
        counts.tallied -= 1;
      },
    ],
    [
      "one response set aside that was answered",
      ({ manifest: { counts } }) => {
        counts.tallied -= 1;
        counts.setAside["nothing-answered"] = 2;
      },
    ],
    [
      "a released campaign that nobody posted to",
      ({ manifest: { released } }) => {
        released.push({ wave: "2016", authority: "999", questionnaire: "ylyc-4-7" });
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
