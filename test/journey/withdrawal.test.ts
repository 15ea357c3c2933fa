import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { partitionOf } from "#shared/programme/campaign.ts";
import { responseRates } from "#shared/release/datasets/response-rates.ts";
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { onOneCloud } from "./one-cloud.ts";
import { byCampaign, rowsOf } from "./released-data.ts";
import { itemsIn, nightAfter, registered, releaseOf, responsesCounted, smallWave, sortKeyOf } from "./small-wave.ts";
import type { SyntheticSubmission } from "./synthetic/submissions.ts";
import type { LinkedCampaign } from "./synthetic/visits.ts";

const SEED = 23;
const AT_ONCE = 50;

const isAnswered = ({ body }: SyntheticSubmission) => Object.keys(body.answers).length > 0;

/** Those who withdraw: one who wrote into every box, and two who did not. The last of all stays. */
function castOf(campaigns: readonly LinkedCampaign[]) {
  const campaign = campaigns
    .filter(({ campaign: { questionnaire } }) => questionnaire === "ylyc-11-17")
    .toSorted((one, other) => other.submissions.length - one.submissions.length)[0];
  const [wordy, second, third, ...others] = campaign?.submissions.filter(isAnswered) ?? [];
  const stays = others.at(-1);
  if (campaign === undefined || !wordy || !second || !third || !stays) throw new Error("the wave is too small");
  const comments = Object.fromEntries(
    latestVersionOf(campaign.campaign.questionnaire).comments.map(({ id }) => [
      id,
      "SYNTHETIC: some more time outside.",
    ]),
  );
  return { campaign, wordy: { ...wordy, body: { ...wordy.body, comments } }, second, third, stays };
}

const addressOf = (cloud: LocalCloud, link: string) => `${cloud.apiUrl}/v1/surveys/${link}/submissions`;

async function post(cloud: LocalCloud, link: string, { key, body }: SyntheticSubmission): Promise<number> {
  const headers = { "content-type": "application/json", "idempotency-key": key };
  const answer = await fetch(addressOf(cloud, link), { method: "POST", headers, body: JSON.stringify(body) });
  await answer.arrayBuffer();
  return answer.status;
}

/** Again after two seconds, as the contract asks for, where more withdraw at once than the function may serve. */
async function withdraw(cloud: LocalCloud, link: string, { key }: Pick<SyntheticSubmission, "key">) {
  for (;;) {
    const answer = await fetch(addressOf(cloud, link), { method: "DELETE", headers: { "idempotency-key": key } });
    const text = await answer.text();
    if (answer.status < 500) return { status: answer.status, text };
    await wait(2_000);
  }
}

const commentKeys = ({ key, body }: SyntheticSubmission) =>
  Object.keys(body.comments ?? {}).map((question) =>
    createHash("sha256").update(`${key}\n${question}`).digest("base64url"),
  );

describe("submissions that are withdrawn before their campaign is counted", () => {
  let cloud: LocalCloud;
  let cast: ReturnType<typeof castOf>;

  onOneCloud(async (started) => {
    cloud = started;
    const campaigns = await registered(started, smallWave, SEED);
    cast = castOf(campaigns);
    for (const { link, submissions } of campaigns) {
      for (const submission of submissions) {
        const sent = submission.key === cast.wordy.key ? cast.wordy : submission;
        expect(await post(started, link, sent)).toBe(201);
      }
    }
  });

  const storedAs = async (submission: SyntheticSubmission) =>
    (await itemsIn(cloud, "responses")).find(({ sk }) => sk?.S === sortKeyOf(submission.key));

  it("are 204 to every one of fifty who ask at once, and to whoever asks again", async () => {
    const { campaign, wordy, second, third } = cast;
    const told = await Promise.all(Array.from({ length: AT_ONCE }, () => withdraw(cloud, campaign.link, wordy)));
    expect(new Set(told.map(({ status, text }) => `${status}${text}`))).toEqual(new Set(["204"]));
    for (const leaver of [wordy, second, second, third]) {
      expect((await withdraw(cloud, campaign.link, leaver)).status).toBe(204);
    }
  });

  it("leave their keys, a mark and an expiry, and none of their comments", async () => {
    const { campaign, wordy } = cast;
    expect(await storedAs(wordy)).toEqual({
      pk: { S: partitionOf({ ...campaign.campaign, authority: campaign.campaign.authority.code }) },
      sk: { S: sortKeyOf(wordy.key) },
      withdrawn: { BOOL: true },
      expiresAt: { N: expect.stringMatching(/^[0-9]+$/) },
    });
    const comments = new Set((await itemsIn(cloud, "comments")).map(({ sk }) => sk?.S));
    expect(commentKeys(wordy)).toHaveLength(3);
    expect(commentKeys(wordy).filter((key) => comments.has(key))).toEqual([]);
  });

  it("are not brought back by a late retry of the post: 409", async () => {
    const { campaign, wordy } = cast;
    expect(await post(cloud, campaign.link, wordy)).toBe(409);
    expect(await storedAs(wordy)).not.toHaveProperty("answers");
    const comments = new Set((await itemsIn(cloud, "comments")).map(({ sk }) => sk?.S));
    expect(commentKeys(wordy).filter((key) => comments.has(key))).toEqual([]);
  });

  it("are told from keys that nobody used, which are 404 and leave no trace", async () => {
    const before = await itemsIn(cloud, "responses");
    const { status, text } = await withdraw(cloud, cast.campaign.link, { key: "6f1c2d3e-4a5b-4c6d-8e7f-901234567890" });
    expect([status, JSON.parse(text).type]).toEqual([404, "urn:bright-spots:problem:unknown-submission"]);
    expect(await itemsIn(cloud, "responses")).toHaveLength(before.length);
  });

  it("are not counted", async () => {
    const { campaign: at } = cast;
    const night = await cloud.runNight({ asOf: nightAfter() });
    expect(night).toMatchObject({ status: "SUCCEEDED", output: { status: "published" } });
    const { wave, authority, questionnaire } = at.campaign;
    const answered = at.submissions.filter(isAnswered).length;
    const partition = `${wave}#${authority.code}#${questionnaire}`;
    expect((await responsesCounted(cloud)).get(partition)).toBe(answered - 3);
    const rate = byCampaign(rowsOf(await releaseOf(cloud), responseRates)).get(partition);
    expect(rate?.response_count).toBe(String(5 * Math.round((answered - 3) / 5)));
  });

  it("can be joined by others when all figures of the wave are out: nothing of theirs is stored, and the figures stay", async () => {
    const { campaign, stays, wordy } = cast;
    for (const leaver of [stays, wordy, stays]) {
      const { status, text } = await withdraw(cloud, campaign.link, leaver);
      expect([status, JSON.parse(text)]).toEqual([200, { figures: "stay" }]);
    }
    expect(await storedAs(stays)).not.toHaveProperty("answers");
    const night = await cloud.runNight({ asOf: nightAfter() });
    expect(night).toMatchObject({ status: "SUCCEEDED", output: { status: "unchanged" } });
  });
});
