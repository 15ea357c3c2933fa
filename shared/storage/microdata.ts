/**
 * The `microdata` bucket: `owner/<wave>/<questionnaire>-v<version>/...` for the owner's people alone, `shared/...` for
 * researchers too. An edition is its records, a page for people and a report; the report is written last, and where it
 * lies the edition is complete and never changes.
 */
import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import { questionnaireId, waveId } from "../programme/campaign.ts";
import { MissingObject, parseObject, unlessMissing } from "./objects.ts";

/** The owner's edition first: the shared one is made from it. */
export const tiers = ["owner", "shared"] as const;
export type Tier = (typeof tiers)[number];

/** One file of records: of one instrument, in one wave, for one kind of reader. */
export interface EditionKey {
  readonly tier: Tier;
  readonly wave: string;
  readonly questionnaire: z.infer<typeof questionnaireId>;
  readonly version: number;
}

const whole = z.int().min(0);
const share = z.number().min(0).max(1);

/**
 * How anonymous the records are, and what it cost. How many were left out, and how far a class is from all, would be
 * equations for the answers that were left out: neither is accepted as it was counted.
 */
const risk = z.strictObject({
  records: whole,
  suppressed: z.string().regex(/^(?:none|under [1-9][0-9]*0)$/),
  k: whole,
  classes: whole,
  prosecutorRisk: z.strictObject({ average: share, highest: share }),
  loss: share,
  quasiIdentifiers: z
    .array(z.strictObject({ name: z.string(), level: whole, levelName: z.string(), isGeneralised: z.boolean() }))
    .readonly(),
  sensitive: z.array(z.strictObject({ name: z.string(), l: whole, t: share.multipleOf(0.05) })).readonly(),
});

const about = {
  tier: z.enum(tiers),
  wave: waveId,
  questionnaire: questionnaireId,
  version: z.int().positive(),
  notice: z.string(),
  dataOrigin: z.string(),
  policy: z.strictObject({
    id: z.string(),
    version: z.int().positive(),
    k: whole,
    l: whole,
    t: share,
    suppressionLimit: share,
    fewestRecords: whole,
  }),
};

export const riskReport = z.discriminatedUnion("released", [
  z.strictObject({
    ...about,
    released: z.literal(true),
    file: z.strictObject({ path: z.string(), rows: whole, bytes: whole, sha256: z.string() }),
    risk,
    /** In words, an attribute each. */
    generalised: z.array(z.string()).readonly(),
  }),
  z.strictObject({ ...about, released: z.literal(false), reason: z.string() }),
]);
export type EditionReport = z.infer<typeof riskReport>;

export const RECORDS = "records.csv";
export const PAGE = "README.md";
export const REPORT = "risk-report.json";

export interface EditionFile {
  readonly path: typeof RECORDS | typeof PAGE;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface Microdata {
  /**
   * Undefined as long as the edition is not complete.
   * @throws DamagedObject
   */
  report(edition: EditionKey): Promise<EditionReport | undefined>;
  /** Replaces what an edition that was not completed may have left. */
  write(edition: EditionKey, file: EditionFile): Promise<void>;
  /** The last step: from now on the edition is complete. */
  complete(report: EditionReport): Promise<void>;
}

const keyOf = ({ tier, wave, questionnaire, version }: EditionKey, path: string) =>
  `${tier}/${wave}/${questionnaire}-v${version}/${path}`;

export function microdataStore(client: S3Client, bucket: string): Microdata {
  async function read(key: string): Promise<string> {
    try {
      const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return (await body?.transformToString("utf-8")) ?? "";
    } catch (error) {
      if (error instanceof Error && error.name === "NoSuchKey") throw new MissingObject(key);
      throw error;
    }
  }

  return {
    async report(edition) {
      const key = keyOf(edition, REPORT);
      const text = await unlessMissing(read(key));
      return text === undefined ? undefined : parseObject(key, riskReport, text);
    },
    async write(edition, { path, contentType, bytes }) {
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: keyOf(edition, path), Body: bytes, ContentType: contentType }),
      );
    },
    async complete(report) {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: keyOf(report, REPORT),
          Body: `${JSON.stringify(riskReport.parse(report), null, 2)}\n`,
          ContentType: "application/json",
        }),
      );
    },
  };
}
