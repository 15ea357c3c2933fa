/** What a questionnaire measures and for whom, and where each exact count of it stands in a flat row of numbers. */
import { genders, majorEthnicGroups, placements, timesInCare } from "#shared/survey/about.ts";
import { indicatorOf } from "#shared/survey/catalogue.ts";
import { type Headline, headlinesOf, type LadderMean, laddersOf } from "#shared/survey/headlines.ts";
import {
  answersOf,
  bandOfCode,
  bandsOf,
  type Item,
  itemsOf,
  type Questionnaire,
  type Scale,
} from "#shared/survey/questionnaire.ts";
import {
  type AuthorityBreakdown,
  authorityBreakdowns,
  type Breakdown,
  type GroupCounts,
} from "#shared/survey/tally.ts";

/** The valid answers of a group by band, and how many there are; undefined where the tally does not count the measure. */
type CountIn = (group: GroupCounts) => { readonly counts: readonly number[]; readonly base: number } | undefined;

export interface Measure {
  readonly level: "item" | "indicator" | "derived" | "ladder";
  readonly id: string;
  readonly domain: string;
  /** Of a ladder its steps, from 0. */
  readonly bands: readonly string[];
  readonly scale: Scale | undefined;
  /** Of indicators and derived measures. */
  readonly headline?: Headline;
  /** Of ladders, and the item of which it is the mean. */
  readonly ladder?: LadderMean;
  readonly item?: Measure | undefined;
  readonly countIn: CountIn;
}

/** Everybody, or one category of one breakdown. */
export interface Group {
  readonly breakdown: Breakdown | "total";
  readonly category: string;
}

/** A measure in a group: its bands have one base, and stand or fall together. */
export interface Block {
  readonly measure: Measure;
  readonly group: Group;
  /** Of its first band among all counts. */
  readonly start: number;
  /** Among the blocks. */
  readonly position: number;
}

export interface Layout {
  readonly questionnaire: Questionnaire;
  /** Items, indicators, derived measures, ladders. */
  readonly measures: readonly Measure[];
  /** Everybody, then every category of every breakdown. */
  readonly groups: readonly Group[];
  readonly blocks: readonly Block[];
  readonly countsInAll: number;
  /** @throws RangeError for a measure of another questionnaire */
  readonly blockOf: (measure: Measure, group: Group) => Block;
}

export const everybody: Group = { breakdown: "total", category: "" };
export const girls: Group = { breakdown: "gender", category: "girl" };
export const boys: Group = { breakdown: "gender", category: "boy" };

export function isOfAuthority({ breakdown }: Group): boolean {
  return breakdown === "total" || authorityBreakdowns.includes(breakdown as AuthorityBreakdown);
}

/** The groups of every breakdown that is wanted, breakdown by breakdown. */
export function breakdownsIn({ groups }: Layout, isWanted: (group: Group) => boolean): Group[][] {
  const categories = groups.filter((group) => group !== everybody && isWanted(group));
  return [...Map.groupBy(categories, ({ breakdown }) => breakdown).values()];
}

const nameOf = ({ breakdown, category }: Group) => `${breakdown}/${category}`;

export function layoutOf(questionnaire: Questionnaire): Layout {
  const measures = measuresOf(questionnaire);
  const groups = groupsOf(questionnaire);
  const places = new Map(groups.map((group, place) => [nameOf(group), place]));
  const firstBlocks = new Map<Measure, number>();
  const blocks: Block[] = [];
  let start = 0;
  for (const measure of measures) {
    firstBlocks.set(measure, blocks.length);
    for (const group of groups) {
      blocks.push({ measure, group, start, position: blocks.length });
      start += measure.bands.length;
    }
  }
  return {
    questionnaire,
    measures,
    groups,
    blocks,
    countsInAll: start,
    blockOf(measure, group) {
      const block = blocks[(firstBlocks.get(measure) ?? Number.NaN) + (places.get(nameOf(group)) ?? Number.NaN)];
      if (block === undefined) throw new RangeError("no such measure or group in this questionnaire");
      return block;
    },
  };
}

function measuresOf(questionnaire: Questionnaire): readonly Measure[] {
  const items = new Map(itemsOf(questionnaire).map((item) => [item.id, measureOf(item)]));
  return [
    ...items.values(),
    ...headlinesOf(questionnaire).map((headline): Measure => {
      const { level, id, domain, bands, scale } = headline;
      return { level, id, domain, bands, scale, headline, countIn: asCounted(level, id) };
    }),
    ...laddersOf(questionnaire).map((ladder): Measure => {
      const bands = Array.from({ length: 11 }, (_, step) => String(step));
      const { id, domain, scale } = ladder;
      return { level: "ladder", id, domain, bands, scale, ladder, item: items.get(id), countIn: byStep(id) };
    }),
  ];
}

function measureOf(item: Item): Measure {
  const { id, indicator, scale } = item;
  return {
    level: "item",
    id,
    domain: indicatorOf(indicator).domain,
    bands: bandsOf(scale),
    scale,
    countIn: byBand(item),
  };
}

function groupsOf({ ageBands }: Questionnaire): readonly Group[] {
  const ofBreakdown = (breakdown: Breakdown, categories: readonly { readonly id: string }[]) =>
    [...categories.map(({ id }) => id), "unknown"].map((category): Group => ({ breakdown, category }));
  return [
    everybody,
    ...ofBreakdown("gender", genders),
    ...ofBreakdown("age_band", ageBands),
    ...ofBreakdown("placement", placements),
    ...ofBreakdown("period_of_care_length", timesInCare),
    // "unknown" is one of the harmonised groups.
    ...Object.keys(majorEthnicGroups).map((category): Group => ({ breakdown: "ethnicity_major", category })),
  ];
}

/** Sums over the codes of each band; a choice without a band is no answer and enters no base. */
function byBand({ id, scale }: Item): CountIn {
  const bandByCode = Array.from({ length: answersOf(scale) }, (_, code) => bandOfCode(scale, code));
  const bands = bandsOf(scale);
  return ({ items }) => {
    const counted = items[id]?.counts;
    if (counted === undefined || counted.length !== bandByCode.length) return undefined;
    const sumWhere = (wanted: (band: string | null) => boolean) =>
      bandByCode.reduce((sum, band, code) => sum + (wanted(band) ? (counted[code] ?? 0) : 0), 0);
    return {
      counts: bands.map((band) => sumWhere((other) => other === band)),
      base: sumWhere((band) => band !== null),
    };
  };
}

function asCounted(level: "indicator" | "derived", id: string): CountIn {
  return ({ respondents, indicators, derived }) => {
    const counted = (level === "indicator" ? indicators : derived)[id];
    return counted && { counts: counted.counts, base: respondents - counted.skipped };
  };
}

function byStep(id: string): CountIn {
  return ({ respondents, items }) => {
    const counted = items[id];
    return counted && { counts: counted.counts, base: respondents - counted.skipped };
  };
}

/** The same measure in another questionnaire: same level and id, on the very same scale. Anything else is another measure. */
export function sameMeasureIn({ measures }: Layout, { level, id, scale }: Measure): Measure | undefined {
  return measures.find((other) => other.level === level && other.id === id && other.scale === scale);
}

/** For each block of one questionnaire the block of another that counts the same. */
export type Correspondence = (block: Block) => Block | "nobody" | undefined;

/** "nobody" where the other has no such category, undefined where it does not measure the same. */
export function correspondenceBetween(one: Layout, other: Layout): Correspondence {
  if (one === other) return (block) => block;
  const categories = new Set(other.groups.map(nameOf));
  const found = one.blocks.map(({ measure, group }) => {
    const same = sameMeasureIn(other, measure);
    if (same === undefined) return undefined;
    return categories.has(nameOf(group)) ? other.blockOf(same, group) : "nobody";
  });
  return ({ position }) => found[position];
}
