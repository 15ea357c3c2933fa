/** That the proxy does what its plan says, seen from a client and from the store behind. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { clientSettings } from "../shared/storage/database.ts";
import {
  always,
  dynamoDbRefusals,
  type Fault,
  type FaultyProxy,
  faults,
  mixed,
  s3Refusals,
  startFaultyProxy,
} from "./proxy.ts";

/** Answers with what it was sent, and remembers it. */
let store: Server;
let stored: string[];
let proxy: FaultyProxy;
beforeEach(async () => {
  stored = [];
  store = createServer(async (request, response) => {
    const body = await text(request);
    stored.push(body);
    response.end(body);
  }).listen(0, "127.0.0.1");
  await once(store, "listening");
  proxy = await startFaultyProxy({
    upstream: `http://127.0.0.1:${(store.address() as AddressInfo).port}`,
    refusals: dynamoDbRefusals,
    hangInMilliseconds: 150,
    lateInMilliseconds: 150,
    slowInMilliseconds: 150,
  });
});
afterEach(async () => {
  await proxy.stop();
  store.closeAllConnections();
  store.close();
});

async function ask(): Promise<{ readonly status: number; readonly body: string } | "no answer"> {
  try {
    const response = await fetch(proxy.url, { method: "POST", body: "what is kept" });
    return { status: response.status, body: await response.text() };
  } catch {
    return "no answer";
  }
}

const asItShouldBe = { status: 200, body: "what is kept" };
const expected: Readonly<Record<Fault, { readonly seen: unknown; readonly writes: number; readonly waits?: true }>> = {
  throttled: { seen: { status: 400, body: dynamoDbRefusals.throttled.body }, writes: 0 },
  failed: { seen: { status: 500, body: dynamoDbRefusals.failed.body }, writes: 0 },
  "failed-afterwards": { seen: { status: 500, body: dynamoDbRefusals.failed.body }, writes: 1 },
  hung: { seen: "no answer", writes: 0, waits: true },
  "delivered-late": { seen: asItShouldBe, writes: 1, waits: true },
  cut: { seen: "no answer", writes: 1 },
  "broken-off": { seen: "no answer", writes: 1 },
  slow: { seen: asItShouldBe, writes: 1, waits: true },
};

test.each(faults)("%s: the client sees it, and the store has written or not, as it says", async (fault) => {
  proxy.follow(always(fault));
  const began = performance.now();
  expect(await ask()).toEqual(expected[fault].seen);
  const took = performance.now() - began;
  await proxy.quiet();
  expect(stored).toHaveLength(expected[fault].writes);
  if (expected[fault].waits) expect(took).toBeGreaterThan(140);
  expect([...proxy.done]).toEqual([[fault, 1]]);
});

test("delivers late also what nobody waits for any more", async () => {
  proxy.follow(always("delivered-late"));
  await expect(fetch(proxy.url, { method: "POST", body: "late", signal: AbortSignal.timeout(50) })).rejects.toThrow();
  expect(stored).toEqual([]);
  await proxy.quiet();
  expect(stored).toEqual(["late"]);
});

test("passes on what no fault befalls, and stops while something hangs", async () => {
  expect(await ask()).toEqual(asItShouldBe);
  expect(proxy.done.size).toBe(0);
  proxy.follow(always("hung"));
  const hanging = ask();
  while (proxy.requests() < 2) await new Promise((next) => setTimeout(next, 1));
  await proxy.stop();
  expect(await hanging).toBe("no answer");
});

describe("a mixed plan", () => {
  test("befalls the share that it says, every kind about equally often, and the same ones again", () => {
    const drawn = Array.from({ length: 8_000 }, (_, number) => mixed(0.1, 1)(number));
    const befallen = drawn.filter((fault) => fault !== undefined);
    expect(befallen.length / drawn.length).toBeCloseTo(0.1, 1);
    for (const fault of faults) expect(befallen.filter((each) => each === fault).length).toBeGreaterThan(60);
    expect(Array.from({ length: 8_000 }, (_, number) => mixed(0.1, 1)(number))).toEqual(drawn);
    expect(Array.from({ length: 8_000 }, (_, number) => mixed(0.1, 2)(number))).not.toEqual(drawn);
  });
});

describe("a client of AWS", () => {
  const settings = () => ({ ...clientSettings(Number(new URL(proxy.url).port)), maxAttempts: 1 });

  test.each([
    ["throttled", "ProvisionedThroughputExceededException"],
    ["failed", "InternalServerError"],
  ] as const)("reads a DynamoDB that has %s as one that says %s", async (fault, name) => {
    proxy.follow(always(fault));
    const client = new DynamoDBClient(settings());
    await expect(client.send(new ListTablesCommand({}))).rejects.toMatchObject({ name });
    client.destroy();
  });

  test.each([
    ["throttled", "SlowDown"],
    ["failed", "InternalError"],
  ] as const)("reads an S3 that has %s as one that says %s", async (fault, name) => {
    await proxy.stop();
    proxy = await startFaultyProxy({ upstream: proxy.url, refusals: s3Refusals, plan: always(fault) });
    const client = new S3Client({ ...settings(), forcePathStyle: true });
    await expect(client.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name });
    client.destroy();
  });
});
