/**
 * The `programme` table: waves, campaigns, links, the nightly lease and the record of nights.
 *
 * | pk | sk | holds |
 * |---|---|---|
 * | `waves` | wave id | that the wave exists; `ending` once everything of it is being let go |
 * | `wave#<wave>` | `<authority>#<questionnaire>` | the campaign as JSON, and the release that first carried it |
 * | `link#<link>` | `campaign` | which campaign the link leads to, also after it was replaced; never changes |
 * | `lease` | `nightly` | who may publish, until when |
 * | `nights` | `<as of>#<run>` | how a night went, as JSON |
 */
import { isDeepStrictEqual } from "node:util";
import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import {
  authorityCode,
  type Campaign,
  type CampaignKey,
  campaign,
  keyOf,
  questionnaireId,
  waveId,
} from "../programme/campaign.ts";
import { heldBack } from "./conditional-write.ts";
import { type Nights, nightStore } from "./nights.ts";

type Item = Record<string, AttributeValue>;

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

/** A stored campaign is none. Names the item and the places in it, never what stands there. */
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
  releasedIn: z.object({ S: z.string() }).optional(),
});

/** @throws DamagedCampaign */
function readCampaign(item: Item): Campaign {
  const stored = campaignItem
    .transform(({ campaign: json, releasedIn }) => ({
      ...jsonOrNothing(json.S),
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

function writeCampaign({ releasedIn: _, ...rest }: Campaign): AttributeValue.SMember {
  return { S: JSON.stringify(rest) };
}

const campaignKey = ({ wave, authority, questionnaire }: CampaignKey): Item => ({
  pk: { S: `wave#${wave}` },
  sk: { S: `${authority}#${questionnaire}` },
});

export interface CampaignFinder {
  /** The campaign as it is now, also by a link that was replaced; undefined for one that leads nowhere. */
  byLink(link: string): Promise<Campaign | undefined>;
}

export interface Waves {
  /** Whether the figures of every campaign of the wave are released: none of them is counted again. */
  isFinal(wave: string): Promise<boolean>;
}

export function waveStore(client: DynamoDBClient, table: string): Waves {
  return {
    async isFinal(wave) {
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          KeyConditionExpression: "pk = :pk",
          FilterExpression: "attribute_not_exists(releasedIn)",
          ExpressionAttributeValues: { ":pk": { S: `wave#${wave}` } },
          Select: "COUNT",
        },
      );
      for await (const { Count: unreleased = 0 } of pages) if (unreleased > 0) return false;
      return true;
    },
  };
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
  };
}

export interface Programme extends Nights {
  /** Every campaign of every wave, by wave, authority, questionnaire. */
  campaigns(): Promise<Campaign[]>;
  campaign(key: CampaignKey): Promise<Campaign | undefined>;
  /** Adds a campaign. False when it is there already; nothing is written then. */
  add(campaign: Campaign): Promise<boolean>;
  /** Makes the campaign's link lead to it. Harmless when it does so already. */
  openLink(campaign: Campaign): Promise<void>;
  /**
   * Harmless when the stored campaign is `after` already.
   * @throws CampaignChangedMeanwhile when it is neither, or when it has been released since `before` was read
   */
  replace(before: Campaign, after: Campaign): Promise<void>;
  /** Notes the first release that carries these campaigns' figures. A later release leaves the note as it is. */
  markReleased(campaigns: readonly CampaignKey[], releaseId: string): Promise<void>;
}

export function programmeStore(client: DynamoDBClient, table: string): Programme {
  async function query(partition: string): Promise<Item[]> {
    const items: Item[] = [];
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": { S: partition } },
        ConsistentRead: true,
      },
    );
    for await (const { Items: found = [] } of pages) items.push(...found);
    return items;
  }

  return {
    ...nightStore(client, table),

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
            ConditionExpression: `(campaign = :before OR campaign = :after) AND ${
              before.releasedIn === undefined ? "attribute_not_exists(releasedIn)" : "attribute_exists(releasedIn)"
            }`,
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
      for (const key of campaigns) {
        await client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: campaignKey(key),
            UpdateExpression: "SET releasedIn = if_not_exists(releasedIn, :release)",
            ConditionExpression: "attribute_exists(pk)",
            ExpressionAttributeValues: { ":release": { S: releaseId } },
          }),
        );
      }
    },
  };
}
