/**
 * As much of a document as can be read. A document with a mistake in its shape is still judged as a whole, so that its
 * author hears of everything at once: each rule looks at the fields that it needs and is silent where one is illegible.
 */
import * as z from "zod";
import { type CampaignKey, questionnaireId, waveId } from "#shared/programme/campaign.ts";
import { documentAuthority, documentCampaign } from "#shared/programme/document.ts";
import { pointerTo } from "./problem.ts";

const field = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
const list = <Schema extends z.ZodType>(schema: Schema) => z.array(schema).catch([]);

const authority = z
  .object({
    code: field(documentAuthority.shape.code),
    onsCode: field(documentAuthority.shape.onsCode),
    name: field(documentAuthority.shape.name),
    statisticalNeighbours: list(field(documentAuthority.shape.code)),
  })
  .catch({ statisticalNeighbours: [] });

const campaign = z
  .object({
    authority: field(documentCampaign.shape.authority),
    questionnaire: field(questionnaireId),
    version: field(documentCampaign.shape.version),
    opens: field(documentCampaign.shape.opens),
    closes: field(documentCampaign.shape.closes),
    linksReplaced: field(documentCampaign.shape.linksReplaced),
    languages: field(documentCampaign.shape.languages),
  })
  .catch({});
type LegibleCampaign = z.infer<typeof campaign>;

const wave = z.object({ id: field(waveId), campaigns: list(campaign) }).catch({ campaigns: [] });

const document = z
  .object({
    synthetic: field(z.boolean()),
    allowedOrigins: list(field(z.string())),
    authorities: list(authority),
    waves: list(wave),
  })
  .catch({ allowedOrigins: [], authorities: [], waves: [] });
export type LegibleDocument = z.infer<typeof document>;

/** Positions in lists are those of the document. */
export function legible(written: unknown): LegibleDocument {
  return document.parse(written);
}

export interface PlacedCampaign {
  readonly pointer: string;
  readonly campaign: LegibleCampaign;
  /** Absent where a part of it is illegible. */
  readonly key?: CampaignKey;
}

/** Every campaign with its place, in the document's order. */
export function campaignsIn({ waves }: LegibleDocument): PlacedCampaign[] {
  return waves.flatMap(({ id, campaigns }, waveIndex) =>
    campaigns.map((campaign, index) => {
      const { authority, questionnaire } = campaign;
      const pointer = pointerTo(["waves", waveIndex, "campaigns", index]);
      return id === undefined || authority === undefined || questionnaire === undefined
        ? { pointer, campaign }
        : { pointer, campaign, key: { wave: id, authority, questionnaire } };
    }),
  );
}
