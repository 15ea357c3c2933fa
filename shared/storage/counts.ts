/**
 * The `counts` table: noised counts, each drawn once and never written over, and how campaigns stand that have none.
 *
 * | pk | sk | holds |
 * |---|---|---|
 * | `wave#authority#questionnaire` | `counts#1` | the campaign's noised counts as JSON; `counts#2` after a recount |
 * | the same | `progress` | of an open campaign its rounded responses, of a held one the reason; written anew every night |
 * | `wave#nation#questionnaire`, invented answers with `#synthetic` | `counts#1` | the nation's noised counts as JSON |
 *
 * A draw is put where there is none: the first one stands, whoever else draws. Nothing here is updated or deleted; all of a
 * survey expires in the same second.
 */
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { campaignDate } from "../programme/calendar.ts";
import { type CampaignKey, partitionOf } from "../programme/campaign.ts";
import { holdReasons } from "../release/hold-rule.ts";
import {
  type NoisedCounts,
  type NoisedNation,
  noisedCounts,
  noisedNation,
  type Survey,
} from "../survey/noised-counts.ts";
import { heldBack } from "./conditional-write.ts";
import { jsonOrNothing } from "./objects.ts";
import { type Item, itemsOf } from "./partition.ts";

/** The second draw is a recount after a fault of ours. */
export type Draw = 1 | 2;

/** How a campaign without counts stands. */
export const progress = z.discriminatedUnion("status", [
  /** Rounded, null where there are too few to say. */
  z.strictObject({ status: z.literal("open"), asAt: campaignDate, responses: z.int().positive().nullable() }),
  z.strictObject({ status: z.literal("held"), asAt: campaignDate, reason: z.enum(holdReasons) }),
]);
export type Progress = z.infer<typeof progress>;

/** Everything that is known of a campaign behind the tally. */
export interface StandingCounts {
  /** Of the last draw. */
  readonly counts?: NoisedCounts;
  readonly progress?: Progress;
}

/** A stored item does not parse. Names the item and the places in it, never what stands there. */
export class DamagedCounts extends Error {
  override readonly name = "DamagedCounts";
  readonly item: string;
  readonly places: readonly string[];
  constructor(item: string, places: readonly string[]) {
    super(
      `the item ${item} of the counts table is damaged at ${places.join(", ")}; restore it from the table's point-in-time recovery`,
    );
    this.item = item;
    this.places = places;
  }
}

export interface CountsReader {
  /** @throws DamagedCounts */
  campaign(key: CampaignKey): Promise<StandingCounts>;
  /**
   * Undefined as long as the survey is not over.
   * @throws DamagedCounts
   */
  nation(survey: Survey): Promise<NoisedNation | undefined>;
}

/** What became of a draw: it stands, or an earlier one does and this one must be dropped. */
export type Drawn = "stored" | "another stands";

export interface CountsWriter {
  isDrawn(key: CampaignKey, draw: Draw): Promise<boolean>;
  isNationDrawn(survey: Survey): Promise<boolean>;
  /** Puts the draw unless there is one. Where an answer is lost and the same put is sent again, the draw stands all the same. */
  put(counts: NoisedCounts, draw: Draw, expiresAtInSeconds: number): Promise<Drawn>;
  putNation(nation: NoisedNation, expiresAtInSeconds: number): Promise<Drawn>;
  report(key: CampaignKey, progress: Progress, expiresAtInSeconds: number): Promise<void>;
}

const draws = { 1: "counts#1", 2: "counts#2" } as const satisfies Record<Draw, string>;
const PROGRESS = "progress";

/** The partition of the nation's counts. */
export function partitionOfNation({ wave, questionnaire, synthetic }: Survey): string {
  return `${wave}#nation#${questionnaire}${synthetic ? "#synthetic" : ""}`;
}

const textItem = z.object({ json: z.object({ S: z.string() }) }).transform(({ json }) => jsonOrNothing(json.S));

/** @throws DamagedCounts */
function read<Shape extends z.ZodType>(item: Item, shape: Shape): z.output<Shape> {
  const stored = textItem.pipe(shape).safeParse(item);
  if (stored.success) return stored.data;
  const places = stored.error.issues.map(({ path }) => `/${path.join("/")}`);
  throw new DamagedCounts(`${item.pk?.S} ${item.sk?.S}`, [...new Set(places)]);
}

export function countsReader(client: DynamoDBClient, table: string): CountsReader {
  async function bySortKey(partition: string): Promise<ReadonlyMap<string | undefined, Item>> {
    return new Map((await itemsOf(client, table, partition)).map((item) => [item.sk?.S, item]));
  }

  return {
    async campaign(key) {
      const items = await bySortKey(partitionOf(key));
      const counts = items.get(draws[2]) ?? items.get(draws[1]);
      const standing = items.get(PROGRESS);
      return {
        ...(counts !== undefined && { counts: read(counts, noisedCounts) as NoisedCounts }),
        ...(standing !== undefined && { progress: read(standing, progress) }),
      };
    },
    async nation(survey) {
      const counts = (await bySortKey(partitionOfNation(survey))).get(draws[1]);
      return counts === undefined ? undefined : (read(counts, noisedNation) as NoisedNation);
    },
  };
}

export function countsWriter(client: DynamoDBClient, table: string): CountsWriter {
  async function isThere(pk: string, sk: string): Promise<boolean> {
    const { Item: item } = await client.send(
      new GetItemCommand({
        TableName: table,
        Key: { pk: { S: pk }, sk: { S: sk } },
        ProjectionExpression: "pk",
        ConsistentRead: true,
      }),
    );
    return item !== undefined;
  }

  const itemOf = (pk: string, sk: string, value: unknown, expiresAtInSeconds: number) => ({
    pk: { S: pk },
    sk: { S: sk },
    json: { S: JSON.stringify(value) },
    expiresAt: { N: String(expiresAtInSeconds) },
  });

  async function putOnce(pk: string, sk: string, value: unknown, expiresAtInSeconds: number): Promise<Drawn> {
    const written = await heldBack(
      client.send(
        new PutItemCommand({
          TableName: table,
          Item: itemOf(pk, sk, value, expiresAtInSeconds),
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      ),
    );
    return written === "held back" ? "another stands" : "stored";
  }

  return {
    isDrawn: (key, draw) => isThere(partitionOf(key), draws[draw]),
    isNationDrawn: (survey) => isThere(partitionOfNation(survey), draws[1]),
    put: (counts, draw, expiresAtInSeconds) =>
      putOnce(partitionOf(counts.campaign), draws[draw], counts, expiresAtInSeconds),
    putNation: (nation, expiresAtInSeconds) =>
      putOnce(partitionOfNation(nation.survey), draws[1], nation, expiresAtInSeconds),
    async report(key, standing, expiresAtInSeconds) {
      const Item = itemOf(partitionOf(key), PROGRESS, standing, expiresAtInSeconds);
      await client.send(new PutItemCommand({ TableName: table, Item }));
    },
  };
}
