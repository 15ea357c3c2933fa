/** Which cells a questionnaire is counted in, and where each stands in a row of numbers. */
import { type DerivedMeasure, derivedMeasuresOf } from "#shared/survey/derived.ts";
import {
  answersOf,
  type Band,
  bandOfCode,
  bandsOf,
  type Item,
  itemsOf,
  type Questionnaire,
  type Scale,
} from "#shared/survey/questionnaire.ts";

/** The cells of one measure: its bands from `start` on, then those without a valid answer. */
export interface Cells {
  readonly id: string;
  readonly start: number;
  readonly size: number;
}

/** One question. */
export interface IndicatorCells extends Cells {
  readonly item: Item;
  /** Where each answer code belongs among the cells. */
  readonly placeOfCode: readonly number[];
}

export interface DerivedCells extends Cells {
  readonly measure: DerivedMeasure;
}

export interface Layout {
  readonly indicators: readonly IndicatorCells[];
  readonly derived: readonly DerivedCells[];
  /** Of a row that has every cell. */
  readonly length: number;
}

const prepared = new WeakMap<Questionnaire, Layout>();

/** In the questionnaire's order. An item and its indicator count alike, so that they are counted once. */
export function layoutOf(questionnaire: Questionnaire): Layout {
  const layout = prepared.get(questionnaire) ?? prepare(questionnaire);
  prepared.set(questionnaire, layout);
  return layout;
}

function prepare(questionnaire: Questionnaire): Layout {
  let length = 0;
  const allot = (id: string, bands: number): Cells => {
    const cells = { id, start: length, size: bands + 1 };
    length += cells.size;
    return cells;
  };
  const indicators = itemsOf(questionnaire).map((item) => ({
    ...allot(item.indicator, bandsOf(item.scale).length),
    item,
    placeOfCode: placesOf(item.scale),
  }));
  const derived = derivedMeasuresOf(questionnaire).map((measure) => ({
    ...allot(measure.id, measure.bands.length),
    measure,
  }));
  if (new Set(indicators.map(({ id }) => id)).size < indicators.length) {
    throw new RangeError(`two questions of ${questionnaire.id} share an indicator: an answer would be counted twice`);
  }
  return { indicators, derived, length };
}

/** A choice without a band is no valid answer, and stands where skipped questions do. */
function placesOf(scale: Scale): readonly number[] {
  const bands: readonly (Band | null)[] = bandsOf(scale);
  return Array.from({ length: answersOf(scale) }, (_, code) => {
    const place = bands.indexOf(bandOfCode(scale, code));
    return place < 0 ? bands.length : place;
  });
}
