/**
 * Whoever kept every release: a campaign is counted once, so that nights that follow add nothing to average over, and nothing to
 * subtract when somebody has gone. SYNTHETIC.
 */
import { describe, expect, test } from "vitest";
import { type Campaign, keyOf as campaignKeyOf } from "#shared/programme/campaign.ts";
import { type DisclosurePolicy, noisePolicy } from "#shared/release/policy.ts";
import { noiseOff } from "../fixtures/noised-counts.ts";
import { type OneProcess, oneProcess } from "../fixtures/one-process.ts";
import { aCampaign } from "../functions/plan/programme-in-memory.ts";

const keyOf = (at: number) => `6f1c2d3e-4a5b-4c6d-8e7f-${String(at).padStart(12, "0")}`;
const CHILDREN = 20;
const LEAVER = 7;

/** The leaver feels settled and nobody else does. */
async function posted(policy: DisclosurePolicy, leaverComes = true): Promise<readonly [OneProcess, Campaign]> {
  const programme = oneProcess({ policy });
  const campaign = aCampaign({ questionnaire: "ylyc-4-7", version: 1, link: "7Q0K2M4N6P8RST" });
  programme.register([campaign]);
  for (let at = 0; at < CHILDREN; at += 1) {
    if (at === LEAVER && !leaverComes) continue;
    const answers = { "feels-settled": at === LEAVER ? "yes" : "no" };
    const about = { age: 6, gender: at % 2 === 0 ? "girl" : "boy" };
    const body = { questionnaire: "ylyc-4-7", version: 1, language: "en", mode: "online", about, answers };
    expect(await programme.post(campaign, { key: keyOf(at), body }, campaign.opens)).toBe(201);
  }
  return [programme, campaign];
}

const countsIn = ({ datasets }: OneProcess) => {
  const { releaseId } = JSON.parse(new TextDecoder().decode(datasets.objects.get("latest.json")));
  return new TextDecoder().decode(datasets.objects.get(`releases/${releaseId}/noised_counts.csv`));
};
describe("whoever kept every release of a campaign", () => {
  test("learns nothing from the nights that follow the first: every one says the same, to the byte", async () => {
    const [programme] = await posted(noisePolicy);
    expect((await programme.night("2017-04-01")).status).toBe("published");
    const first = countsIn(programme);
    for (const day of ["2017-04-02", "2017-04-09", "2017-05-01", "2017-06-01"]) {
      expect((await programme.night(day)).status).toBe("unchanged");
      expect(countsIn(programme)).toBe(first);
    }
  });

  test("cannot subtract who has gone: the figures stay", async () => {
    const [programme, campaign] = await posted(noisePolicy);
    await programme.night("2017-04-01");
    const before = countsIn(programme);
    programme.withdraw(campaign, keyOf(LEAVER));
    expect((await programme.night("2017-04-02")).status).toBe("unchanged");
    expect(countsIn(programme)).toBe(before);
  });

  test("would read the leaver's answer off two exact counts, which no night publishes", async () => {
    const worlds = await Promise.all([posted(noiseOff), posted(noiseOff, false)]);
    const settled = [];
    for (const [programme, campaign] of worlds) {
      await expect(programme.night("2017-04-01")).rejects.toThrow();
      expect(programme.datasets.objects.has("latest.json")).toBe(false);
      const { counts } = await programme.counts.counts.campaign(campaignKeyOf(campaign));
      settled.push(counts?.groups.total?.indicators["feels-settled"]?.[0]);
    }
    expect(settled).toEqual([1, 0]);
  });
});
