/**
 * Releases, published by a process that is killed again and again, while a reader follows `latest.json`: two hundred by
 * `npm run faults`, sixty by `npm test`, others by `PUBLISHED_RELEASES`.
 */
import { type ChildProcess, fork } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { mersenne } from "pure-rand/generator/mersenne";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Manifest, manifest as manifestShape } from "#shared/release/manifest.ts";
import { latest as latestShape } from "#shared/storage/releases.ts";
import { type Database, newTable } from "../shared/storage/database.ts";
import { startDynalite } from "../shared/storage/dynalite.ts";
import { type ObjectStore, startObjectStore } from "../shared/storage/fauxqs.ts";

const RELEASES = Number(process.env.PUBLISHED_RELEASES ?? (process.env.FAULTS === undefined ? 60 : 200));
/** A life holds so many publications at most, and ends anywhere within one: however fast the machine is. */
const LONGEST_LIFE_IN_RELEASES = 7;

let database: Database;
let objects: ObjectStore;
beforeAll(async () => {
  database = await startDynalite();
  objects = await startObjectStore();
});
afterAll(async () => {
  await database.stop();
  await objects.stop();
});

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function read(bucket: string, key: string): Promise<Uint8Array> {
  const { Body: body } = await objects.client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return (await body?.transformToByteArray()) ?? new Uint8Array();
}

/** All that the pointer leads to, every byte checked; undefined before the first release. */
async function followThePointer(bucket: string): Promise<Manifest | undefined> {
  const pointer = await read(bucket, "latest.json").catch((error: Error) => {
    if (error.name === "NoSuchKey") return undefined;
    throw error;
  });
  if (pointer === undefined) return undefined;
  const latest = latestShape.parse(JSON.parse(new TextDecoder().decode(pointer)));
  const bytes = await read(bucket, latest.manifest);
  if (sha256(bytes) !== latest.manifestSha256) throw new Error("the manifest is not the one of the pointer");
  const manifest = manifestShape.parse(JSON.parse(new TextDecoder().decode(bytes)));
  await Promise.all(
    manifest.files.map(async (file) => {
      const found = await read(bucket, join(dirname(latest.manifest), file.path));
      if (sha256(found) !== file.sha256) throw new Error(`${file.path} is not the one of the manifest`);
    }),
  );
  return manifest;
}

/** Until it is killed or done. */
async function publisher(bucket: string, table: string, from: number): Promise<ChildProcess> {
  const [dynamoDb, s3] = await Promise.all([database, objects].map(({ client }) => client.config.endpoint?.()));
  const url = (at: { readonly port?: number | undefined } | undefined) => `http://127.0.0.1:${at?.port}`;
  return fork(
    new URL("./publisher.ts", import.meta.url),
    ["--bucket", bucket, "--table", table, "--from", String(from), "--until", String(RELEASES)],
    {
      env: {
        PATH: process.env.PATH,
        AWS_ENDPOINT_URL_DYNAMODB: url(dynamoDb),
        AWS_ENDPOINT_URL_S3: url(s3),
        AWS_REGION: "eu-west-2",
        AWS_ACCESS_KEY_ID: "local",
        AWS_SECRET_ACCESS_KEY: "local",
      },
    },
  );
}

test("a reader never meets a missing file, a half one or a wrong checksum while a publisher is killed at random", async () => {
  const bucket = objects.newBucket();
  const table = await newTable(database.client);
  const chance = mersenne(Number(process.env.PROPERTY_SEED ?? 2017));
  let next = 0;
  let kills = 0;
  let isDone = false;

  const publishing = (async () => {
    while (next < RELEASES) {
      const child = await publisher(bucket, table, next);
      child.on("message", (release) => {
        if (typeof release === "number") next = release + 1;
      });
      const ended = once(child, "exit");
      const whole = Math.abs(chance.next()) % LONGEST_LIFE_IN_RELEASES;
      const hasLived = (async () => {
        let [began, took] = [performance.now(), 0];
        // The first message says that it is ready, each other that a release is out.
        for (let heard = 0; heard <= whole; heard += 1) {
          await once(child, "message");
          [began, took] = [performance.now(), performance.now() - began];
        }
        return wait(took * ((Math.abs(chance.next()) % 1_000) / 1_000), true);
      })();
      const isKilled = await Promise.race([ended.then(() => false), hasLived]);
      if (isKilled) {
        kills += 1;
        child.kill("SIGKILL");
      }
      const [code] = await ended;
      if (!isKilled && code !== 0) throw new Error(`the publisher ended by itself with ${code}; what it said is above`);
    }
  })().finally(() => {
    isDone = true;
  });

  const seen: string[] = [];
  while (!isDone) {
    const manifest = await followThePointer(bucket);
    if (manifest !== undefined && manifest.asOf !== seen.at(-1)) seen.push(manifest.asOf);
    await wait(1);
  }
  await publishing;
  expect((await followThePointer(bucket))?.asOf).toBe(new Date(Date.UTC(2017, 0, RELEASES)).toISOString().slice(0, 10));
  // Never an older one after a newer one.
  expect(seen).toEqual(seen.toSorted());
  expect(kills).toBeGreaterThan(RELEASES / 20);
  expect(seen.length).toBeGreaterThan(RELEASES / 4);
  console.log(`${RELEASES} releases, ${kills} kills, ${seen.length} different releases seen whole`);
});
