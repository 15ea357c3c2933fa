import { describe, expect, it } from "vitest";
import { daysBefore } from "#shared/programme/calendar.ts";
import { noisedCounts } from "#shared/release/datasets/noised-counts.ts";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { stages } from "../../infra/stages.ts";
import { onOneCloud } from "./one-cloud.ts";
import { registerWave } from "./register-wave.ts";
import { rowsOf } from "./released-data.ts";
import { itemsIn, lastDay, nightAfter, objectsIn, registerOn, releaseOf, sortKeyOf } from "./small-wave.ts";
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

describe("a campaign whose window has closed while its wave goes on", () => {
  let cloud: LocalCloud;
  let campaign: LinkedCampaign;

  onOneCloud(async (started) => {
    cloud = started;
    const campaigns = await registeredWithALatecomer(started);
    await postLikeFrontEnds({ apiUrl: started.apiUrl, campaigns, seed: SEED });
    const closed = campaigns.at(-1);
    if (closed === undefined) throw new Error("the wave has no campaign");
    campaign = closed;
    expect(await cloud.runNight({ asOf: nightAfter() })).toMatchObject({ output: { status: "published" } });
  });

  const draws = async () =>
    (await itemsIn(cloud, "counts")).filter(({ sk }) => sk?.S?.startsWith("counts#")).map(({ pk, json }) => [pk, json]);
  const leaver = () => {
    const found = campaign.submissions.find(({ body }) => Object.keys(body.answers).length > 0);
    if (found === undefined) throw new Error("nobody answered");
    return found;
  };

  it("is counted on the first night, and published cell by cell as it was drawn", async () => {
    const release = await releaseOf(cloud);
    const { wave, authority, questionnaire } = campaign.campaign;
    expect(release.manifest.released).toContainEqual({
      wave,
      authority: authority.code,
      questionnaire,
      asAt: nightAfter(),
    });
    const drawn = (await itemsIn(cloud, "counts")).find(
      ({ pk, sk }) => pk?.S === `${wave}#${authority.code}#${questionnaire}` && sk?.S === "counts#1",
    );
    const published = rowsOf(release, noisedCounts).filter(({ old_la_code }) => old_la_code === authority.code);
    const { groups } = JSON.parse(drawn?.json?.S ?? "{}");
    const [row] = published;
    expect(published.length).toBeGreaterThan(300);
    expect(Number(row?.noised_count)).toBe(groups.total.indicators[row?.measure ?? ""][0]);
  });

  it("lets a submission be taken back all the same, and says that the figures stay", async () => {
    const answer = await fetch(`${cloud.apiUrl}/v1/surveys/${campaign.link}/submissions`, {
      method: "DELETE",
      headers: { "idempotency-key": leaver().key },
    });
    expect([answer.status, await answer.json()]).toEqual([200, { figures: "stay" }]);
    const stored = (await itemsIn(cloud, "responses")).find(({ sk }) => sk?.S === sortKeyOf(leaver().key));
    expect(Object.keys(stored ?? {}).toSorted()).toEqual(["expiresAt", "pk", "sk", "withdrawn"]);
  });

  it("is not counted again on the nights that follow: who has gone cannot be read off any byte", async () => {
    const [drawn, before] = [await draws(), await objectsIn(cloud, "datasets")];
    for (const asOf of [dayAfter(nightAfter()), daysBefore(nightAfter(), -4)]) {
      expect(await cloud.runNight({ asOf })).toMatchObject({ status: "SUCCEEDED", output: { status: "unchanged" } });
    }
    expect(await draws()).toEqual(drawn);
    const visible = ([key]: readonly [string, Buffer]) => !key.startsWith("drafts/");
    expect([...(await objectsIn(cloud, "datasets"))].filter(visible)).toEqual([...before].filter(visible));
  });
});
