/** Counting, one response at a time. Only additions, so the order of the responses cannot matter. */
import { type DerivedMeasure, derivedMeasuresOf } from "#shared/survey/derived.ts";
import type { Judged } from "#shared/survey/judge.ts";
import {
  answersOf,
  type Band,
  bandOfCode,
  bandsOf,
  itemsOf,
  type Questionnaire,
  type Scale,
} from "#shared/survey/questionnaire.ts";
import type { ResponseContent } from "#shared/survey/response.ts";
import {
  type Breakdown,
  breakdowns,
  type GroupCounts,
  type GroupedCounts,
  type SetAsideReason,
  setAsideReason,
  type Tally,
} from "#shared/survey/tally.ts";
import { categoriesOf, categoryOf } from "./categories.ts";

type Level = "items" | "indicators" | "derived";

/** Where a measure's counts stand in a row of numbers: `size` counts from `start`, then those who skipped it. */
interface Slot {
  readonly level: Level;
  readonly id: string;
  readonly start: number;
  readonly size: number;
}

/** An item, counted by code and, as its indicator, by band. */
interface CountedItem {
  readonly id: string;
  /** Where each answer code belongs among the bands. */
  readonly bandPositions: readonly number[];
  readonly codes: Slot;
  readonly banded: Slot;
}

/** What the questionnaire counts, prepared once for all responses. */
interface Counted {
  readonly items: readonly CountedItem[];
  readonly derived: readonly { readonly measure: DerivedMeasure; readonly banded: Slot }[];
  readonly slots: readonly Slot[];
  /** Of a row that has every slot. */
  readonly length: number;
}

/** One row of numbers instead of a record a measure: a respondent is added to six groups, and looks no name up. */
interface Group {
  respondents: number;
  readonly counts: Uint32Array;
}

export interface Counting {
  readonly counted: Counted;
  readonly total: Group;
  readonly by: Readonly<Record<Breakdown, ReadonlyMap<string, Group>>>;
  readonly setAside: Record<SetAsideReason, number>;
  withdrawn: number;
  read: number;
}

/** No position: the answer is missing, or is a choice without a band. */
const NONE = -1;

/** All zeros: every item, indicator, derived measure and category that the questionnaire can give, in its own order. */
export function startCounting(questionnaire: Questionnaire): Counting {
  const counted = countedIn(questionnaire);
  const categories = categoriesOf(questionnaire);
  return {
    counted,
    total: emptyGroup(counted),
    by: eachBreakdown((breakdown) => new Map(categories[breakdown].map((category) => [category, emptyGroup(counted)]))),
    setAside: { "nothing-answered": 0, "age-outside-instrument": 0, unreadable: 0 },
    withdrawn: 0,
    read: 0,
  };
}

/** Keys in the order of `breakdowns`. */
function eachBreakdown<Value>(of: (breakdown: Breakdown) => Value): Record<Breakdown, Value> {
  return Object.fromEntries(breakdowns.map((breakdown) => [breakdown, of(breakdown)])) as Record<Breakdown, Value>;
}

function countedIn(questionnaire: Questionnaire): Counted {
  const slots = new Map<string, Slot>();
  let length = 0;
  // Items of one indicator would share a slot: the tally then does not add up, and no answer is lost in silence.
  const slotOf = (level: Level, id: string, size: number): Slot => {
    const known = slots.get(`${level}/${id}`);
    if (known !== undefined) return known;
    const slot = { level, id, start: length, size };
    slots.set(`${level}/${id}`, slot);
    length += size + 1;
    return slot;
  };
  const items = itemsOf(questionnaire).map(({ id, indicator, scale }) => {
    const bandPositions = bandPositionsOf(scale);
    return {
      id,
      bandPositions,
      codes: slotOf("items", id, bandPositions.length),
      banded: slotOf("indicators", indicator, bandsOf(scale).length),
    };
  });
  const derived = derivedMeasuresOf(questionnaire).map((measure) => ({
    measure,
    banded: slotOf("derived", measure.id, measure.bands.length),
  }));
  return { items, derived, slots: [...slots.values()], length };
}

function bandPositionsOf(scale: Scale): number[] {
  const bands: readonly (Band | null)[] = bandsOf(scale);
  return Array.from({ length: answersOf(scale) }, (_, code) => bands.indexOf(bandOfCode(scale, code)));
}

function emptyGroup({ length }: Counted): Group {
  return { respondents: 0, counts: new Uint32Array(length) };
}

export function countOne(counting: Counting, judged: Judged): void {
  counting.read += 1;
  if ("withdrawn" in judged) {
    counting.withdrawn += 1;
    return;
  }
  if ("setAside" in judged) {
    counting.setAside[judged.setAside] += 1;
    return;
  }
  const { about } = judged.response;
  const places = placesOf(counting.counted, judged.response);
  addTo(counting.total, places);
  for (const breakdown of breakdowns) addTo(counting.by[breakdown].get(categoryOf[breakdown](about)), places);
}

/** One place a measure. Worked out once a respondent, then added to each of the groups. */
function placesOf({ items, derived }: Counted, { answers }: ResponseContent): readonly number[] {
  const places: number[] = [];
  for (const { id, bandPositions, codes, banded } of items) {
    const code = answers.get(id) ?? NONE;
    places.push(placeIn(codes, code), placeIn(banded, bandPositions[code] ?? NONE));
  }
  for (const { measure, banded } of derived) {
    const band = measure.bandOf(answers);
    places.push(placeIn(banded, band === null ? NONE : measure.bands.indexOf(band)));
  }
  return places;
}

function placeIn({ start, size }: Slot, position: number): number {
  return start + (position === NONE ? size : position);
}

function addTo(group: Group | undefined, places: readonly number[]): void {
  if (group === undefined) throw new RangeError("no such category in this questionnaire");
  const { counts } = group;
  group.respondents += 1;
  for (const place of places) counts[place] = (counts[place] ?? 0) + 1;
}

function groupCountsOf({ slots }: Counted, { respondents, counts }: Group): GroupCounts {
  const at = (level: Level) =>
    Object.fromEntries(
      slots
        .filter((slot) => slot.level === level)
        .map(({ id, start, size }) => [
          id,
          { counts: [...counts.subarray(start, start + size)], skipped: counts[start + size] ?? 0 },
        ]),
    );
  return { respondents, items: at("items"), indicators: at("indicators"), derived: at("derived") };
}

/** The groups of everybody who was counted. */
export function groupedCountsOf({ counted, total, by }: Counting): GroupedCounts {
  return {
    total: groupCountsOf(counted, total),
    by: eachBreakdown((breakdown) =>
      Object.fromEntries(Array.from(by[breakdown], ([category, group]) => [category, groupCountsOf(counted, group)])),
    ),
  };
}

/**
 * Keys stand in a fixed order whatever came first, so that equal counts are equal bytes.
 * @param alike respondents in the largest group of answer sheets that are alike
 */
export function tallyOf(campaign: Tally["campaign"], counting: Counting, alike = 0): Tally {
  const { wave, authority, questionnaire, version } = campaign;
  const { total, setAside, withdrawn, read } = counting;
  return {
    campaign: { wave, questionnaire, version, authority },
    read,
    tallied: total.respondents,
    withdrawn,
    setAside: Object.fromEntries(setAsideReason.options.map((reason) => [reason, setAside[reason]])),
    alike,
    ...groupedCountsOf(counting),
  };
}
