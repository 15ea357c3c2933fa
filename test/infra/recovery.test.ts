/** The ways back that the runbook describes, as far as one machine has what they need. All answers are SYNTHETIC. */
import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "vitest";
import type { Registration } from "#functions/register/register.ts";
import { type Day, daysBefore } from "#shared/programme/calendar.ts";
import type { ProgrammeDocument } from "#shared/programme/document.ts";
import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import { changesSinceTheLastRelease } from "#shared/release/datasets/changes.ts";
import { responseRates } from "#shared/release/datasets/response-rates.ts";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { stages } from "../../infra/stages.ts";
import { onOneCloud } from "../journey/one-cloud.ts";
import { registerWave } from "../journey/register-wave.ts";
import { rowsOf } from "../journey/released-data.ts";
import { drawsIn, lastDay, nightAfter, objectsIn, registerOn, releaseOf } from "../journey/small-wave.ts";
import { postLikeFrontEnds } from "../journey/synthetic/front-end.ts";
import { programmeOf } from "../journey/synthetic/programme.ts";
import type { LinkedCampaign } from "../journey/synthetic/visits.ts";
import type { WaveFigures } from "../journey/synthetic/waves.ts";

const SEED = 47;
const invented = { region: "eu-west-2", credentials: { accessKeyId: "synthetic", secretAccessKey: "synthetic" } };
const figures: WaveFigures = { wave: "2017", authorities: 4, respondents: { "ylyc-8-11": 100 } };
// Asked once: midnight may come while it runs.
const LAST_DAY = lastDay();
const NIGHT_AFTER = nightAfter();
const later = (day: Day, days: number) => daysBefore(day, -days);
/** Three nights that should have run did not. */
const DAYS_WITHOUT_A_NIGHT = 3;

type CampaignInDocument = ProgrammeDocument["waves"][number]["campaigns"][number];

/** The document with something else in the campaign at this position. */
function changed(document: ProgrammeDocument, position: number, different: Partial<CampaignInDocument>) {
  const waves = document.waves.map((wave) => ({
    ...wave,
    campaigns: wave.campaigns.map((campaign, at) => (at === position ? { ...campaign, ...different } : campaign)),
  }));
  return { ...document, waves };
}

describe("on a wave of which one campaign is leaked, one poisoned, one closes late and one is as it should be,", () => {
  const [LEAKED, POISONED, LATE, SOUND] = [0, 1, 2, 3];
  let folder: string;
  let cloud: LocalCloud;
  let document: ProgrammeDocument;
  let campaigns: readonly LinkedCampaign[];

  const authorityAt = (position: number) => campaigns[position]?.campaign.authority.code;
  const authoritiesAt = (...positions: number[]) => positions.map(authorityAt).sort();

  async function apply(wanted: ProgrammeDocument): Promise<unknown> {
    const answer = await registerOn(cloud)(wanted);
    document = wanted;
    return answer;
  }

  const released = async () => (await releaseOf(cloud)).manifest.released.map(({ authority }) => authority).sort();
  const pointer = async () => (await objectsIn(cloud, "datasets")).get("latest.json") ?? Buffer.of();

  onOneCloud(async (started, dataDir) => {
    cloud = started;
    folder = dataDir;
    const opening = {
      today: daysBefore(LAST_DAY, 1),
      until: LAST_DAY,
      allowedOrigins: stages.local.allowedOrigins,
    };
    const planned = changed(programmeOf(figures, SEED, opening), LATE, { closes: later(LAST_DAY, 2) });
    campaigns = await registerWave(async (programme) => apply(programme as ProgrammeDocument), planned, figures, SEED);
    await postLikeFrontEnds({ apiUrl: started.apiUrl, campaigns, seed: SEED });
  });

  test("a link that came into the wrong hands is replaced: it leads nowhere, the new one to the same campaign", async () => {
    const { link } = campaigns[SOUND] ?? {};
    const applied = (await apply(changed(document, SOUND, { linksReplaced: 1 }))) as Extract<
      Registration,
      { refused: false }
    >;
    const another = applied.campaigns[SOUND]?.link;
    const at = (which: string | undefined, init?: RequestInit) =>
      fetch(`${cloud.apiUrl}/v1/surveys/${which}${init === undefined ? "" : "/submissions"}`, init);
    const headers = { "content-type": "application/json", "idempotency-key": randomUUID() };
    expect([(await at(link)).status, (await at(another)).status]).toEqual([404, 200]);
    const posted = await at(link, { method: "POST", headers, body: "{}" });
    expect(await posted.json()).toMatchObject({ status: 404, type: "urn:bright-spots:problem:unknown-link" });
    // What was answered by the old one may still be taken back: it is the key that is unknown here.
    const withdrawn = await at(link, { method: "DELETE", headers });
    expect(await withdrawn.json()).toMatchObject({ status: 404, type: "urn:bright-spots:problem:unknown-submission" });
  });

  test("the leaked link is shut by closing its window yesterday: 410 to whoever follows it", async () => {
    const { link } = campaigns[LEAKED] ?? {};
    const shut = { closes: daysBefore(LAST_DAY, 2), eligible: 1 };
    expect(await apply(changed(document, LEAKED, shut))).toMatchObject({ refused: false });
    const address = `${cloud.apiUrl}/v1/surveys/${link}`;
    expect((await fetch(address)).status).toBe(410);
    const posted = await fetch(`${address}/submissions`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
      body: JSON.stringify({ questionnaire: "ylyc-8-11", version: 1, language: "en", mode: "online" }),
    });
    expect(posted.status).toBe(410);
  });

  test("both are held by their eligible number, and the wave goes on without them", async () => {
    await apply(changed(document, POISONED, { eligible: 1 }));
    expect(await cloud.runNight({ asOf: NIGHT_AFTER })).toMatchObject({ output: { status: "published" } });
    expect(await released()).toEqual(authoritiesAt(SOUND));
    const held = rowsOf(await releaseOf(cloud), responseRates).filter(
      ({ held_reason }) => held_reason === "more-responses-than-eligible",
    );
    expect(held.map(({ old_la_code }) => old_la_code).sort()).toEqual(authoritiesAt(LEAKED, POISONED));
  });

  test("the night tells its log how many figures it shows and withholds in all, and why campaigns are held, for the dashboard", async () => {
    const logs = await readdir(join(folder, "logs"));
    const log = logs.find((name) => name.includes("benchmark")) ?? "";
    const lines: Record<string, unknown>[] = (await readFile(join(folder, "logs", log), "utf8"))
      .split("\n")
      .flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
    const [told] = lines.filter(({ withheld }) => withheld !== undefined);
    const shares = rowsOf(await releaseOf(cloud), benchmarks).map(({ band_percent }) => band_percent);
    const shown = shares.filter((share) => /^\d+$/.test(share)).length;
    expect(told).toMatchObject({ shown, withheld: shares.length - shown });
    expect(shown).toBeGreaterThan(0);
    const held = lines.filter(({ level }) => level === "WARN").map(({ outcome }) => outcome);
    expect(held).toEqual(["more-responses-than-eligible", "more-responses-than-eligible"]);
  });

  test("after three days without a night the next one releases what closed meanwhile, and what was let go", async () => {
    const before = await pointer();
    const { eligible } = campaigns[POISONED]?.campaign ?? {};
    await apply(changed(document, POISONED, { eligible: eligible ?? 0 }));
    const asOf = later(NIGHT_AFTER, DAYS_WITHOUT_A_NIGHT);
    expect(await cloud.runNight({ asOf })).toMatchObject({ output: { status: "published" } });
    expect(await released()).toEqual(authoritiesAt(SOUND, POISONED, LATE));
    expect(await pointer()).not.toEqual(before);
  });

  describe("a release that says too much", () => {
    const note = "A share of one group was told exactly where a range was meant: delete your copies, please.";
    const asOf = later(NIGHT_AFTER, DAYS_WITHOUT_A_NIGHT);
    const keysOf = async (folder: string) =>
      [...(await objectsIn(cloud, "datasets")).keys()].filter((key) => key.startsWith(`${folder}/`));
    let bad: string;

    test("is taken back: readers see the one before, whole, and nobody reads a file of it", async () => {
      bad = JSON.parse(String(await pointer())).releaseId;
      const files = await keysOf(`releases/${bad}`);
      const answer = await cloud.invoke("retract", { releaseId: bad, because: "discloses", note });
      expect(answer).toMatchObject({ answered: true, payload: { retracted: bad, outOfReach: files.length } });
      expect(await released()).toEqual(authoritiesAt(SOUND));
      expect(await keysOf(`releases/${bad}`)).toEqual([]);
      expect(await keysOf(`retracted/${bad}`)).toHaveLength(files.length);
    });

    test("is not brought back by a night that has nothing else to say: that night fails, and readers see what they saw", async () => {
      const before = await pointer();
      expect(await cloud.runNight({ asOf })).toMatchObject({ status: "FAILED", error: "ReleaseRetracted" });
      expect(await pointer()).toEqual(before);
      expect(await keysOf(`releases/${bad}`)).toEqual([]);
    });

    test("is replaced by the next that says something else, which passes the audit against it and carries the note", async () => {
      const { eligible } = campaigns[LEAKED]?.campaign ?? {};
      await apply(changed(document, LEAKED, { eligible: eligible ?? 0 }));
      expect(await cloud.runNight({ asOf })).toMatchObject({ output: { status: "published" } });
      const release = await releaseOf(cloud);
      expect(await released()).toEqual(authoritiesAt(SOUND, POISONED, LATE, LEAKED));
      expect(release.manifest).toMatchObject({
        supersedes: bad,
        retractions: [{ releaseId: bad, because: "discloses", note }],
      });
      expect(String(release.files.get("README.md"))).toContain(note);
      expect(new Set(rowsOf(release, changesSinceTheLastRelease).map((row) => row.previous_release))).toEqual(
        new Set([bad]),
      );
    });
  });

  test("a campaign that was counted with a fault of ours is counted once more when two people have signed, and the release says so", async () => {
    const partition = `${figures.wave}#${authorityAt(SOUND)}#ylyc-8-11`;
    const before = await drawsOf(partition);
    expect([...before.keys()]).toEqual(["counts#1"]);
    await signRecount(partition);
    await expect(signRecount(partition)).rejects.toThrow("conditional request failed");

    const asOf = later(NIGHT_AFTER, DAYS_WITHOUT_A_NIGHT + 1);
    expect(await cloud.runNight({ asOf })).toMatchObject({ output: { status: "published" } });
    const after = await drawsOf(partition);
    expect(after).toEqual(new Map([...before, ["counts#2", expect.anything()]]));
    expect(after.get("counts#2")).not.toEqual(after.get("counts#1"));
    const said = rowsOf(await releaseOf(cloud), changesSinceTheLastRelease)
      .filter(({ reason }) => reason === "recounted")
      .map(({ old_la_code }) => old_la_code);
    expect(new Set(said)).toEqual(new Set([authorityAt(SOUND)]));
  });

  /** As the runbook has it. */
  async function signRecount(partition: string): Promise<void> {
    const client = new DynamoDBClient({ ...invented, endpoint: cloud.dynamoDbUrl });
    const signedBy = { L: [{ S: "A. Engineer" }, { S: "B. Lead" }] };
    const because = { S: "SYNTHETIC: nothing is wrong, recounted for a trial." };
    const Item = { pk: { S: "recounts" }, sk: { S: partition }, signedBy, because };
    await client
      .send(new PutItemCommand({ TableName: "programme", Item, ConditionExpression: "attribute_not_exists(pk)" }))
      .finally(() => client.destroy());
  }

  const drawsOf = async (partition: string) =>
    new Map((await drawsIn(cloud)).filter(({ pk }) => pk?.S === partition).map(({ sk, json }) => [sk?.S, json?.S]));
});
