/** Counts responses exactly, in memory. What it gives has no way out of this function but through `addNoise`. */
import { breakdowns, categoryOf, type Group, nameOfGroup } from "#shared/survey/breakdowns.ts";
import { answersOf, type Questionnaire } from "#shared/survey/questionnaire.ts";
import type { ResponseContent } from "#shared/survey/response.ts";
import { type Layout, layoutOf } from "./cells.ts";

declare const exact: unique symbol;

/** How often each answer was given, to the unit. */
export interface ExactCounts {
  readonly [exact]: true;
  readonly layout: Layout;
  /** By `nameOfGroup`: a row of the layout's cells. */
  readonly groups: ReadonlyMap<string, Uint32Array>;
  /** By item that is a ladder: everybody's steps, from 0 to 10. */
  readonly ladders: ReadonlyMap<string, Uint32Array>;
}

/** Counts the answers to one questionnaire in the groups that are asked for. Only adds, so that the order cannot matter. */
export class Counting {
  readonly #layout: Layout;
  readonly #groups: ReadonlyMap<string, Uint32Array>;
  readonly #ladders: ReadonlyMap<string, Uint32Array>;
  readonly #readings = new WeakMap<Questionnaire, Reading>();

  constructor(questionnaire: Questionnaire, groups: readonly Group[]) {
    const layout = layoutOf(questionnaire);
    this.#layout = layout;
    this.#groups = new Map(groups.map((group) => [nameOfGroup(group), new Uint32Array(layout.length)]));
    this.#ladders = new Map(
      layout.indicators
        .filter(({ item }) => item.scale.kind === "ladder")
        .map(({ item }) => [item.id, new Uint32Array(answersOf(item.scale))]),
    );
  }

  /** @param asked the version that the respondent answered; what it does not ask alike counts as no valid answer */
  add({ about, answers }: ResponseContent, asked: Questionnaire): void {
    const reading = this.#readings.get(asked) ?? readingOf(this.#layout, asked);
    this.#readings.set(asked, reading);
    const places = reading.placesOf(answers);
    const names = ["total", ...breakdowns.map((breakdown) => `${breakdown}/${categoryOf[breakdown](about)}`)];
    for (const name of names) {
      const row = this.#groups.get(name);
      if (row !== undefined) for (const place of places) increment(row, place);
    }
    for (const [id, steps] of this.#ladders) {
      const step = reading.itemsAlike.has(id) ? answers.get(id) : undefined;
      if (step !== undefined) increment(steps, step);
    }
  }

  counts(): ExactCounts {
    return { layout: this.#layout, groups: this.#groups, ladders: this.#ladders } as ExactCounts;
  }
}

function increment(row: Uint32Array, place: number): void {
  row[place] = (row[place] ?? 0) + 1;
}

/** How the answers to one version are counted in the cells of another, or of the same. */
interface Reading {
  /** One place a measure. */
  readonly placesOf: (answers: ResponseContent["answers"]) => readonly number[];
  /** Ids of the items that are asked on the very same scale. */
  readonly itemsAlike: ReadonlySet<string>;
}

function readingOf({ indicators, derived }: Layout, asked: Questionnaire): Reading {
  const own = layoutOf(asked);
  const asks = new Map(own.indicators.map(({ id, item }) => [id, item]));
  const derives = new Map(own.derived.map(({ id, measure }) => [id, measure]));
  const alike = indicators.filter(({ id, item }) => asks.get(id)?.scale === item.scale);
  const itemOf = new Map(alike.map((indicator) => [indicator, asks.get(indicator.id)?.id ?? ""]));
  return {
    itemsAlike: new Set(alike.map(({ item }) => item.id)),
    placesOf: (answers) => [
      ...indicators.map((indicator) => {
        const { start, size, placeOfCode } = indicator;
        const code = answers.get(itemOf.get(indicator) ?? "");
        return start + (code === undefined ? size - 1 : (placeOfCode[code] ?? size - 1));
      }),
      ...derived.map(({ id, start, size, measure: { bands } }) => {
        const band = derives.get(id)?.bandOf(answers) ?? null;
        return start + (band === null ? size - 1 : bands.indexOf(band));
      }),
    ],
  };
}
