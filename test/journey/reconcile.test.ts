import { describe, expect, it } from "vitest";
import type { Manifest, Reconciliation } from "#shared/release/manifest.ts";
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
  // The second is held, because few answered.
  const exact: Reconciliation = {
    released: { accepted: 13, tallied: 12, withdrawn: 0, setAside: { "nothing-answered": 1 } },
    held: { accepted: 6, tallied: 6, withdrawn: 0, setAside: {} },
    open: { accepted: 0, tallied: 0, withdrawn: 0, setAside: {} },
    protection: {
      exact: 3,
      "end-of-the-scale": 1,
      "range-for-others": 0,
      "too-few-answers": 2,
      "too-few-in-the-share": 0,
      "withheld-for-others": 0,
    },
  };
  const manifest: Pick<Manifest, "counts" | "released"> = {
    counts: { accepted: 10, tallied: 10, withdrawn: 0, setAside: { "nothing-answered": 0 } },
    released: campaigns.slice(0, 1).map(({ campaign }) => ({ ...campaign, authority: campaign.authority.code })),
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
  return { posted: { campaigns, counts }, exact, manifest, rates };
}

type Night = ReturnType<typeof night>;

function found(change: (night: Night) => void): readonly string[] {
  const changed = night();
  change(changed);
  return differencesInCounts(changed.posted, changed.exact, changed.manifest, changed.rates);
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
      ({ exact: { released } }) => {
        released.accepted += 1;
        released.tallied += 1;
      },
    ],
    [
      "one response that is neither tallied nor set aside",
      ({ exact: { held } }) => {
        held.tallied -= 1;
      },
    ],
    [
      "one response set aside that was answered",
      ({ exact: { released } }) => {
        released.tallied -= 1;
        released.setAside["nothing-answered"] = 2;
      },
    ],
    [
      "published counts that are not those of the night, rounded",
      ({ manifest: { counts } }) => {
        counts.accepted += 10;
        counts.tallied += 10;
      },
    ],
    [
      "published counts that do not add up",
      ({ manifest: { counts } }) => {
        counts.accepted += 10;
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
