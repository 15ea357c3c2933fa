/** Bringing back what a table has lost. SYNTHETIC. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type AttributeValue, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import pMap from "p-map";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bringBackMissing } from "#shared/storage/restored-items.ts";
import { newTable } from "./database.ts";
import { startDynalite } from "./dynalite.ts";

const command = fileURLToPath(new URL("../../../infra/local/restore-items.ts", import.meta.url));
const BRISTOL = "2017#801#ylyc-8-11";
const DEVON = "2017#878#ylyc-8-11";
const nowInSeconds = 1_000;

const item = (pk: string, sk: string, rest: Record<string, AttributeValue> = {}) => ({
  pk: { S: pk },
  sk: { S: sk },
  ...rest,
});
const answers = (text: string) => ({ about: { S: "g2" }, answers: { S: text } });
const expiring = (at: number) => ({ expiresAt: { N: String(at) } });
const withdrawn = { withdrawn: { BOOL: true } } as const;

describe("from a table that was restored,", () => {
  let database: Awaited<ReturnType<typeof startDynalite>>;
  let tables: { from: string; to: string; responses: string };
  beforeAll(async () => {
    database = await startDynalite();
  });
  afterAll(() => database.stop());
  beforeEach(async () => {
    const { client } = database;
    tables = { from: await newTable(client), to: await newTable(client), responses: await newTable(client) };
  });

  const put = async (table: string, ...items: readonly Record<string, AttributeValue>[]) => {
    for (const each of items) await database.client.send(new PutItemCommand({ TableName: table, Item: each }));
  };
  const itemsOf = async (table: string) => (await database.client.send(new ScanCommand({ TableName: table }))).Items;

  test("what is missing comes back to the byte, and what is there stays as it is", async () => {
    const [lost, changed] = [
      item(BRISTOL, "a", { ...answers("01"), ...expiring(2_000) }),
      item(BRISTOL, "b", answers("2")),
    ];
    await put(tables.from, lost, item(BRISTOL, "b", answers("1")));
    await put(tables.to, changed);
    expect(await bringBackMissing(database.client, { ...tables, nowInSeconds })).toEqual({
      broughtBack: 1,
      wasThere: 1,
      expired: 0,
      mayBeWithdrawn: 0,
    });
    expect(await itemsOf(tables.to)).toEqual([lost, changed]);
  });

  test("answers that were withdrawn since do not come back: their mark stays", async () => {
    await put(tables.from, item(BRISTOL, "a", answers("01")));
    await put(tables.to, item(BRISTOL, "a", withdrawn));
    await bringBackMissing(database.client, { ...tables, nowInSeconds });
    expect(await itemsOf(tables.to)).toEqual([item(BRISTOL, "a", withdrawn)]);
  });

  test("what has expired stays gone, to the second", async () => {
    await put(tables.from, item(BRISTOL, "a", expiring(nowInSeconds)), item(BRISTOL, "b", expiring(nowInSeconds + 1)));
    expect(await bringBackMissing(database.client, { ...tables, nowInSeconds })).toMatchObject({
      broughtBack: 1,
      expired: 1,
    });
    expect(await itemsOf(tables.to)).toEqual([item(BRISTOL, "b", expiring(nowInSeconds + 1))]);
  });

  test("no comment comes back of a campaign in which anybody has withdrawn, and every one of the others", async () => {
    const comment = { comment: { S: "SYNTHETIC words" } };
    await put(tables.from, item(BRISTOL, "x", comment), item(DEVON, "y", comment), item(DEVON, "z", comment));
    await put(tables.responses, item(BRISTOL, "a", withdrawn), item(DEVON, "b", answers("1")));
    const asked = { ...tables, unlessWithdrawnIn: tables.responses, nowInSeconds };
    expect(await bringBackMissing(database.client, asked)).toMatchObject({ broughtBack: 2, mayBeWithdrawn: 1 });
    expect(await itemsOf(tables.to)).toEqual([item(DEVON, "y", comment), item(DEVON, "z", comment)]);
  });

  test("a thousand come back, page by page, and a second time nothing more", async () => {
    const padding = { answers: { S: "0".repeat(2_000) } };
    const many = Array.from({ length: 1_000 }, (_, each) => item(BRISTOL, String(each).padStart(4, "0"), padding));
    await pMap(many, (each) => put(tables.from, each), { concurrency: 32 });
    expect(await bringBackMissing(database.client, { ...tables, nowInSeconds })).toMatchObject({ broughtBack: 1_000 });
    expect(await bringBackMissing(database.client, { ...tables, nowInSeconds })).toMatchObject({
      broughtBack: 0,
      wasThere: 1_000,
    });
  });

  describe("the command", () => {
    async function run(...options: string[]): Promise<{ readonly code: number; readonly said: string }> {
      const { hostname, port } = (await database.client.config.endpoint?.()) ?? {};
      const env = {
        AWS_ENDPOINT_URL: `http://${hostname}:${port}`,
        AWS_REGION: "eu-west-2",
        AWS_ACCESS_KEY_ID: "synthetic",
        AWS_SECRET_ACCESS_KEY: "synthetic",
      };
      return promisify(execFile)(process.execPath, [command, ...options], { env }).then(
        ({ stdout }) => ({ code: 0, said: stdout }),
        ({ code, stderr }) => ({ code, said: stderr }),
      );
    }

    test("says what it did, in numbers alone", async () => {
      await put(tables.from, item(BRISTOL, "a", answers("01")));
      expect(await run("--from", tables.from, "--to", tables.to)).toEqual({
        code: 0,
        said: "1 items brought back, 0 were there and stay as they are, 0 have expired.\n",
      });
    });

    test.each([
      ["no table", []],
      ["the same table twice", ["--from", "one-table", "--to", "one-table"]],
      [
        "comments without the responses that say who withdrew",
        ["--from", "Comments-restored", "--to", "Data-CommentsTable"],
      ],
    ])("does nothing when it is told %s, and says what to say", async (_, options) => {
      const { code, said } = await run(...options);
      expect(code).toBe(2);
      expect(said).toContain("npm run restore -- --from RESTORED --to TABLE");
    });
  });
});
