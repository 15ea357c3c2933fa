/** What the counts table promises, on any DynamoDB. SYNTHETIC. */
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { keyOf } from "#shared/programme/campaign.ts";
import {
  type CountsReader,
  type CountsWriter,
  countsReader,
  countsWriter,
  DamagedCounts,
  type Progress,
} from "#shared/storage/counts.ts";
import { noisedCountsFor, noisedNationFor } from "../../../fixtures/noised-counts.ts";
import { type Database, newTable } from "../database.ts";
import { bristol, norfolk } from "./fixtures.ts";

const key = keyOf(bristol);
const EXPIRES = 1_900_000_000;
const drawn = (seed: number) => noisedCountsFor(bristol, 12, { seed });
const { wave, questionnaire } = bristol;
const invented = { wave, questionnaire, synthetic: true };
const nationOf = (seed: number, survey = invented) =>
  noisedNationFor(survey, [{ campaign: bristol, answered: 12 }], { seed });
const open: Progress = { status: "open", asAt: "2026-12-01", responses: 25 };
const held: Progress = { status: "held", asAt: "2026-12-19", reason: "too-few" };

export function claimsOfCounts(database: () => Database): void {
  describe("the store of counts", () => {
    let table: string;
    let reader: CountsReader;
    let writer: CountsWriter;
    beforeEach(async () => {
      table = await newTable(database().client);
      reader = countsReader(database().client, table);
      writer = countsWriter(database().client, table);
    });
    const itemOf = async (pk: string, sk: string) =>
      (await database().client.send(new GetItemCommand({ TableName: table, Key: { pk: { S: pk }, sk: { S: sk } } })))
        .Item;
    const putItem = (sk: string, rest: object, pk = "2026#801#ylyc-8-11") =>
      database().client.send(new PutItemCommand({ TableName: table, Item: { pk: { S: pk }, sk: { S: sk }, ...rest } }));

    it("knows nothing of a campaign or a nation that nobody has counted", async () => {
      expect(await reader.campaign(key)).toEqual({});
      expect(await reader.nation(invented)).toBeUndefined();
      expect([await writer.isDrawn(key, 1), await writer.isNationDrawn(invented)]).toEqual([false, false]);
    });

    it("gives the draw of a campaign back, of that campaign alone, and expires it in one second with all of its survey", async () => {
      expect(await writer.put(drawn(1), 1, EXPIRES)).toBe("stored");
      expect(await reader.campaign(key)).toEqual({ counts: drawn(1) });
      expect(await reader.campaign(keyOf(norfolk))).toEqual({});
      expect(await writer.isDrawn(key, 1)).toBe(true);
      expect((await itemOf("2026#801#ylyc-8-11", "counts#1"))?.expiresAt).toEqual({ N: String(EXPIRES) });
    });

    it("keeps the first draw, whoever else draws", async () => {
      await writer.put(drawn(1), 1, EXPIRES);
      expect(await writer.put(drawn(2), 1, EXPIRES)).toBe("another stands");
      expect(await reader.campaign(key)).toEqual({ counts: drawn(1) });
    });

    it("keeps one draw of fifty that come at once", async () => {
      const draws = Array.from({ length: 50 }, (_, seed) => drawn(seed));
      const outcomes = await Promise.all(draws.map((draw) => writer.put(draw, 1, EXPIRES)));
      expect(outcomes.filter((outcome) => outcome === "stored")).toHaveLength(1);
      expect(await reader.campaign(key)).toEqual({ counts: draws[outcomes.indexOf("stored")] });
    });

    it("keeps the draw where the same put is sent twice, as after an answer that was lost", async () => {
      const twice: DynamoDBClient = Object.create(database().client, {
        send: {
          value: async (command: PutItemCommand) => {
            await database().client.send(command);
            return database().client.send(command);
          },
        },
      });
      expect(await countsWriter(twice, table).put(drawn(1), 1, EXPIRES)).toBe("another stands");
      expect(await reader.campaign(key)).toEqual({ counts: drawn(1) });
    });

    it("tells a recount from the first draw, keeps both and gives the recount", async () => {
      await writer.put(drawn(1), 1, EXPIRES);
      expect(await writer.isDrawn(key, 2)).toBe(false);
      expect(await writer.put(drawn(2), 2, EXPIRES)).toBe("stored");
      expect(await writer.put(drawn(3), 2, EXPIRES)).toBe("another stands");
      expect(await reader.campaign(key)).toEqual({ counts: drawn(2) });
      expect(await itemOf("2026#801#ylyc-8-11", "counts#1")).toBeDefined();
    });

    it("writes the progress of a campaign anew, beside its draw or before it", async () => {
      await writer.report(key, open, EXPIRES);
      expect(await reader.campaign(key)).toEqual({ progress: open });
      await writer.report(key, held, EXPIRES);
      expect(await reader.campaign(key)).toEqual({ progress: held });
      await writer.put(drawn(1), 1, EXPIRES);
      expect(await reader.campaign(key)).toEqual({ counts: drawn(1), progress: held });
    });

    it("keeps one draw of a nation, invented answers apart from real ones", async () => {
      const real = { ...invented, synthetic: false };
      expect(await writer.putNation(nationOf(1), EXPIRES)).toBe("stored");
      expect(await writer.putNation(nationOf(2), EXPIRES)).toBe("another stands");
      expect(await reader.nation(invented)).toEqual(nationOf(1));
      expect([await writer.isNationDrawn(invented), await writer.isNationDrawn(real)]).toEqual([true, false]);
      expect(await writer.putNation(nationOf(3, real), EXPIRES)).toBe("stored");
      expect(await reader.nation(real)).toEqual(nationOf(3, real));
    });

    it.each<[string, string, object, readonly string[]]>([
      ["another shape", "counts#1", { json: { S: '{"campaign":"MARKER","MARKER":7}' } }, ["/campaign", "/asAt"]],
      ["no JSON", "counts#1", { json: { S: '{"groups":MARKER' } }, ["/"]],
      ["no text", "counts#2", { json: { N: "1" } }, ["/json/S"]],
      ["nothing in it", "progress", {}, ["/json"]],
      ["a reason that nobody gives", "progress", { json: { S: '{"status":"MARKER"}' } }, ["/status"]],
    ])("names an item with %s, and quotes nothing of it", async (_, sk, rest, places) => {
      await putItem(sk, rest);
      const failure = await reader.campaign(key).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(DamagedCounts);
      expect(failure).toMatchObject({ item: `2026#801#ylyc-8-11 ${sk}`, places: expect.arrayContaining([...places]) });
      expect(String(failure)).toContain("restore it from the table's point-in-time recovery");
      expect(`${failure} ${JSON.stringify(failure)}`).not.toContain("MARKER");
    });

    it("names a damaged nation", async () => {
      await putItem("counts#1", { json: { S: "null" } }, "2026#nation#ylyc-8-11#synthetic");
      await expect(reader.nation(invented)).rejects.toThrow(
        new DamagedCounts("2026#nation#ylyc-8-11#synthetic counts#1", ["/"]),
      );
    });
  });
}
