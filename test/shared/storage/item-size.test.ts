/**
 * Up to 1 KiB, an item costs one write unit. Size as DynamoDB counts it: the UTF-8 bytes of every attribute's name and
 * text; for a number a byte, and one more for every two significant digits
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html).
 */
import { type AttributeValue, ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { responseWriter } from "#shared/storage/responses.ts";
import { disabilities, genders, majorEthnicGroups, placements, timesInCare } from "#shared/survey/about.ts";
import { questionnaires } from "#shared/survey/catalogue.ts";
import { answersOf, itemsOf, type Questionnaire } from "#shared/survey/questionnaire.ts";
import type { Response, ResponseContent } from "#shared/survey/response.ts";
import { idempotencyKey } from "./claims/fixtures.ts";
import { type Database, newTable } from "./database.ts";
import { startDynalite } from "./dynalite.ts";

function sizeOfValue({ S: text, N: number, ...other }: AttributeValue): number {
  if (text !== undefined) return Buffer.byteLength(text);
  if (number === undefined) throw new Error(`no rule here for ${Object.keys(other).join()}`);
  const significant = number.replace(/^-?0*/, "").replace(/0+$/, "");
  return 1 + Math.ceil(significant.length / 2) + (number.startsWith("-") ? 1 : 0);
}

function itemSizeInBytes(item: Record<string, AttributeValue>): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOfValue(value), 0);
}

function longest<Id extends string>(ids: readonly Id[]): Id {
  return ids.reduce((found, id) => (id.length > found.length ? id : found));
}

/** Everything answered, and for each class the one with the longest name. */
function fullestResponse(questionnaire: Questionnaire): Response {
  const content: ResponseContent = {
    version: questionnaire.version,
    mode: "online",
    about: {
      ageBand: longest([...questionnaire.ageBands.map(({ id }) => id), "unknown"]),
      gender: longest(genders.map(({ id }) => id)),
      ethnicity: longest(Object.keys(majorEthnicGroups) as (keyof typeof majorEthnicGroups)[]),
      placement: longest(placements.map(({ id }) => id)),
      timeInCare: longest(timesInCare.map(({ id }) => id)),
      disability: longest(disabilities.map(({ id }) => id)),
    },
    answers: new Map(itemsOf(questionnaire).map((item) => [item.id, answersOf(item.scale) - 1])),
  };
  return content as Response;
}

describe("a stored response", () => {
  let database: Database;
  const measured: { questionnaire: string; version: number; items: number; "bytes of the fullest": number }[] = [];
  beforeAll(async () => {
    database = await startDynalite();
  });
  afterAll(async () => {
    console.table(measured);
    await database.stop();
  });

  it.each(questionnaires.map((each) => [each.id, each.version, each] as const))(
    "to %s, version %i, costs one write unit however full it is",
    async (id, version, questionnaire) => {
      const table = await newTable(database.client);
      await responseWriter(database.client, table).put({
        campaign: { wave: "2026-twelvechars0", authority: "801", questionnaire: id },
        idempotencyKey: idempotencyKey(1),
        attempt: "12345678",
        response: fullestResponse(questionnaire),
        questionnaire,
        expiresAtInSeconds: 1_987_654_321,
      });
      const { Items: items = [] } = await database.client.send(new ScanCommand({ TableName: table }));
      expect(items).toHaveLength(1);
      const bytes = itemSizeInBytes(items[0] ?? {});
      measured.push({
        questionnaire: id,
        version,
        items: itemsOf(questionnaire).length,
        "bytes of the fullest": bytes,
      });
      expect(bytes).toBeLessThan(1_024);
    },
  );

  it("is measured as DynamoDB measures: names and text in UTF-8, a byte for every two digits", () => {
    expect(itemSizeInBytes({ pk: { S: "é" }, n: { N: "-1200" } })).toBe(2 + 2 + 1 + 3);
  });
});
