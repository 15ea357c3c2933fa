/**
 * What a questionnaire is made of. The four instruments are data of these shapes; the validator, the JSON that a front
 * end renders, the packed form in the table and the tallies all come from the same definition.
 */

export type QuestionnaireId = "ylyc-4-7" | "ylyc-8-11" | "ylyc-11-17" | "ylbc-16-25";

export type Language = "en" | "cy";

/** What is said to a person. English always; Welsh where it has been written. */
export interface Wording {
  readonly en: string;
  readonly cy?: string;
}

/**
 * A class of answers that is counted as one. Opinion scales use positive / middle / negative; ladders use the Office
 * for National Statistics' bands; items without a better end name their own.
 */
export type Band = string;

export type Face = "smiling" | "unsure" | "sad";

/** One answer that can be chosen. `band: null` marks a valid choice that is no answer: "prefer not to say", "does not apply". */
export interface Option {
  readonly id: string;
  readonly wording: Wording;
  readonly band: Band | null;
  /** Drawn beside the words for those who do not read yet. */
  readonly face?: Face;
}

/** Answers are the option's id. Bands are listed in the order in which tables show them, the favourable end first. */
export interface ChoiceScale {
  readonly kind: "choice";
  readonly bands: readonly Band[];
  readonly options: readonly Option[];
}

/** Answers are whole numbers from 0 to 10. Every number lies in exactly one band. */
export interface LadderScale {
  readonly kind: "ladder";
  readonly bands: readonly { readonly id: Band; readonly from: number; readonly to: number }[];
  readonly lowest: Wording;
  readonly highest: Wording;
}

export type Scale = ChoiceScale | LadderScale;

/** One question. Its id is the same in every instrument that asks it, whatever its wording there. */
export interface Item {
  readonly id: string;
  readonly indicator: string;
  readonly wording: Wording;
  readonly scale: Scale;
}

export type Domain = "relationships" | "resilience" | "rights" | "recovery" | "well-being";

/**
 * What a figure is about. The `headline` is the band whose share is quoted; `polarity` says whether a larger headline
 * share is better for children, worse, or neither.
 */
export interface Indicator {
  readonly id: string;
  readonly domain: Domain;
  readonly title: string;
  readonly headline: Band;
  readonly polarity: "higher-is-better" | "lower-is-better" | "neutral";
}

export interface AgeBand {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/** A box for words. Never part of a figure. */
export interface CommentBox {
  readonly id: string;
  readonly wording: Wording;
}

/** A published version never changes: answers are stored by the position of their item in `items`. */
export interface Questionnaire {
  readonly id: QuestionnaireId;
  readonly version: number;
  readonly title: Wording;
  readonly introduction: Wording;
  /** Who holds the pen: the youngest always answer together with an adult whom they trust. */
  readonly answeredBy: "child-with-trusted-adult" | "child-with-help-if-wanted" | "young-person";
  /** Whole years, both ends included. */
  readonly ages: { readonly from: number; readonly to: number };
  /** Cover `ages` without gap or overlap, in order. */
  readonly ageBands: readonly AgeBand[];
  /** Asked about the respondent beside the items. */
  readonly asksDisability: boolean;
  readonly sections: readonly { readonly domain: Domain; readonly title: Wording; readonly items: readonly Item[] }[];
  readonly comments: readonly CommentBox[];
}

/** Every item in its fixed order, which is the order of the packed answers. */
export function itemsOf(questionnaire: Questionnaire): readonly Item[] {
  return questionnaire.sections.flatMap((section) => section.items);
}

/** The bands of a scale in the order in which tables show them. */
export function bandsOf(scale: Scale): readonly Band[] {
  return scale.kind === "choice" ? scale.bands : scale.bands.map((band) => band.id);
}

/** How many different answers a scale has; an answer's code is its position among them, from 0. */
export function answersOf(scale: Scale): number {
  return scale.kind === "choice" ? scale.options.length : 11;
}

/** The band of the answer with this code, or null when the choice is no answer. */
export function bandOfCode(scale: Scale, code: number): Band | null {
  if (scale.kind === "choice") {
    const option = scale.options[code];
    if (option === undefined) throw new RangeError("no such answer code on this scale");
    return option.band;
  }
  const band = scale.bands.find(({ from, to }) => from <= code && code <= to);
  if (band === undefined) throw new RangeError("no such step on this ladder");
  return band.id;
}
