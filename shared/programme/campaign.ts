/** A campaign is one authority asking with one questionnaire in one wave: one open survey link, one window, one eligible number. */
import * as z from "zod";
import { campaignDate } from "./calendar.ts";

export const questionnaireId = z.enum(["ylyc-4-7", "ylyc-8-11", "ylyc-11-17", "ylbc-16-25"]);
export const waveId = z.string().regex(/^[0-9]{4}(-[a-z0-9]{1,12})?$/);
export const authorityCode = z.string().regex(/^[0-9]{3}$/);
/** As many as the children's services statistical neighbour benchmarking tool (NFER for the Department for Education) gives. */
export const MOST_STATISTICAL_NEIGHBOURS = 10;

/** What names a campaign, everywhere. */
export interface CampaignKey {
  readonly wave: string;
  readonly authority: string;
  readonly questionnaire: z.infer<typeof questionnaireId>;
}

export const authority = z.strictObject({
  /** The Department for Education's three-digit code, as text. */
  code: authorityCode,
  /** The Office for National Statistics' nine-character code. */
  onsCode: z.string().regex(/^E[0-9]{8}$/),
  /**
   * Stands in cells of the datasets, where the audit refuses what a spreadsheet would run or what is blank and so fails
   * the night of every authority: a letter first, no space last, no line end or other control character.
   */
  name: z
    .string()
    .min(2, { abort: true })
    .max(80, { abort: true })
    .regex(/^\p{L}[^\p{C}\p{Zl}\p{Zp}]*\S$/u),
  regionCode: z.string().regex(/^E12[0-9]{6}$/),
  regionName: z.string().min(2).max(40),
  /**
   * Consent to be named to other authorities as an example. The newest word counts: whoever applies a programme document
   * states consent for the campaigns in it, released ones too, and a document that is silent gives none. A campaign that
   * the document does not list keeps what was last said of it.
   */
  mayBeNamed: z.boolean().default(false),
  /**
   * Three-digit codes of similar authorities, nearest first, none of them twice nor the authority's own. They need not
   * take part in the programme.
   */
  statisticalNeighbours: z.array(authorityCode).max(MOST_STATISTICAL_NEIGHBOURS).default([]),
});
export type Authority = z.infer<typeof authority>;

export const campaign = z.strictObject({
  wave: waveId,
  authority,
  questionnaire: questionnaireId,
  version: z.int().positive(),
  /** First and last day on which submissions are taken, in London. */
  opens: campaignDate,
  closes: campaignDate,
  /** How many children were invited: the denominator of the response rate. */
  eligible: z.int().positive().max(100_000),
  languages: z.array(z.enum(["en", "cy"])).min(1),
  /** Invented answers, marked wherever they can be seen. */
  synthetic: z.boolean(),
  link: z.string(),
  /** Links that were replaced, the earliest first: nobody can answer by one, who answered by one can take that back. */
  formerLinks: z.array(z.string()).optional(),
  /** The counting mark: the day of the night that began to count the campaign. Taken away where the night holds it back. */
  counting: campaignDate.optional(),
  /** The release that first carried this campaign's figures. */
  releasedIn: z.string().optional(),
});
export type Campaign = z.infer<typeof campaign>;

/** Whether the campaign takes nothing more and its window is fixed: a night counts it, or has counted it. */
export function isSettled({ counting, releasedIn }: Pick<Campaign, "counting" | "releasedIn">): boolean {
  return counting !== undefined || releasedIn !== undefined;
}

/** How often the campaign's link was replaced. */
export function linksReplacedOf({ formerLinks = [] }: Pick<Campaign, "formerLinks">): number {
  return formerLinks.length;
}

export function keyOf(campaign: Campaign): CampaignKey {
  return { wave: campaign.wave, authority: campaign.authority.code, questionnaire: campaign.questionnaire };
}

/** `wave#authority#questionnaire`: the partition of a campaign's responses. */
export function partitionOf({ wave, authority, questionnaire }: CampaignKey): string {
  return `${wave}#${authority}#${questionnaire}`;
}
