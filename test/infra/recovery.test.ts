/** The ways back that the runbook describes, as far as one machine has what they need. All answers are SYNTHETIC. */
import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { type Day, daysBefore } from "#shared/programme/calendar.ts";
import type { ProgrammeDocument } from "#shared/programme/document.ts";
import { responseRates } from "#shared/release/datasets/response-rates.ts";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { stages } from "../../infra/stages.ts";
import { onOneCloud } from "../journey/one-cloud.ts";
import { registerWave } from "../journey/register-wave.ts";
import { rowsOf } from "../journey/released-data.ts";
import { lastDay, nightAfter, objectsIn, reconciliationOf, releaseOf } from "../journey/small-wave.ts";
import { postLikeFrontEnds } from "../journey/synthetic/front-end.ts";
import { programmeOf } from "../journey/synthetic/programme.ts";
import type { LinkedCampaign } from "../journey/synthetic/visits.ts";
import type { WaveFigures } from "../journey/synthetic/waves.ts";

const SEED = 47;
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
    const answer = await cloud.invoke("register", wanted);
    if (!answer.answered) throw new Error(`register failed with ${answer.errorType}`);
    document = wanted;
    return answer.payload;
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
    const { protection } = await reconciliationOf(cloud, String(told?.runId));
    const { shownExactly, shownAsRange, withheld } = told ?? {};
    expect(shownExactly).toBe(protection.exact);
    expect(Number(shownExactly) + Number(shownAsRange) + Number(withheld)).toBe(
      Object.values(protection).reduce((sum, count) => sum + count, 0),
    );
    expect(shownExactly).toBeGreaterThan(0);
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

  test("a pointer that is put back shows the older release whole, and the next night brings the newer one again", async () => {
    const newer = await pointer();
    const { releaseId } = JSON.parse(String(newer));
    const keys = [...(await objectsIn(cloud, "datasets")).keys()];
    const manifests = keys.filter((key) => /^releases\/[^/]+\/manifest\.json$/.test(key));
    expect(manifests).toHaveLength(2);
    const olderKey = manifests.find((key) => !key.includes(releaseId)) ?? "";
    const olderBytes = (await objectsIn(cloud, "datasets")).get(olderKey) ?? Buffer.of();
    const older = {
      releaseId: olderKey.split("/")[1],
      manifest: olderKey,
      manifestSha256: createHash("sha256").update(olderBytes).digest("hex"),
    };
    await putLatest(Buffer.from(JSON.stringify(older)));

    expect((await releaseOf(cloud)).manifest.releaseId).toBe(older.releaseId);
    expect(await released()).toEqual(authoritiesAt(SOUND));

    const asOf = later(NIGHT_AFTER, DAYS_WITHOUT_A_NIGHT);
    expect(await cloud.runNight({ asOf })).toMatchObject({ output: { status: "published", releaseId } });
    expect(await pointer()).toEqual(newer);
  });

  async function putLatest(bytes: Buffer): Promise<void> {
    const { s3Url: endpoint, bucketNames } = cloud;
    const credentials = { accessKeyId: "synthetic", secretAccessKey: "synthetic" };
    const client = new S3Client({ endpoint, region: "eu-west-2", credentials, forcePathStyle: true });
    const Bucket = bucketNames.find((name) => name.includes("datasets"));
    await client.send(new PutObjectCommand({ Bucket, Key: "latest.json", Body: bytes }));
    client.destroy();
  }
});
