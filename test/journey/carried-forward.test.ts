import { describe, expect, it } from "vitest";
import { daysBefore } from "#shared/programme/calendar.ts";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { stages } from "../../infra/stages.ts";
import { onOneCloud } from "./one-cloud.ts";
import { registerWave } from "./register-wave.ts";
import { lastDay, nightAfter, objectsIn, reconciliationOf, registerOn, releaseOf, sortKeyOf } from "./small-wave.ts";
import { postLikeFrontEnds } from "./synthetic/front-end.ts";
import { dayAfter, programmeOf } from "./synthetic/programme.ts";
import type { LinkedCampaign } from "./synthetic/visits.ts";
import type { WaveFigures } from "./synthetic/waves.ts";

const SEED = 31;
const figures: WaveFigures = { wave: "2017", authorities: 3, respondents: { "ylyc-8-11": 75 } };

/** One campaign of the wave closes ten days after the others. */
async function registeredWithALatecomer(cloud: LocalCloud): Promise<readonly LinkedCampaign[]> {
  const today = daysBefore(lastDay(), 1);
  const document = programmeOf(figures, SEED, { today, until: lastDay(), allowedOrigins: stages.local.allowedOrigins });
  const waves = document.waves.map((wave) => ({
    ...wave,
    campaigns: wave.campaigns.map((campaign, position) =>
      position === 0 ? { ...campaign, closes: daysBefore(lastDay(), -10) } : campaign,
    ),
  }));
  return registerWave(registerOn(cloud), { ...document, waves }, figures, SEED);
}

describe("a submission that is withdrawn when its campaign's figures are out and the wave is not over", () => {
  let cloud: LocalCloud;
  let campaign: LinkedCampaign;

  onOneCloud(async (started) => {
    cloud = started;
    const campaigns = await registeredWithALatecomer(started);
    await postLikeFrontEnds({ apiUrl: started.apiUrl, campaigns, seed: SEED });
    const closed = campaigns.at(-1);
    if (closed === undefined) throw new Error("the wave has no campaign");
    campaign = closed;
  });

  const nameOf = ({ campaign: { wave, authority, questionnaire } }: LinkedCampaign) =>
    `${wave}/${authority.code}/${questionnaire}.json`;
  const leaver = () => {
    const found = campaign.submissions.find(({ body }) => Object.keys(body.answers).length > 0);
    if (found === undefined) throw new Error("nobody answered");
    return found;
  };
  const privateObject = async (folder: string) =>
    JSON.parse(String((await objectsIn(cloud, "tallies")).get(`${folder}/${nameOf(campaign)}`)));

  it("is taken back: 204", async () => {
    expect(await cloud.runNight({ asOf: nightAfter() })).toMatchObject({ output: { status: "published" } });
    const { manifest } = await releaseOf(cloud);
    const { wave, authority, questionnaire } = campaign.campaign;
    expect(manifest.released).toContainEqual({ wave, authority: authority.code, questionnaire, asAt: nightAfter() });
    const answer = await fetch(`${cloud.apiUrl}/v1/surveys/${campaign.link}/submissions`, {
      method: "DELETE",
      headers: { "idempotency-key": leaver().key },
    });
    expect(answer.status).toBe(204);
  });

  it("is counted as withdrawn on the next night, and cannot be read off any byte of a release", async () => {
    const before = await objectsIn(cloud, "datasets");
    const night = await cloud.runNight({ asOf: dayAfter(nightAfter()) });
    expect(night).toMatchObject({ status: "SUCCEEDED", output: { status: "unchanged" } });
    expect((await privateObject("tallies")).withdrawn).toBe(1);
    expect((await privateObject("members")).tallied).not.toContain(sortKeyOf(leaver().key));
    const after = await objectsIn(cloud, "datasets");
    const visible = ([key]: readonly [string, Buffer]) => !key.startsWith("drafts/");
    expect([...after].filter(visible)).toEqual([...before].filter(visible));
    expect((await reconciliationOf(cloud, night.name)).released.withdrawn).toBe(0);
  });

  it("leaves one version in the ledger, as of the first night, however many nights follow", async () => {
    const before = await privateObject("ledger");
    expect(before.map(({ asAt }: { asAt: string }) => asAt)).toEqual([nightAfter()]);
    const later = daysBefore(nightAfter(), -4);
    expect(await cloud.runNight({ asOf: later })).toMatchObject({ output: { status: "unchanged" } });
    expect(await privateObject("ledger")).toEqual(before);
  });
});
