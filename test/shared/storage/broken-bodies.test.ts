/** An S3 whose answers break off in the middle. */
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { nightly, s3 } from "#shared/storage/clients.ts";
import { objectReader } from "#shared/storage/releases.ts";

const bytes = Buffer.alloc(100_000, "SYNTHETIC ");
const stops: (() => void)[] = [];
beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
  vi.stubEnv("AWS_REGION", "eu-west-2");
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const stop of stops.splice(0)) stop();
});

type Sends = (response: ServerResponse) => void;

/** A bucket of one object that is sent each time as it is told, the last way for ever. */
async function aBucket(...sends: readonly Sends[]) {
  let requests = 0;
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-length": bytes.length });
    sends[Math.min(requests++, sends.length - 1)]?.(response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  vi.stubEnv("AWS_ENDPOINT_URL_S3", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const client = s3({ ...nightly, attempts: 3 });
  stops.push(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  return { read: () => objectReader(client, "bucket")("object"), requests: () => requests };
}

const whole: Sends = (response) => void response.end(bytes);
const broken: Sends = (response) => void response.write(bytes.subarray(0, 50_000), () => response.destroy());

test("an object that breaks off in the middle is asked for again, and comes whole", async () => {
  const bucket = await aBucket(broken, broken, whole);
  expect(Buffer.from(await bucket.read()).equals(bytes)).toBe(true);
  expect(bucket.requests()).toBe(3);
});

test("one that breaks off every time is given up after as many tries as any other request, and never taken for whole", async () => {
  const bucket = await aBucket(broken);
  await expect(bucket.read()).rejects.toThrow();
  expect(bucket.requests()).toBe(3);
});
