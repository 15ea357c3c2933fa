/** Counting, one response at a time. Only additions, so the order of the responses cannot matter. */
import { genders } from "#shared/survey/about.ts";
import {
  answersOf,
  type Band,
  bandOfCode,
  bandsOf,
  type Item,
  itemsOf,
  type Questionnaire,
} from "#shared/survey/questionnaire.ts";
import type { KeptAbout, ResponseContent } from "#shared/survey/response.ts";
import {
  type Breakdown,
  type GroupCounts,
  type MeasureCounts,
  type SetAsideReason,
  setAsideReason,
  type Tally,
} from "#shared/survey/tally.ts";
import type { Judged } from "./judge.ts";

type Mutable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };

/** An item with what is looked up for every response: where each answer code falls among the bands, -1 for no answer. */
interface CountedItem {
  readonly id: string;
  readonly indicator: string;
  readonly bandPositions: readonly number[];
  readonly bands: number;
}

export interface Counting {
  readonly items: readonly CountedItem[];
  readonly total: GroupCounts;
  readonly by: Record<Breakdown, Record<string, GroupCounts>>;
  readonly setAside: Record<SetAsideReason, number>;
  read: number;
}

const UNKNOWN = "unknown";

/** All zeros: every item, indicator and category that the questionnaire can give, in its own order. */
export function startCounting(questionnaire: Questionnaire): Counting {
  const items = itemsOf(questionnaire).map(countedItem);
  const empty = (categories: readonly { readonly id: string }[]) =>
    Object.fromEntries([...categories.map(({ id }) => id), UNKNOWN].map((id) => [id, emptyGroup(items)]));
  return {
    items,
    total: emptyGroup(items),
    by: { gender: empty(genders), age_band: empty(questionnaire.ageBands) },
    setAside: { "nothing-answered": 0, unreadable: 0 },
    read: 0,
  };
}

function countedItem({ id, indicator, scale }: Item): CountedItem {
  const bands: readonly (Band | null)[] = bandsOf(scale);
  const bandPositions = Array.from({ length: answersOf(scale) }, (_, code) => bands.indexOf(bandOfCode(scale, code)));
  return { id, indicator, bandPositions, bands: bands.length };
}

function emptyGroup(items: readonly CountedItem[]): GroupCounts {
  const zeros = (length: number): MeasureCounts => ({ counts: new Array<number>(length).fill(0), skipped: 0 });
  return {
    respondents: 0,
    items: Object.fromEntries(items.map((item) => [item.id, zeros(item.bandPositions.length)])),
    indicators: Object.fromEntries(items.map((item) => [item.indicator, zeros(item.bands)])),
  };
}

export function countOne(counting: Counting, judged: Judged): void {
  counting.read += 1;
  if ("setAside" in judged) {
    counting.setAside[judged.setAside] += 1;
    return;
  }
  for (const group of groupsOf(counting, judged.response.about)) addTo(group, counting.items, judged.response);
}

/** Everybody, and the respondent's category of each breakdown. */
function groupsOf({ total, by }: Counting, about: KeptAbout): readonly (GroupCounts | undefined)[] {
  return [total, by.gender[about.gender], by.age_band[about.ageBand]];
}

function addTo(group: GroupCounts | undefined, items: readonly CountedItem[], { answers }: ResponseContent): void {
  if (group === undefined) throw new RangeError("no such category in this questionnaire");
  group.respondents += 1;
  for (const item of items) {
    const code = answers.get(item.id);
    addOne(group.items[item.id], code);
    addOne(group.indicators[item.indicator], code === undefined ? undefined : item.bandPositions[code]);
  }
}

function addOne(measure: Mutable<MeasureCounts> | undefined, position: number | undefined): void {
  if (measure === undefined) throw new RangeError("no such measure in this questionnaire");
  if (position === undefined || position < 0) measure.skipped += 1;
  else measure.counts[position] = (measure.counts[position] ?? 0) + 1;
}

/** Keys stand in a fixed order whatever came first, so that equal counts are equal bytes. */
export function tallyOf(campaign: Tally["campaign"], { total, by, setAside, read }: Counting): Tally {
  const { wave, authority, questionnaire, version } = campaign;
  return {
    campaign: { wave, questionnaire, version, authority },
    read,
    tallied: total.respondents,
    setAside: Object.fromEntries(setAsideReason.options.map((reason) => [reason, setAside[reason]])),
    total,
    by,
  };
}
