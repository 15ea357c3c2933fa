/**
 * A figure before and after protection. A `Cell` knows counts; a `PublishableCell` can only be made by `protect`, and
 * where a figure is withheld it has no field that could hold one.
 */
import type { CampaignKey } from "../programme/campaign.ts";
import type { Domain } from "../survey/questionnaire.ts";
import type { Breakdown } from "../survey/tally.ts";

declare const protectedFromDisclosure: unique symbol;

/** Everybody, or one category of one breakdown. */
export type Group = { readonly breakdown: "total" } | { readonly breakdown: Breakdown; readonly category: string };

/** What a cell is about: one band of one item, indicator or derived measure, in one group of one campaign. */
export interface CellKey {
  readonly campaign: CampaignKey;
  readonly domain: Domain;
  readonly level: "item" | "indicator" | "derived";
  readonly measure: string;
  readonly group: Group;
  readonly band: string;
}

/** `count` of `base` valid answers lie in the band. */
export interface Share {
  readonly count: number;
  readonly base: number;
}

/** The same share over all other authorities whose figures are released: same questionnaire, measure, group and band. */
export interface PooledShare extends Share {
  /** Authorities in the pool, with or without an answer here. */
  readonly released: number;
  /** Those with at least one valid answer. */
  readonly authorities: number;
  /** Authorities that stand in with an earlier wave, because they have no released figures of this one. */
  readonly fromEarlierWaves: number;
  /** Valid answers of the authority that gave most. */
  readonly largestBase: number;
}

export interface Cell {
  readonly key: CellKey;
  readonly own: Share;
  readonly others: PooledShare;
}

/** From here to there, in the unit of the figure. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** Per cents are whole; bases are rounded as the policy says. */
export type PublishableFigure =
  | {
      readonly status: "exact";
      readonly base: number;
      readonly percent: number;
      /** Wilson score interval, 95%. */
      readonly interval: Interval;
      /** Wilson score interval, 99.8%. */
      readonly wideInterval: Interval;
    }
  | { readonly status: "coded"; readonly base: number; readonly atLeast: number; readonly atMost: number }
  | { readonly status: "confidential" };

interface PoolSize {
  readonly base: number;
  readonly authorities: number;
  readonly fromEarlierWaves: number;
}

/**
 * `authorities` counts all that are in the pool. How many of them have an answer here is not told: the pool of A and that
 * of B would differ by one where A has an answer and B has none, and so tell who has none.
 */
export type PublishablePool =
  | (PoolSize & { readonly status: "exact"; readonly percent: number })
  | (PoolSize & { readonly status: "coded"; readonly atLeast: number; readonly atMost: number })
  | { readonly status: "confidential" }
  /** There is no other authority to compare with. */
  | { readonly status: "not-applicable" };

export interface PublishableContent {
  readonly key: CellKey;
  readonly own: PublishableFigure;
  readonly others: PublishablePool;
}

export type PublishableCell = PublishableContent & { readonly [protectedFromDisclosure]: true };
