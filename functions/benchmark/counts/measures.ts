/** What is counted of a questionnaire: each indicator and each derived measure, by bands. Each of them has a headline. */
import { type Headline, headlinesOf } from "#shared/survey/headlines.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";

export type Measure = Headline;

const prepared = new WeakMap<Questionnaire, readonly Measure[]>();

/** Indicators, then derived measures, each in the questionnaire's order and always the same object. */
export function measuresOf(questionnaire: Questionnaire): readonly Measure[] {
  const measures = prepared.get(questionnaire) ?? headlinesOf(questionnaire);
  prepared.set(questionnaire, measures);
  return measures;
}

/** The same measure in another questionnaire, or undefined where it is not asked there or not measured alike. */
export function sameMeasureIn(questionnaire: Questionnaire, { level, id, scale }: Measure): Measure | undefined {
  return measuresOf(questionnaire).find((other) => other.level === level && other.id === id && other.scale === scale);
}

/** Where the band that is quoted stands among the measure's. */
export function headlinePosition({ bands, headline }: Measure): number {
  return bands.indexOf(headline);
}
