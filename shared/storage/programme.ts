/**
 * The `programme` table: waves, campaigns, links, recounts, the nightly lease and the record of nights.
 *
 * | pk | sk | holds |
 * |---|---|---|
 * | `waves` | wave id | that the wave exists; `ending` once everything of it is being let go |
 * | `wave#<wave>` | `<authority>#<questionnaire>` | the campaign as JSON; `counting`: the day of the night that began to count it; `releasedIn`: its first release |
 * | `link#<link>` | `campaign` | which campaign the link leads to, also after it was replaced; never changes |
 * | `recounts` | `<wave>#<authority>#<questionnaire>` | who signed that the campaign is counted a second time, and why |
 * | `lease` | `nightly` | who may publish, until when |
 * | `nights` | `<as of>#<run>` | how a night went, as JSON |
 */
import { isDeepStrictEqual } from "node:util";
import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import type { Day } from "../programme/calendar.ts";
import {
  authorityCode,
  type Campaign,
  type CampaignKey,
  campaign,
  keyOf,
  partitionOf,
  questionnaireId,
  waveId,
} from "../programme/campaign.ts";
import { heldBack } from "./conditional-write.ts";
import { type Nights, nightStore } from "./nights.ts";
import { type Item, itemsOf } from "./partition.ts";
import { type Recounts, recountStore } from "./recounts.ts";

/** Somebody else changed the campaign between our read and our write. Read again and repeat. */
export class CampaignChangedMeanwhile extends Error {
  override readonly name = "CampaignChangedMeanwhile";
  readonly campaign: CampaignKey;
  constructor(key: CampaignKey) {
    super(
      `campaign ${key.wave} ${key.authority} ${key.questionnaire} was changed by somebody else meanwhile; apply the document again`,
    );
    this.campaign = key;
  }
}

/** The campaign to be marked is not in the table. Nothing was written. */
export class NoSuchCampaign extends Error {
  override readonly name = "NoSuchCampaign";
  readonly campaign: CampaignKey;
  constructor(key: CampaignKey) {
    super(
      `campaign ${partitionOf(key)} is not in the programme table; apply the programme document that names it, or restore the item from the table's point-in-time recovery`,
    );
    this.campaign = key;
  }
}

/** A stored campaign does not parse. Names the item and the places in it, never what stands there. */
export class DamagedCampaign extends Error {
  override readonly name = "DamagedCampaign";
  readonly item: string;
  readonly places: readonly string[];
  constructor(item: string, places: readonly string[]) {
    super(
      `the campaign ${item} of the programme table is damaged at ${places.join(", ")}; restore the item from the table's point-in-time recovery`,
    );
    this.item = item;
    this.places = places;
  }
}

const linkTarget = z.object({
  wave: z.object({ S: waveId }),
  authority: z.object({ S: authorityCode }),
  questionnaire: z.object({ S: questionnaireId }),
});
const campaignItem = z.object({
  campaign: z.object({ S: z.string() }),
  counting: z.object({ S: z.string() }).optional(),
  releasedIn: z.object({ S: z.string() }).optional(),
});

/** @throws DamagedCampaign */
function readCampaign(item: Item): Campaign {
  const stored = campaignItem
    .transform(({ campaign: json, counting, releasedIn }) => ({
      ...jsonOrNothing(json.S),
      ...(counting && { counting: counting.S }),
      ...(releasedIn && { releasedIn: releasedIn.S }),
    }))
    .pipe(campaign)
    .safeParse(item);
  if (stored.success) return stored.data;
  const places = stored.error.issues.map(({ path }) => `/${path.join("/")}`);
  throw new DamagedCampaign(`${item.pk?.S} ${item.sk?.S}`, [...new Set(places)]);
}

/** JSON.parse's own error would quote the text. */
function jsonOrNothing(text: string): object {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

function writeCampaign({ counting: _, releasedIn: __, ...rest }: Campaign): AttributeValue.SMember {
  return { S: JSON.stringify(rest) };
}

const campaignKey = ({ wave, authority, questionnaire }: CampaignKey): Item => ({
  pk: { S: `wave#${wave}` },
  sk: { S: `${authority}#${questionnaire}` },
});

export interface CampaignFinder {
  /** The campaign as it is now, also by a link that was replaced; undefined for one that leads nowhere. */
  byLink(link: string): Promise<Campaign | undefined>;
  /**
   * Whether the campaign carries the counting mark, or is gone, at a moment after the question was put. Once this is true,
   * what is stored since may be in no figure.
   */
  isCounting(key: CampaignKey): Promise<boolean>;
}

/** What tally writes of a campaign. */
export interface CountingMarks {
  /**
   * Marks the campaign as being counted. The first day stays. Resolves when whoever asks from then on is told so.
   * @throws NoSuchCampaign
   */
  markCounting(key: CampaignKey, day: Day): Promise<void>;
  /** Takes the mark away. Harmless where there is no mark, or no campaign. */
  unmarkCounting(key: CampaignKey): Promise<void>;
}

/** Needs `UpdateItem` on `wave#*` and nothing else. */
export function countingMarks(client: DynamoDBClient, table: string): CountingMarks {
  return {
    markCounting: (key, day) => noteOnce(client, table, key, "counting", day),
    async unmarkCounting(key) {
      await heldBack(
        client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: campaignKey(key),
            UpdateExpression: "REMOVE counting",
            // An update would make an item where there is none.
            ConditionExpression: "attribute_exists(pk)",
          }),
        ),
      );
    },
  };
}

/**
 * Sets an attribute of a campaign's item, unless it is set.
 * @throws NoSuchCampaign
 */
async function noteOnce(
  client: DynamoDBClient,
  table: string,
  key: CampaignKey,
  attribute: "counting" | "releasedIn",
  note: string,
): Promise<void> {
  const written = await heldBack(
    client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: campaignKey(key),
        UpdateExpression: `SET ${attribute} = if_not_exists(${attribute}, :note)`,
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: { ":note": { S: note } },
      }),
    ),
  );
  if (written === "held back") throw new NoSuchCampaign(key);
}

/** A link leads to one campaign for ever, so that is remembered; the campaign, and whether this is its link still, is read each time. */
export function campaignFinder(client: DynamoDBClient, table: string): CampaignFinder {
  const known = new Map<string, CampaignKey>();

  async function follow(link: string): Promise<CampaignKey | undefined> {
    const remembered = known.get(link);
    if (remembered !== undefined) return remembered;
    const { Item: item } = await client.send(
      new GetItemCommand({ TableName: table, Key: { pk: { S: `link#${link}` }, sk: { S: "campaign" } } }),
    );
    if (item === undefined) return undefined;
    const { wave, authority, questionnaire } = linkTarget.parse(item);
    const key = { wave: wave.S, authority: authority.S, questionnaire: questionnaire.S };
    known.set(link, key);
    return key;
  }

  return {
    async byLink(link) {
      const key = await follow(link);
      if (key === undefined) return undefined;
      const { Item: item } = await client.send(new GetItemCommand({ TableName: table, Key: campaignKey(key) }));
      return item && readCampaign(item);
    },
    async isCounting(key) {
      const { Item: item } = await client.send(
        new GetItemCommand({
          TableName: table,
          Key: campaignKey(key),
          ProjectionExpression: "pk, counting",
          ConsistentRead: true,
        }),
      );
      return item === undefined || item.counting !== undefined;
    },
  };
}

export interface Programme extends Nights, Recounts {
  /** Every campaign of every wave, by wave, authority, questionnaire. */
  campaigns(): Promise<Campaign[]>;
  campaign(key: CampaignKey): Promise<Campaign | undefined>;
  /** Adds a campaign. False when it is there already; nothing is written then. */
  add(campaign: Campaign): Promise<boolean>;
  /** Makes the campaign's link lead to it. Harmless when it does so already. */
  openLink(campaign: Campaign): Promise<void>;
  /**
   * Harmless when the stored campaign is `after` already.
   * @throws CampaignChangedMeanwhile when it is neither, or when a night has marked it since `before` was read
   */
  replace(before: Campaign, after: Campaign): Promise<void>;
  /** Notes the first release that carries these campaigns' figures. A later release leaves the note as it is. */
  markReleased(campaigns: readonly CampaignKey[], releaseId: string): Promise<void>;
}

export function programmeStore(client: DynamoDBClient, table: string): Programme {
  const query = (partition: string) => itemsOf(client, table, partition);

  return {
    ...nightStore(client, table),
    ...recountStore(client, table),

    async campaigns() {
      const waves = await query("waves");
      const found: Campaign[] = [];
      for (const { sk } of waves) found.push(...(await query(`wave#${waveId.parse(sk?.S)}`)).map(readCampaign));
      return found;
    },

    async campaign(key) {
      const { Item: item } = await client.send(
        new GetItemCommand({ TableName: table, Key: campaignKey(key), ConsistentRead: true }),
      );
      return item && readCampaign(item);
    },

    async add(added) {
      await client.send(new PutItemCommand({ TableName: table, Item: { pk: { S: "waves" }, sk: { S: added.wave } } }));
      const written = await heldBack(
        client.send(
          new PutItemCommand({
            TableName: table,
            Item: { ...campaignKey(keyOf(added)), campaign: writeCampaign(added) },
            ConditionExpression: "attribute_not_exists(pk)",
          }),
        ),
      );
      return written !== "held back";
    },

    async openLink(campaign) {
      const { wave, authority, questionnaire } = keyOf(campaign);
      await client.send(
        new PutItemCommand({
          TableName: table,
          Item: {
            pk: { S: `link#${campaign.link}` },
            sk: { S: "campaign" },
            wave: { S: wave },
            authority: { S: authority },
            questionnaire: { S: questionnaire },
          },
        }),
      );
    },

    async replace(before, after) {
      const key = campaignKey(keyOf(before));
      const { Item: item } = await client.send(
        new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }),
      );
      const found = item && readCampaign(item);
      if (isDeepStrictEqual(found, campaign.parse(after))) return;
      if (!isDeepStrictEqual(found, campaign.parse(before))) throw new CampaignChangedMeanwhile(keyOf(before));

      const written = await heldBack(
        client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: key,
            UpdateExpression: "SET campaign = :after",
            // The stored text itself, since another version of this code may have written the same campaign differently.
            // `:after` counts as well: when an answer is lost on its way, the client sends the same write again.
            ConditionExpression: [
              "(campaign = :before OR campaign = :after)",
              ...(["counting", "releasedIn"] as const).map((note) =>
                before[note] === undefined ? `attribute_not_exists(${note})` : `attribute_exists(${note})`,
              ),
            ].join(" AND "),
            ExpressionAttributeValues: {
              ":before": campaignItem.parse(item).campaign,
              ":after": writeCampaign(after),
            },
          }),
        ),
      );
      if (written === "held back") throw new CampaignChangedMeanwhile(keyOf(before));
    },

    async markReleased(campaigns, releaseId) {
      for (const key of campaigns) await noteOnce(client, table, key, "releasedIn", releaseId);
    },
  };
}
