/** An S3 whose answers break off in the middle. */
import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { nightly, s3 } from "#shared/storage/clients.ts";
import { objectReader } from "#shared/storage/releases.ts";
import { ownStores } from "./own-store.ts";

const bytes = Buffer.alloc(100_000, "SYNTHETIC ");
const serve = ownStores();

type Sends = (response: ServerResponse) => void;

/** A bucket of one object that is sent each time as it is told, the last way for ever. */
async function aBucket(...sends: readonly Sends[]) {
  let requests = 0;
  const client = await serve(
    "AWS_ENDPOINT_URL_S3",
    (_, response) => {
      response.writeHead(200, { "content-length": bytes.length });
      sends[Math.min(requests++, sends.length - 1)]?.(response);
    },
    () => s3({ ...nightly, attempts: 3 }),
  );
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
