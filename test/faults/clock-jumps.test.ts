/** Clocks that jump: that of the machine a function runs on, and that by which a survey opens and a night holds its lease. */
import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anonymise } from "#functions/collect/anonymise.ts";
import { validate } from "#functions/collect/validate.ts";
import { keyOf } from "#shared/programme/campaign.ts";
import { interactive } from "#shared/storage/clients.ts";
import { programmeStore } from "#shared/storage/programme.ts";
import { responseWriter } from "#shared/storage/responses.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { aCampaign, aFrontDoor, aGoodSubmission, KEY, storesInMemory } from "../functions/collect/front-door.ts";
import { clientSettings, type Database, newTable } from "../shared/storage/database.ts";
import { startDynalite } from "../shared/storage/dynalite.ts";

let database: Database;
beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

describe("the clock of a machine", () => {
  const TOLERATED_IN_MILLISECONDS = 5 * 60_000;

  /** Before the database, a DynamoDB that knows the right time, by which ours is wrong: it takes no signature from then. */
  async function databaseInTime(aheadOfUsInMilliseconds: () => number): Promise<Server> {
    const { port } = (await database.client.config.endpoint?.()) ?? {};
    const server = createServer(async (incoming, outgoing) => {
      const body = await buffer(incoming);
      const now = new Date(Date.now() + aheadOfUsInMilliseconds());
      outgoing.setHeader("date", now.toUTCString());
      const [, year, month, day, hour, minute, second] =
        /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(incoming.headers["x-amz-date"])) ?? [];
      const signed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
      if (!(Math.abs(now.getTime() - signed) < TOLERATED_IN_MILLISECONDS)) {
        outgoing.writeHead(400, { "content-type": "application/x-amz-json-1.0" });
        const __type = "com.amazon.coral.service#InvalidSignatureException";
        outgoing.end(JSON.stringify({ __type, message: "Signature expired" }));
        return;
      }
      const passed = request({ port, host: "127.0.0.1", method: "POST", headers: incoming.headers }, (answer) => {
        outgoing.statusCode = answer.statusCode ?? 0;
        answer.pipe(outgoing);
      });
      passed.end(body);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    return server;
  }

  test("may jump by a day in either direction: the next submission is stored all the same, and once", async () => {
    let ahead = 0;
    const server = await databaseInTime(() => ahead);
    const settings = clientSettings((server.address() as AddressInfo).port);
    const client = new DynamoDBClient({ ...settings, maxAttempts: interactive.attempts });
    try {
      const writer = responseWriter(client, await newTable(database.client));
      const questionnaire = publishedQuestionnaire("ylyc-11-17", 1);
      const verdict = validate(aGoodSubmission(), questionnaire);
      if (!verdict.valid) throw new Error("a good submission is valid");
      const response = anonymise(verdict.submission, questionnaire);
      let attempts = 0;
      const put = (idempotencyKey: string) =>
        writer.put({
          campaign: keyOf(aCampaign()),
          idempotencyKey,
          attempt: `attempt ${++attempts}`,
          response,
          questionnaire,
          expiresAtInSeconds: 1_600_000_000,
        });
      const day = 24 * 60 * 60_000;
      for (const [at, jump] of [0, day, -day, 0].entries()) {
        ahead = jump;
        expect(await put(`after jump ${at}`)).toBe("first");
        expect(await put(`after jump ${at}`)).toBe("repeated");
      }
    } finally {
      client.destroy();
      server.closeAllConnections();
      server.close();
    }
  });
});

describe("the clock by which a survey is open", () => {
  test("leaves no trace in what is stored, and decides of a retry only whether it is heard", async () => {
    const stores = storesInMemory();
    const at = (now: string) => aFrontDoor({ stores, withdrawal: stores, now });
    const during = "2017-03-01T12:00:00Z";
    expect((await at("2017-01-31T12:00:00Z").post(aGoodSubmission())).status).toBe(410);
    expect(stores.storedResponses()).toEqual([]);
    expect((await at(during).post(aGoodSubmission())).status).toBe(201);
    const stored = [stores.storedResponses(), stores.storedComments()];

    expect((await at("2017-01-31T12:00:00Z").post(aGoodSubmission())).status).toBe(410);
    expect((await at("2027-03-01T12:00:00Z").post(aGoodSubmission())).status).toBe(410);
    expect((await at("2017-03-31T22:30:00Z").post(aGoodSubmission())).status).toBe(200);
    expect((await at("2017-02-01T00:30:00Z").post(aGoodSubmission())).status).toBe(200);
    expect([stores.storedResponses(), stores.storedComments()]).toEqual(stored);

    // The same at any other time: nothing of the moment is in the item.
    const elsewhen = storesInMemory();
    await aFrontDoor({ stores: elsewhen, withdrawal: elsewhen, now: "2017-02-01T00:30:00Z" }).post(aGoodSubmission(), {
      headers: { "idempotency-key": KEY },
    });
    expect([elsewhen.storedResponses(), elsewhen.storedComments()]).toEqual(stored);
  });
});

describe("the clock by which a night holds its lease", () => {
  const now = Date.UTC(2017, 3, 1, 3, 15) / 1_000;
  const hour = 3_600;

  test("may jump ahead: one night takes over, and the one that it was taken from cannot publish", async () => {
    const nights = programmeStore(database.client, await newTable(database.client));
    expect(await nights.acquireLease({ holder: "first", nowInSeconds: now, seconds: 3 * hour })).toBe(true);
    expect(await nights.acquireLease({ holder: "second", nowInSeconds: now + 24 * hour, seconds: 3 * hour })).toBe(
      true,
    );
    const renewing = nights.renewLease({ holder: "first", nowInSeconds: now, seconds: hour });
    await expect(renewing).rejects.toMatchObject({ name: "LeaseLost", holder: "first" });
    await nights.endLease("first");
    expect(await nights.acquireLease({ holder: "third", nowInSeconds: now + 25 * hour, seconds: hour })).toBe(false);
  });

  test("may jump back: the night that has the lease keeps it, and nobody else gets it", async () => {
    const nights = programmeStore(database.client, await newTable(database.client));
    expect(await nights.acquireLease({ holder: "first", nowInSeconds: now, seconds: 3 * hour })).toBe(true);
    expect(await nights.acquireLease({ holder: "second", nowInSeconds: now - 24 * hour, seconds: hour })).toBe(false);
    await nights.renewLease({ holder: "first", nowInSeconds: now - 24 * hour, seconds: hour });
    await nights.endLease("first");
    expect(await nights.acquireLease({ holder: "second", nowInSeconds: now - 24 * hour, seconds: hour })).toBe(true);
  });
});
