/** Measures that are worked out for each respondent from several answers, by named definitions. */
import { type Domain, type Item, itemsOf, type Questionnaire } from "./questionnaire.ts";
import { yourLifeYourCare4To7 } from "./questionnaires/ylyc-4-7.ts";
import type { AnswerCodes } from "./response.ts";
import { ladder } from "./scales.ts";

const lowWellBeingBands = ["low", "not-low"] as const;
type LowWellBeingBand = (typeof lowWellBeingBands)[number];

/**
 * A definition under its id. The id goes with every figure; an id never changes its meaning: another rule, or the same
 * rule over other items, is another id.
 */
export interface DerivedMeasureDefinition {
  readonly id: string;
  readonly title: string;
  readonly domain: Domain;
  /** In the order in which a tally counts them. */
  readonly bands: typeof lowWellBeingBands;
  readonly headline: "low";
  readonly polarity: "lower-is-better";
  /** The rule in words, one sentence. */
  readonly definition: string;
}

/** A definition made ready for one questionnaire. */
export interface DerivedMeasure extends DerivedMeasureDefinition {
  /** What it is worked out from, in the questionnaire's order. */
  readonly items: readonly Item[];
  /** Null where too little was answered. */
  readonly bandOf: (answers: AnswerCodes) => LowWellBeingBand | null;
}

/** A definition with the items that it needs and the rule over them. */
interface Rule {
  readonly measure: DerivedMeasureDefinition;
  /** None where the questionnaire does not have what the rule needs. */
  readonly itemsIn: (questionnaire: Questionnaire) => readonly Item[];
  readonly bandOf: (items: readonly Item[]) => DerivedMeasure["bandOf"];
}

const lowWellBeing = {
  title: "Has low well-being overall",
  domain: "well-being",
  bands: lowWellBeingBands,
  headline: "low",
  polarity: "lower-is-better",
} as const;

const LADDERS: readonly string[] = [
  "life-satisfaction",
  "happy-yesterday",
  "things-worthwhile",
  "positive-about-future",
];
const LEAST_LADDERS = 3;
const HIGHEST_LOW_STEP = 4;

/**
 * The programme publishes no rule; this is the default of ours. Anxiety is left out: it is not asked of those in care, and
 * one id must mean one thing in both instruments that have ladders. Whole numbers, because the mean of 4, 4 and 4 must be
 * low in every arithmetic.
 */
const byLadders: Rule = {
  measure: {
    ...lowWellBeing,
    id: "low-well-being-by-ladders",
    definition:
      "The mean of the answered ladders among life satisfaction, happiness yesterday, things in life worthwhile and being positive about the future is 4 or lower; without an answer to at least three of the four there is no figure for the respondent.",
  },
  itemsIn: (questionnaire) => {
    const ladders = itemsOf(questionnaire).filter(({ id, scale }) => LADDERS.includes(id) && scale === ladder);
    return ladders.length < LEAST_LADDERS ? [] : ladders;
  },
  bandOf: (items) => {
    const ids = items.map(({ id }) => id);
    return (answers) => {
      let answered = 0;
      let sum = 0;
      for (const id of ids) {
        const step = answers.get(id);
        if (step === undefined) continue;
        answered += 1;
        sum += step;
      }
      if (answered < LEAST_LADDERS) return null;
      return sum <= HIGHEST_LOW_STEP * answered ? "low" : "not-low";
    };
  },
};

/** Version 1 for ever: the core is what the youngest were first asked about themselves. */
const CORE_ITEMS: ReadonlySet<string> = new Set(itemsOf(yourLifeYourCare4To7).map(({ id }) => id));
const INSTRUMENTS_WITH_A_CORE: readonly string[] = ["ylyc-4-7", "ylyc-8-11"];

/**
 * The programme publishes no rule; this is the default of ours, taken literally: half of the core items that the
 * questionnaire asks, not half of those that were answered. So the same number of negative answers makes every child of
 * an instrument low, and a skipped question never does.
 */
const byCoreItems: Rule = {
  measure: {
    ...lowWellBeing,
    id: "low-well-being-by-core-items",
    definition:
      "The answers to at least half of the core items, which are all that children of 4 to 7 are asked about themselves, are negative; without a valid answer to at least half of the core items there is no figure for the respondent.",
  },
  itemsIn: (questionnaire) =>
    INSTRUMENTS_WITH_A_CORE.includes(questionnaire.id)
      ? itemsOf(questionnaire).filter(
          ({ id, scale }) => CORE_ITEMS.has(id) && scale.kind === "choice" && scale.bands.includes("negative"),
        )
      : [],
  bandOf: (items) => {
    const core = items.map(({ id, scale }) => ({
      id,
      bandByCode: scale.kind === "choice" ? scale.options.map(({ band }) => band) : [],
    }));
    return (answers) => {
      let answered = 0;
      let negative = 0;
      for (const { id, bandByCode } of core) {
        const code = answers.get(id);
        const band = code === undefined ? null : (bandByCode[code] ?? null);
        if (band === null) continue;
        answered += 1;
        if (band === "negative") negative += 1;
      }
      if (2 * answered < core.length) return null;
      return 2 * negative >= core.length ? "low" : "not-low";
    };
  },
};

/** In this order of preference: a questionnaire has low well-being by one definition only. */
const rules: readonly Rule[] = [byLadders, byCoreItems];

/** Every definition, for the notes on method. */
export const derivedMeasureDefinitions: readonly DerivedMeasureDefinition[] = rules.map(({ measure }) => measure);

const prepared = new WeakMap<Questionnaire, readonly DerivedMeasure[]>();

function prepare(questionnaire: Questionnaire): readonly DerivedMeasure[] {
  for (const { measure, itemsIn, bandOf } of rules) {
    const items = itemsIn(questionnaire);
    if (items.length > 0) return [{ ...measure, items, bandOf: bandOf(items) }];
  }
  return [];
}

/** What is derived from this questionnaire: nothing, or low well-being by the one definition that fits it. Made once. */
export function derivedMeasuresOf(questionnaire: Questionnaire): readonly DerivedMeasure[] {
  const measures = prepared.get(questionnaire) ?? prepare(questionnaire);
  prepared.set(questionnaire, measures);
  return measures;
}
