/** The figures that people quote: one share of each indicator and of each derived measure, and the mean of each ladder. */
import { indicatorOf } from "./catalogue.ts";
import { derivedMeasuresOf } from "./derived.ts";
import {
  type Band,
  bandsOf,
  type Domain,
  type Indicator,
  itemsOf,
  type LadderScale,
  type Questionnaire,
  type Scale,
} from "./questionnaire.ts";

export interface Headline {
  readonly level: "indicator" | "derived";
  readonly id: string;
  readonly domain: Domain;
  readonly title: string;
  /** The English question of the indicator's item in this questionnaire, or the definition of the derived measure. */
  readonly wording: string;
  readonly bands: readonly Band[];
  /** The band whose share is quoted. */
  readonly headline: Band;
  readonly polarity: Indicator["polarity"];
  /** The constant itself, for its identity says what is measured alike; undefined for a derived measure. */
  readonly scale: Scale | undefined;
}

/** The mean of a ladder from 0 to 10. */
export interface LadderMean {
  /** Of the item. */
  readonly id: string;
  readonly indicator: string;
  readonly domain: Domain;
  readonly title: string;
  readonly wording: string;
  readonly scale: LadderScale;
  /** Of the mean, which may be the opposite of the indicator's: low life satisfaction is worse, a low mean too. */
  readonly polarity: "higher-is-better" | "lower-is-better";
}

/** The indicators in the questionnaire's order, each once, then what is derived. */
export function headlinesOf(questionnaire: Questionnaire): readonly Headline[] {
  const indicators = new Map(itemsOf(questionnaire).map((item) => [item.indicator, item]));
  return [
    ...Array.from(indicators.values(), ({ indicator, wording, scale }): Headline => {
      const { id, domain, title, headline, polarity } = indicatorOf(indicator);
      return {
        level: "indicator",
        id,
        domain,
        title,
        wording: wording.en,
        bands: bandsOf(scale),
        headline,
        polarity,
        scale,
      };
    }),
    ...derivedMeasuresOf(questionnaire).map(
      ({ id, domain, title, definition, bands, headline, polarity }): Headline => ({
        level: "derived",
        id,
        domain,
        title,
        wording: definition,
        bands,
        headline,
        polarity,
        scale: undefined,
      }),
    ),
  ];
}

/**
 * Whether two figures measure the same thing alike and may stand side by side: the same indicator with the same headline
 * on the very same scale, whatever its wording; or the same definition of a derived measure.
 */
export function areComparable(one: Headline, other: Headline): boolean {
  if (one.level !== other.level || one.id !== other.id) return false;
  return one.level === "derived" || (one.scale === other.scale && one.headline === other.headline);
}

const means: Readonly<Record<string, Pick<LadderMean, "polarity"> & { readonly noun: string }>> = {
  "life-satisfaction": { noun: "Life satisfaction", polarity: "higher-is-better" },
  "happy-yesterday": { noun: "Happiness yesterday", polarity: "higher-is-better" },
  "things-worthwhile": { noun: "Things in life worthwhile", polarity: "higher-is-better" },
  "positive-about-future": { noun: "Being positive about the future", polarity: "higher-is-better" },
  "anxious-yesterday": { noun: "Anxiety yesterday", polarity: "lower-is-better" },
};

/** A questionnaire asks a ladder whose mean has no name and no better end yet: say both in this file. */
export class LadderWithoutTitle extends Error {
  override readonly name = "LadderWithoutTitle";
  readonly indicator: string;
  constructor(indicator: string) {
    super(`the mean of the ladder "${indicator}" has no title`);
    this.indicator = indicator;
  }
}

/**
 * In the questionnaire's order.
 * @throws LadderWithoutTitle
 */
export function laddersOf(questionnaire: Questionnaire): readonly LadderMean[] {
  return itemsOf(questionnaire).flatMap(({ id, indicator, wording, scale }): LadderMean[] => {
    if (scale.kind !== "ladder") return [];
    const mean = Object.hasOwn(means, indicator) ? means[indicator] : undefined;
    if (mean === undefined) throw new LadderWithoutTitle(indicator);
    return [
      {
        id,
        indicator,
        domain: indicatorOf(indicator).domain,
        title: `${mean.noun}, average of 0 to 10`,
        wording: wording.en,
        scale,
        polarity: mean.polarity,
      },
    ];
  });
}
