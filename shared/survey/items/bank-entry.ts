/**
 * The item bank fixes what stays the same wherever a thing is asked: the item's id, its indicator and its scale. A
 * questionnaire gives the wording, which grows up with the reader.
 */
import type { ChoiceScale, Item, Scale, Wording } from "../questionnaire.ts";

export interface BankEntry {
  readonly id: string;
  readonly indicator: string;
  readonly scale: Scale;
}

/** An entry that is also put to the youngest, who answer it on a scale of faces. */
export interface BankEntryForAll extends BankEntry {
  readonly scaleOfFaces: ChoiceScale;
}

/** The item in the words of one questionnaire. */
export function ask(entry: BankEntry, wording: Wording): Item {
  return { id: entry.id, indicator: entry.indicator, wording, scale: entry.scale };
}

/** The item as the youngest are asked it: yes, no or not sure, with faces. */
export function askWithFaces(entry: BankEntryForAll, wording: Wording): Item {
  return { id: entry.id, indicator: entry.indicator, wording, scale: entry.scaleOfFaces };
}

/** An item that is the only one of its indicator takes the indicator's id. */
export function measures(indicator: string, scale: Scale): BankEntry {
  return { id: indicator, indicator, scale };
}

/** The same for an item that is also put to the youngest. */
export function measuresForAll(indicator: string, scale: Scale, scaleOfFaces: ChoiceScale): BankEntryForAll {
  return { ...measures(indicator, scale), scaleOfFaces };
}
