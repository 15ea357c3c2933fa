import { describe, expect, test } from "vitest";
import { finishedWaves } from "#functions/plan/finished-waves.ts";
import type { Campaign } from "#shared/programme/campaign.ts";
import { expiryOf } from "#shared/programme/expiry.ts";
import { aCampaign } from "./programme-in-memory.ts";

const releasedIn = "2017-04-01-0123456789ab";
const released = aCampaign({ releasedIn });
const DAYS = 100;
const at = (instant: string) => Date.parse(instant) / 1000;
const finished = (campaigns: readonly Campaign[], nowInSeconds = at("2017-04-02T02:15:00Z"), asOf = "2017-04-02") =>
  finishedWaves(campaigns, { asOf, nowInSeconds, responsesKeptInDays: DAYS });

describe("the waves that are over", () => {
  test("are those of which every campaign has been released, sorted", () => {
    const other = aCampaign({ wave: "2016", code: "916", releasedIn });
    const open = aCampaign({ wave: "2018" });
    expect(finished([released, other, open])).toEqual(["2016", "2017"]);
  });

  test("are none where nothing was released or nothing is there", () => {
    expect(finished([aCampaign()])).toEqual([]);
    expect(finished([])).toEqual([]);
  });

  test("do not have a wave of which one campaign is not released, whichever stands first", () => {
    const campaigns = [released, aCampaign({ code: "916" })];
    expect(finished(campaigns)).toEqual([]);
    expect(finished(campaigns.toReversed())).toEqual([]);
  });

  test("have a wave of which a campaign stays held, 28 days after that one has closed, unless nothing of it was released", () => {
    const held = aCampaign({ code: "916" });
    const asOf = (day: string) => finished([released, held], at(`${day}T02:15:00Z`), day);
    expect(asOf("2017-04-28")).toEqual([]);
    expect(asOf("2017-04-29")).toEqual(["2017"]);
    expect(finished([held], at("2017-04-29T02:15:00Z"), "2017-04-29")).toEqual([]);
  });

  test("lose a wave in the second in which the first responses of it expire", () => {
    const later = aCampaign({ code: "916", closes: "2017-05-31", releasedIn });
    const expiry = expiryOf(released, DAYS);
    expect(finished([released, later], expiry - 1)).toEqual(["2017"]);
    expect(finished([released, later], expiry)).toEqual([]);
  });
});
