/** What can be counted in a tally: items, indicators, derived measures by band, ladders by step. */
import { indicatorOf } from "#shared/survey/catalogue.ts";
import { headlinesOf, laddersOf } from "#shared/survey/headlines.ts";
import {
  answersOf,
  bandOfCode,
  bandsOf,
  type Domain,
  itemsOf,
  type Questionnaire,
  type Scale,
} from "#shared/survey/questionnaire.ts";
import type { GroupCounts, MeasureCounts } from "#shared/survey/tally.ts";

export interface Measure {
  readonly level: "item" | "indicator" | "derived" | "ladder";
  readonly id: string;
  readonly domain: Domain;
  /** Of what `countsIn` counts, in its order: bands, or for a ladder its steps from 0. */
  readonly bands: readonly string[];
  /** Counted alike in two questionnaires where both have the very same scale. A derived measure has none: its id says it. */
  readonly scale: Scale | undefined;
  /**
   * Valid answers by position among `bands`.
   * @throws MeasureMissing
   */
  readonly countsIn: (group: GroupCounts) => readonly number[];
}

/** A tally without a measure that its questionnaire has: it was counted by other code than this. Count again. */
export class MeasureMissing extends Error {
  override readonly name = "MeasureMissing";
  readonly measure: string;
  constructor(measure: string) {
    super(`a tally does not count ${measure}; run the night again, so that it is counted anew`);
    this.measure = measure;
  }
}

function countsOf(measures: Readonly<Record<string, MeasureCounts>>, id: string): readonly number[] {
  const counted = measures[id];
  if (counted === undefined) throw new MeasureMissing(id);
  return counted.counts;
}

/** Answer codes summed into bands; a choice without a band is no answer. */
function byBand(scale: Scale): (counts: readonly number[]) => number[] {
  const bands = bandsOf(scale);
  return (counts) => {
    const sums = new Array<number>(bands.length).fill(0);
    for (const [code, count] of counts.entries()) {
      const band = bandOfCode(scale, code);
      const position = band === null ? -1 : bands.indexOf(band);
      if (position >= 0) sums[position] = (sums[position] ?? 0) + count;
    }
    return sums;
  };
}

function prepare(questionnaire: Questionnaire): readonly Measure[] {
  const items = itemsOf(questionnaire).map(({ id, indicator, scale }): Measure => {
    const inBands = byBand(scale);
    return {
      level: "item",
      id,
      domain: indicatorOf(indicator).domain,
      bands: bandsOf(scale),
      scale,
      countsIn: ({ items: counted }) => inBands(countsOf(counted, id)),
    };
  });
  const headlines = headlinesOf(questionnaire).map(
    ({ level, id, domain, bands, scale }): Measure => ({
      level,
      id,
      domain,
      bands,
      scale,
      countsIn: (group) => countsOf(level === "derived" ? group.derived : group.indicators, id),
    }),
  );
  const ladders = laddersOf(questionnaire).map(
    ({ id, domain, scale }): Measure => ({
      level: "ladder",
      id,
      domain,
      bands: Array.from({ length: answersOf(scale) }, (_, step) => String(step)),
      scale,
      countsIn: ({ items: counted }) => countsOf(counted, id),
    }),
  );
  return [...items, ...headlines, ...ladders];
}

const prepared = new WeakMap<Questionnaire, readonly Measure[]>();

/** Items, then indicators, then derived measures, then ladders, each in the questionnaire's order. */
export function measuresOf(questionnaire: Questionnaire): readonly Measure[] {
  const measures = prepared.get(questionnaire) ?? prepare(questionnaire);
  prepared.set(questionnaire, measures);
  return measures;
}

/**
 * The measure of a headline or a ladder.
 * @throws RangeError where the questionnaire has no such measure
 */
export function measureOf(questionnaire: Questionnaire, { level, id }: Pick<Measure, "level" | "id">): Measure {
  const measure = measuresOf(questionnaire).find((each) => each.level === level && each.id === id);
  if (measure === undefined) throw new RangeError("this questionnaire has no such measure");
  return measure;
}

/** The same measure in another questionnaire, or undefined where it is not asked there or not measured alike. */
export function sameMeasureIn(questionnaire: Questionnaire, { level, id, scale }: Measure): Measure | undefined {
  return measuresOf(questionnaire).find((other) => other.level === level && other.id === id && other.scale === scale);
}
