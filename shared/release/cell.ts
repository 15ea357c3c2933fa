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

/** In whole per cent. */
export interface PercentRange {
  readonly atLeast: number;
  readonly atMost: number;
}

/** Whole answers, both ends included. */
export interface CountRange {
  readonly lowest: number;
  readonly highest: number;
}

/** What the protection of its table leaves of a count: the figure, a range with the counts that it leaves possible, or nothing. */
export type ShownAs =
  | { readonly status: "exact" }
  | ({ readonly status: "range" } & PercentRange & CountRange)
  | { readonly status: "hidden" };

/** An authority's own share. */
export interface OwnShare extends Share {
  readonly shown: ShownAs;
}

/**
 * The same share over all other authorities whose figures are released: same questionnaire, measure, group and band. Its
 * count is a range where the own share is one.
 */
export interface PooledShare {
  readonly lowest: number;
  readonly highest: number;
  readonly base: number;
  /** Nothing may be said of it, because nothing is said of the own share. */
  readonly isHidden: boolean;
  /** Part of the counts is rounded to a multiple of this; 0 where none is. */
  readonly step: number;
  /** Authorities in the pool, with or without an answer here. */
  readonly released: number;
  /** Those with at least one valid answer. */
  readonly authorities: number;
  /** Authorities that stand in with an earlier wave, because they have no released figures of this one. */
  readonly fromEarlierWaves: number;
  /** Valid answers, exact. */
  readonly answers: number;
  /** Valid answers of the authority that gave most. */
  readonly largestBase: number;
}

export interface Cell {
  readonly key: CellKey;
  readonly own: OwnShare;
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
