/**
 * The part of the `programme` table in which two people sign that a campaign is counted a second time, after a fault of ours.
 * An engineer puts the item by hand, as the runbook says. Its key is the campaign, so that there is one recount at most.
 */
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { authorityCode, type CampaignKey, questionnaireId, waveId } from "../programme/campaign.ts";
import { type Item, itemsOf } from "./partition.ts";

const SHORTEST_REASON_IN_CHARACTERS = 20;

export interface Recount extends CampaignKey {
  /** Two different people. */
  readonly signedBy: readonly string[];
  readonly because: string;
}

/** An item that somebody put to have a campaign counted again does not say what it must. Names the places, never what stands there. */
export class DamagedRecount extends Error {
  override readonly name = "DamagedRecount";
  readonly item: string;
  readonly places: readonly string[];
  constructor(item: string, places: readonly string[]) {
    super(
      `the recount ${item} of the programme table is wrong at ${places.join(", ")}; put it again with the key wave#authority#questionnaire, signedBy as a list of two different names, and because as a text of ${SHORTEST_REASON_IN_CHARACTERS} characters or more, or delete it`,
    );
    this.item = item;
    this.places = places;
  }
}

export interface Recounts {
  /**
   * Every recount that was ever signed, by campaign.
   * @throws DamagedRecount
   */
  recounts(): Promise<Recount[]>;
}

const text = z.object({ S: z.string() }).transform(({ S }) => S.trim());

const recountItem = z.object({
  sk: z
    .object({ S: z.string() })
    .transform(({ S }) => {
      const [wave, authority, questionnaire, ...more] = S.split("#");
      return { wave, authority, questionnaire, ...(more.length > 0 && { more }) };
    })
    .pipe(z.strictObject({ wave: waveId, authority: authorityCode, questionnaire: questionnaireId })),
  signedBy: z
    .object({ L: z.array(text.pipe(z.string().min(2))).length(2) })
    .transform(({ L: names }) => names)
    .refine((names) => new Set(names.map((name) => name.toLowerCase())).size === 2),
  because: text.pipe(z.string().min(SHORTEST_REASON_IN_CHARACTERS)),
});

function readRecount(item: Item): Recount {
  const stored = recountItem.safeParse(item);
  if (!stored.success) {
    const places = stored.error.issues.map(({ path: [attribute] }) => String(attribute));
    throw new DamagedRecount(`recounts ${item.sk?.S}`, [...new Set(places)]);
  }
  const { sk, signedBy, because } = stored.data;
  return { ...sk, signedBy, because };
}

export function recountStore(client: DynamoDBClient, table: string): Recounts {
  return {
    async recounts() {
      return (await itemsOf(client, table, "recounts")).map(readRecount);
    },
  };
}
