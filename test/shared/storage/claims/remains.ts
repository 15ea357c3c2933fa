/** What finding out whether anything is left promises, on any DynamoDB and any S3. SYNTHETIC. */
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, it } from "vitest";
import { keyOf, partitionOf } from "#shared/programme/campaign.ts";
import { bucketRemains, tableRemains } from "#shared/storage/remains.ts";
import { type Database, newTable } from "../database.ts";
import type { ObjectStore } from "../fauxqs.ts";
import { bristol, norfolk } from "./fixtures.ts";

export function claimsOfRowsThatRemain(database: () => Database): void {
  describe("the rows that are left in a partition", () => {
    it("are found, one or many, also where their time is over, and none where there are none", async () => {
      const { client } = database();
      const table = await newTable(client);
      const remains = tableRemains(client, table);
      for (const sk of ["a", "b"]) {
        const item = { pk: { S: partitionOf(keyOf(bristol)) }, sk: { S: sk }, expiresAt: { N: "1" } };
        await client.send(new PutItemCommand({ TableName: table, Item: item }));
        expect(await remains.isAnythingLeftIn(partitionOf(keyOf(bristol)))).toBe(true);
      }
      expect(await remains.isAnythingLeftIn(partitionOf(keyOf(norfolk)))).toBe(false);
    });
  });
}

export function claimsOfObjectsThatRemain(objects: () => ObjectStore): void {
  describe("the objects that are left under a prefix", () => {
    let bucket: string;
    beforeEach(() => {
      bucket = objects().newBucket();
    });
    const put = (key: string) =>
      objects().client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: "SYNTHETIC" }));
    const under = (prefix: string) => bucketRemains(objects().client, bucket).under(prefix);

    it("are found with the time at which they were written, and none where there are none", async () => {
      const before = Date.now() - 1_000;
      await put("owner/2026/ylyc-8-11/records.csv");
      await put("owner/2026-pilot/ylyc-8-11/records.csv");
      const found = await under("owner/2026/");
      expect(found).toMatchObject([{ kind: "current" }]);
      expect(found[0]?.since.getTime()).toBeGreaterThan(before);
      expect(await under("owner/2027/")).toEqual([]);
    });
  });
}
