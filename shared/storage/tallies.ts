/**
 * The private `tallies` bucket: `plans/<run>.json` and `tallies/<wave>/<authority>/<questionnaire>.json`.
 */
import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { CampaignKey } from "../programme/campaign.ts";
import { type Plan, plan } from "../programme/night.ts";
import { type Tally, tally } from "../survey/tally.ts";

/** An object that the night needs is not there. */
export class MissingObject extends Error {
  override readonly name = "MissingObject";
  readonly key: string;
  constructor(key: string) {
    super(`there is no object ${key}; run the night again from its start`);
    this.key = key;
  }
}

export interface Tallies {
  writePlan(plan: Plan): Promise<void>;
  /** @throws MissingObject */
  readPlan(runId: string): Promise<Plan>;
  /** Replaces the campaign's earlier tally. */
  write(tally: Tally): Promise<void>;
  /** @throws MissingObject */
  read(campaign: CampaignKey): Promise<Tally>;
}

export function talliesStore(client: S3Client, bucket: string): Tallies {
  const planKey = (runId: string) => `plans/${runId}.json`;
  const tallyKey = ({ wave, authority, questionnaire }: CampaignKey) =>
    `tallies/${wave}/${authority}/${questionnaire}.json`;

  async function write(key: string, value: unknown): Promise<void> {
    await client.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: JSON.stringify(value), ContentType: "application/json" }),
    );
  }

  async function read(key: string): Promise<unknown> {
    try {
      const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return JSON.parse((await body?.transformToString("utf-8")) ?? "null");
    } catch (error) {
      if (error instanceof Error && error.name === "NoSuchKey") throw new MissingObject(key);
      throw error;
    }
  }

  return {
    writePlan: (written) => write(planKey(written.runId), written),
    readPlan: async (runId) => plan.parse(await read(planKey(runId))),
    write: (written) => write(tallyKey(written.campaign), written),
    read: async (campaign) => tally.parse(await read(tallyKey(campaign))),
  };
}
