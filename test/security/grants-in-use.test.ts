/**
 * Everything that the functions ask their stores over the life of a wave, put to the policies of the template: nothing is
 * asked that a role forbids, and nothing is allowed that nobody asks for. All answers are SYNTHETIC.
 */
import { DeleteItemCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Day, daysBefore, londonDay } from "#shared/programme/calendar.ts";
import type { ProgrammeDocument } from "#shared/programme/document.ts";
import { type VerbName, verbNames } from "../../infra/bundle.ts";
import { stages } from "../../infra/stages.ts";
import { type FaultyCloud, startFaultyCloud } from "../faults/faulty-cloud.ts";
import { always, noFaults, type Passed } from "../faults/proxy.ts";
import { newClock } from "../faults/set-clock.ts";
import { allows, type Request } from "../infra/access.ts";
import { logicalIdOf, readStatements, type Statement, statementsOf, synthesized } from "../infra/synthesized.ts";
import { registerWave } from "../journey/register-wave.ts";
import { itemsIn, objectsIn } from "../journey/small-wave.ts";
import { postLikeFrontEnds } from "../journey/synthetic/front-end.ts";
import { programmeOf } from "../journey/synthetic/programme.ts";
import type { LinkedCampaign } from "../journey/synthetic/visits.ts";
import type { WaveFigures } from "../journey/synthetic/waves.ts";
import { askedOfDynamoDb, askedOfS3, askerOf, saysWhoItIs } from "./asked-of-stores.ts";

const SEED = 53;
const figures: WaveFigures = { wave: "2017", authorities: 4, respondents: { "ylyc-8-11": 120 } };
/** The campaigns close one day after the other, so that each night has something new to tell. */
const CLOSING_DAYS = figures.authorities;

const today = londonDay(new Date());
const later = (day: Day, days: number) => daysBefore(day, -days);

const synth = synthesized({ stage: "local" });
const { responses, comments, programme, counts, nights, datasets, microdata } = synth.data;
const resources = new Map<string, string>([
  ...Object.entries({ responses, comments, programme, counts }).map(
    ([name, { table }]) => [name, `<${logicalIdOf(table)}>`] as const,
  ),
  ...Object.entries({ nights, datasets, microdata }).map(
    ([name, { bucket }]) => [name, `<${logicalIdOf(bucket)}>`] as const,
  ),
]);
const resourceOf = (name: string) => {
  const resource = resources.get(name);
  if (resource === undefined) throw new Error(`the template has no store ${name}`);
  return resource;
};

/** What the buckets deny to everybody, whatever a role allows. */
const denials = Object.values(synth.templates.data.Resources)
  .filter(({ Type }) => Type === "AWS::S3::BucketPolicy")
  .flatMap(({ Properties }) => readStatements(synth, Properties.PolicyDocument))
  .filter(({ effect }) => effect === "Deny");

const isOfAStore = (action: string) => /^(dynamodb|s3):/.test(action);

/** One action on one resource under one pattern of its condition. */
function singly({ actions, resources, conditions, ...statement }: Statement): Statement[] {
  return actions.filter(isOfAStore).flatMap((action) =>
    resources.flatMap((resource) =>
      patternByPattern(conditions).map((condition) => ({
        ...statement,
        actions: [action],
        resources: [resource],
        conditions: condition,
      })),
    ),
  );
}

function patternByPattern(conditions: Statement["conditions"]): Statement["conditions"][] {
  for (const operator of ["StringLike", "ForAllValues:StringLike"]) {
    for (const [key, patterns] of Object.entries<string | string[]>(conditions[operator] ?? {})) {
      return [patterns].flat().map((pattern) => ({ ...conditions, [operator]: { [key]: pattern } }));
    }
  }
  return [conditions];
}

const passedToDynamoDb: Passed[] = [];
/** Without what was written: all releases of the wave would be held until the end. */
const passedToS3: Omit<Passed, "body">[] = [];

function askedBy(verb: VerbName): Request[] {
  const ofVerb = (passed: Pick<Passed, "asked">) => askerOf(passed).endsWith(`-${verb}`);
  return [
    ...passedToDynamoDb.filter(ofVerb).flatMap((passed) => askedOfDynamoDb(passed, resourceOf)),
    ...passedToS3.filter(ofVerb).flatMap((passed) => askedOfS3(passed, resourceOf)),
  ];
}

const clock = newClock();
let cloud: FaultyCloud;

type CampaignInDocument = ProgrammeDocument["waves"][number]["campaigns"][number];

const withCampaigns = (
  document: ProgrammeDocument,
  change: (campaign: CampaignInDocument, at: number) => CampaignInDocument,
): ProgrammeDocument => ({
  ...document,
  waves: document.waves.map((wave) => ({ ...wave, campaigns: wave.campaigns.map(change) })),
});

async function nightAfterDays(days: number): Promise<string> {
  clock.set(`${later(today, days)}T03:15:00Z`);
  const { status, output } = await cloud.runNight();
  const { releaseId } = (output ?? {}) as { readonly releaseId?: string };
  return releaseId ?? status;
}

function retract(releaseId: string, because: "wrong" | "discloses"): Promise<unknown> {
  return cloud.invoke("retract", { releaseId, because, note: "SYNTHETIC: nothing is wrong, taken back for a trial." });
}

async function takeBack({ link, submissions }: LinkedCampaign): Promise<number> {
  const answer = await fetch(`${cloud.apiUrl}/v1/surveys/${link}/submissions`, {
    method: "DELETE",
    headers: { "idempotency-key": submissions[0]?.key ?? "" },
  });
  return answer.status;
}

const settings = { region: "eu-west-2", credentials: { accessKeyId: "synthetic", secretAccessKey: "synthetic" } };

/** Takes the plan away from a night that has a draft, and answers the night's name. */
async function runWithoutItsPlan(): Promise<string> {
  const [Key = ""] = [...(await objectsIn(cloud, "nights")).keys()].filter((key) => key.startsWith("plans/"));
  const objects = new S3Client({ ...settings, endpoint: cloud.s3Url, forcePathStyle: true });
  await objects.send(new DeleteObjectCommand({ Bucket: "nights", Key }));
  objects.destroy();
  return Key.slice("plans/".length, -".json".length);
}

/** As times to live and lifecycle rules do over the years. */
async function letGoOfAllButReleases(): Promise<void> {
  const rows = new DynamoDBClient({ ...settings, endpoint: cloud.dynamoDbUrl });
  const objects = new S3Client({ ...settings, endpoint: cloud.s3Url, forcePathStyle: true });
  for (const TableName of ["responses", "comments", "counts"]) {
    for (const { pk = { S: "" }, sk = { S: "" } } of await itemsIn(cloud, TableName)) {
      await rows.send(new DeleteItemCommand({ TableName, Key: { pk, sk } }));
    }
  }
  for (const Bucket of ["nights", "microdata", "datasets"]) {
    for (const Key of (await objectsIn(cloud, Bucket)).keys()) {
      if (Bucket !== "datasets" || Key.startsWith("drafts/"))
        await objects.send(new DeleteObjectCommand({ Bucket, Key }));
    }
  }
  rows.destroy();
  objects.destroy();
}

beforeAll(async () => {
  cloud = await startFaultyCloud({
    sandboxes: 2,
    whenBusy: "wait",
    change: ({ functionName, environment, ...definition }) =>
      clock.under({ ...definition, functionName, environment: { ...environment, ...saysWhoItIs(functionName) } }),
    onPassedToDynamoDb: (passed) => void passedToDynamoDb.push(passed),
    onPassedToS3: ({ body: _, ...passed }) => void passedToS3.push(passed),
  });
  clock.set(`${today}T12:00:00Z`);
  const opening = { today, until: today, allowedOrigins: stages.local.allowedOrigins };
  const document = withCampaigns(programmeOf(figures, SEED, opening), (campaign, at) => ({
    ...campaign,
    closes: later(today, 1 + at),
  }));
  const register = (wanted: ProgrammeDocument) => cloud.invoke("register", wanted);
  const campaigns = await registerWave(register, document, figures, SEED);
  const [first, last] = [campaigns[0], campaigns.at(-1)];
  if (first === undefined || last === undefined) throw new Error("the wave has campaigns");
  await postLikeFrontEnds({ apiUrl: cloud.apiUrl, campaigns, seed: SEED, slowBodyInMilliseconds: 100 });
  expect(await takeBack(last)).toBe(204);
  const replaced = withCampaigns(document, (campaign, at) => ({ ...campaign, linksReplaced: at === 0 ? 1 : 0 }));
  expect(await register(replaced)).toMatchObject({ refused: false });

  const releases = [await nightAfterDays(2)];
  releases.push(await nightAfterDays(3));
  expect(await retract(releases[1] ?? "", "discloses")).toMatchObject({ stands: releases[0] });
  releases.push(await nightAfterDays(4));
  cloud.beforeS3.follow(always("failed"));
  expect(await nightAfterDays(5)).toBe("FAILED");
  cloud.beforeS3.follow(noFaults);
  releases.push(await nightAfterDays(CLOSING_DAYS + 1));
  expect(new Set(releases).size).toBe(CLOSING_DAYS);
  // Released, and closed for good: the wave's records are made.
  expect(await nightAfterDays(CLOSING_DAYS + 2)).toBe(releases.at(-1));
  expect([...(await objectsIn(cloud, "microdata")).keys()]).not.toEqual([]);
  // Counted, so that its figures stay.
  expect(await takeBack(first)).toBe(200);
  // What the steps of a night ask for when its plan has gone.
  const { wave } = figures;
  const runId = await runWithoutItsPlan();
  const survey = { wave, questionnaire: "ylyc-11-17", synthetic: true };
  await expect(cloud.invoke("tally", { runId, asOf: today, survey })).rejects.toThrow();
  await expect(cloud.invoke("generalise", { runId, wave })).rejects.toThrow();
  for (const verb of ["benchmark", "audit"] as const) await expect(cloud.invoke(verb, { runId })).rejects.toThrow();

  for (const releaseId of releases) await retract(releaseId, "wrong");
  expect((await objectsIn(cloud, "datasets")).has("latest.json")).toBe(false);
  await letGoOfAllButReleases();
  clock.set(`${later(today, 5_000)}T03:15:00Z`);
  await cloud.invoke("attest", { runId: crypto.randomUUID() });
  expect(await itemsIn(cloud, "programme")).toEqual([]);
});
afterAll(async () => {
  await cloud?.stop();
  await clock.forget();
});

describe("over the life of a wave, with releases taken back, a night that fails and the end of all retention,", () => {
  test.each(verbNames)("%s asks for nothing that its role or a bucket forbids", (verb) => {
    const policies = [...statementsOf(synth, verb), ...denials];
    const asked = askedBy(verb);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((request) => !allows(policies, request))).toEqual([]);
  });

  test.each(verbNames)("%s is allowed nothing that it does not ask for", (verb) => {
    const asked = askedBy(verb);
    const unused = statementsOf(synth, verb)
      .flatMap(singly)
      .filter((grant) => !asked.some((request) => allows([grant], request)));
    expect(unused).toEqual([]);
  });
});
