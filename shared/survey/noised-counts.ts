/**
 * The noised counts of a campaign, and of a nation: all that is ever stored of how often an answer was given. Noise is in
 * every cell, so that they could be published as they are, and are. Only `addNoise` of the tally makes them, and the store
 * that wrote them gives them back; everything behind the tally takes nothing else.
 */
import * as z from "zod";
import { campaignDate } from "../programme/calendar.ts";
import { authorityCode, campaign, questionnaireId, waveId } from "../programme/campaign.ts";

declare const noised: unique symbol;

const ratio = z.strictObject({ numerator: z.int().min(0), denominator: z.int().positive() });
const variances = z.strictObject({ everybody: ratio, girlsAndBoys: ratio, nationOnly: ratio });

/** The policy by which the noise was drawn, with its variances: counts explain themselves when the policy has changed. */
const drawnBy = z.strictObject({
  policy: z.strictObject({ id: z.string(), version: z.int().positive() }),
  noise: z.strictObject({ questions: variances, derived: variances, ladderSteps: ratio }),
});

/** One measure in one group: a whole number a band, in the order of the bands, then those without a valid answer. May be negative. */
const cells = z.array(z.int()).min(2);

/** By indicator, which is one question of the questionnaire, and by derived measure. */
const groupCells = z.strictObject({
  indicators: z.record(z.string(), cells),
  derived: z.record(z.string(), cells),
});
export type GroupCells = z.infer<typeof groupCells>;

/** By `nameOfGroup`. */
const groups = z.record(z.string(), groupCells);

/** The night's day on which the counts were drawn: as of that day figures stand. */
const drawnOn = { asAt: campaignDate, ...drawnBy.shape };

export const noisedCounts = z.strictObject({
  campaign: campaign.pick({ wave: true, questionnaire: true, version: true }).extend({ authority: authorityCode }),
  ...drawnOn,
  /** How many responses were counted, exact: taking part is not protected. Published rounded. */
  responses: z.int().min(0),
  /** Everybody, girls and boys. */
  groups,
});
export type NoisedCounts = z.infer<typeof noisedCounts> & { readonly [noised]: true };

export const noisedNation = z.strictObject({
  survey: z.strictObject({ wave: waveId, questionnaire: questionnaireId, synthetic: z.boolean() }),
  /** The latest version of the questionnaire in the wave: says what is counted. */
  version: z.int().positive(),
  ...drawnOn,
  /** Codes of the authorities whose responses were counted. */
  authorities: z.array(authorityCode),
  /** The groups that no campaign counts. */
  groups,
  /** By item that is a ladder: a number a step, from 0 to 10. Everybody's. */
  ladders: z.record(z.string(), z.array(z.int()).length(11)),
});
export type NoisedNation = z.infer<typeof noisedNation> & { readonly [noised]: true };

/** A questionnaire in one wave; invented answers apart from real ones. */
export type Survey = NoisedNation["survey"];
