/**
 * The exact counts behind every cell that a campaign may have in the benchmarks, straight from its tally. This repeats
 * what the benchmark function computes, on purpose and by other means: a mistake must be made twice to be published.
 */
import { TOTAL } from "#shared/release/dataset.ts";
import { genders } from "#shared/survey/about.ts";
import { indicatorOf } from "#shared/survey/catalogue.ts";
import {
  answersOf,
  bandOfCode,
  bandsOf,
  type Item,
  itemsOf,
  type Questionnaire,
} from "#shared/survey/questionnaire.ts";
import type { GroupCounts, Tally } from "#shared/survey/tally.ts";

/** Which cell of its campaign a row of the benchmarks is. */
export interface CellCoordinates {
  readonly measure_level: string;
  readonly measure: string;
  readonly gender: string;
  readonly age_band: string;
  readonly band: string;
}

interface CellDefinition {
  readonly coordinates: CellCoordinates;
  readonly domain: string;
  readonly countsIn: (group: GroupCounts) => Counted;
}

interface Counted {
  readonly count: number;
  /** Valid answers, of all bands. */
  readonly base: number;
}

/** Every cell of a questionnaire, in a fixed order, and its position by name. */
export interface CellIndex {
  readonly cells: readonly CellDefinition[];
  readonly positions: ReadonlyMap<string, number>;
}

/** By position in the index. */
export interface ExactCells {
  readonly index: CellIndex;
  readonly counts: Int32Array;
  readonly bases: Int32Array;
}

export function nameOf({ measure_level, measure, gender, age_band, band }: CellCoordinates): string {
  return `${measure_level}/${measure}/${gender}/${age_band}/${band}`;
}

export function indexOf(questionnaire: Questionnaire): CellIndex {
  const groups = [
    { gender: TOTAL, age_band: TOTAL },
    ...[...genders.map(({ id }) => id), "unknown"].map((gender) => ({ gender, age_band: TOTAL })),
    ...[...questionnaire.ageBands.map(({ id }) => id), "unknown"].map((age_band) => ({ gender: TOTAL, age_band })),
  ];
  const cells = itemsOf(questionnaire)
    .flatMap((item) => [...itemCells(item), ...indicatorCells(item)])
    .flatMap(({ coordinates, ...rest }) =>
      groups.map((group) => ({ ...rest, coordinates: { ...coordinates, ...group } })),
    );
  return { cells, positions: new Map(cells.map(({ coordinates }, position) => [nameOf(coordinates), position])) };
}

/** Sums over the codes of each band; a choice without a band is no answer and enters no base. */
function itemCells({ id, indicator, scale }: Item) {
  const bandByCode = Array.from({ length: answersOf(scale) }, (_, code) => bandOfCode(scale, code));
  const sumWhere = (group: GroupCounts, wanted: (band: string | null) => boolean) =>
    bandByCode.reduce((sum, band, code) => sum + (wanted(band) ? (group.items[id]?.counts[code] ?? Number.NaN) : 0), 0);
  return bandsOf(scale).map((band) => ({
    coordinates: { measure_level: "item", measure: id, band },
    domain: indicatorOf(indicator).domain,
    countsIn: (group: GroupCounts): Counted => ({
      count: sumWhere(group, (other) => other === band),
      base: sumWhere(group, (other) => other !== null),
    }),
  }));
}

function indicatorCells({ indicator, scale }: Item) {
  return bandsOf(scale).map((band, position) => ({
    coordinates: { measure_level: "indicator", measure: indicator, band },
    domain: indicatorOf(indicator).domain,
    countsIn: (group: GroupCounts): Counted => {
      const counted = group.indicators[indicator];
      return {
        count: counted?.counts[position] ?? Number.NaN,
        base: counted === undefined ? Number.NaN : group.respondents - counted.skipped,
      };
    },
  }));
}

/** The tally was not made with the questionnaire of its campaign. */
export class TallyDoesNotFit extends Error {
  override readonly name = "TallyDoesNotFit";
  readonly measure: string;
  constructor(measure: string) {
    super(`a tally does not count ${measure} in every group; run the night again, so that it is counted anew`);
    this.measure = measure;
  }
}

/** @throws TallyDoesNotFit */
export function exactCells(tally: Tally, index: CellIndex): ExactCells {
  const counts = new Int32Array(index.cells.length);
  const bases = new Int32Array(index.cells.length);
  for (const [position, { coordinates, countsIn }] of index.cells.entries()) {
    const group = groupOf(tally, coordinates);
    const { count, base } = group === undefined ? { count: Number.NaN, base: Number.NaN } : countsIn(group);
    if (Number.isNaN(count + base)) throw new TallyDoesNotFit(coordinates.measure);
    counts[position] = count;
    bases[position] = base;
  }
  return { index, counts, bases };
}

function groupOf({ total, by }: Tally, { gender, age_band }: CellCoordinates): GroupCounts | undefined {
  if (gender !== TOTAL) return by.gender[gender];
  return age_band === TOTAL ? total : by.age_band[age_band];
}
