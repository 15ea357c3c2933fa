/** What the programme table promises of recounts, on any DynamoDB. SYNTHETIC: nobody of these names signs anything. */
import { type AttributeValue, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { keyOf, partitionOf } from "#shared/programme/campaign.ts";
import { programmeStore } from "#shared/storage/programme.ts";
import { DamagedRecount, type Recounts, recountStore } from "#shared/storage/recounts.ts";
import { type Database, newTable } from "../database.ts";
import { bristol, norfolk } from "./fixtures.ts";

export function claimsOfRecounts(database: () => Database): void {
  describe("the recounts that were signed", () => {
    let table: string;
    let recounts: Recounts;
    beforeEach(async () => {
      table = await newTable(database().client);
      recounts = recountStore(database().client, table);
    });

    const signed = {
      sk: { S: partitionOf(keyOf(bristol)) },
      signedBy: { L: [{ S: "Jo Writer" }, { S: "Sam Reader" }] },
      because: { S: "Question 4 was counted with the bands of question 5." },
    };
    const sign = (item: Record<string, AttributeValue>) =>
      database().client.send(
        new PutItemCommand({ TableName: table, Item: { ...signed, ...item, pk: { S: "recounts" } } }),
      );

    it("are read with who signed and why, by campaign", async () => {
      await sign({ sk: { S: partitionOf(keyOf(norfolk)) } });
      await sign({});
      const recount = {
        signedBy: ["Jo Writer", "Sam Reader"],
        because: "Question 4 was counted with the bands of question 5.",
      };
      expect(await recounts.recounts()).toEqual([
        { ...keyOf(bristol), ...recount },
        { ...keyOf(norfolk), ...recount },
      ]);
    });

    it("are none where nobody signed any", async () => {
      await programmeStore(database().client, table).add(bristol);
      expect(await recounts.recounts()).toEqual([]);
    });

    it("are one a campaign: who signs again replaces what was signed", async () => {
      await sign({});
      await sign({ because: { S: "The answers of another wave were counted." } });
      expect(await recounts.recounts()).toMatchObject([{ because: "The answers of another wave were counted." }]);
    });

    const names = (...given: readonly string[]) => ({ signedBy: { L: given.map((name) => ({ S: name })) } });
    it.each([
      ["one person", names("Jo Writer"), "signedBy"],
      ["three people", names("Jo Writer", "Sam Reader", "Kim Third"), "signedBy"],
      ["the same person twice", names("Jo Writer", " jo writer "), "signedBy"],
      ["one person and a blank", names("Jo Writer", "   "), "signedBy"],
      ["a text", { signedBy: { S: "Jo Writer, Sam Reader" } }, "signedBy"],
      ["nobody", { signedBy: { NULL: true } }, "signedBy"],
    ] as const)("are refused by name where they are signed by %s", async (_, item, place) => {
      await sign(item as Record<string, AttributeValue>);
      const failure = await recounts.recounts().catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(DamagedRecount);
      expect(failure).toMatchObject({ item: "recounts 2026#801#ylyc-8-11", places: [place] });
    });

    it.each([
      ["a reason of nineteen characters", { because: { S: " 1234567890123456789 " } }, "because"],
      ["no reason", { because: { N: "1" } }, "because"],
      ["a key that names no campaign", { sk: { S: "2026#801" } }, "sk"],
      ["a key that names more than a campaign", { sk: { S: "2026#801#ylyc-8-11#2" } }, "sk"],
    ] as const)("are refused, saying what to do, where one has %s", async (_, item, place) => {
      await sign(item as Record<string, AttributeValue>);
      await expect(recounts.recounts()).rejects.toThrow(
        new RegExp(`is wrong at ${place}; put it again with .* two different names.* 20 characters`),
      );
    });
  });
}
