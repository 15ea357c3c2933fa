/** Which share of which campaign a row of the benchmarks is about. */
import { TOTAL } from "#shared/release/dataset.ts";
import { type CountedCampaign, campaignOfRow, type Gathered } from "./evidence.ts";
import { type Block, isOfAuthority, type Layout } from "./layout.ts";
import type { FieldsOf } from "./rule.ts";

export interface BenchmarksCell {
  readonly known: CountedCampaign;
  readonly block: Block;
  /** By position among the measure's bands. */
  readonly band: number;
  /** Among all cells of the campaign. */
  readonly position: number;
}

type Place = Omit<BenchmarksCell, "known">;

const placesByLayout = new WeakMap<Layout, ReadonlyMap<string, Place>>();

type Coordinates = Pick<FieldsOf<"benchmarks.csv">, "measure_level" | "measure" | "gender" | "age_band" | "band">;

const nameOf = ({ measure_level, measure, gender, age_band, band }: Coordinates) =>
  `${measure_level}/${measure}/${gender}/${age_band}/${band}`;

/** Every item, indicator and derived measure, for everybody and the groups of an authority's own figures, by band. */
export function benchmarksPlaces(layout: Layout): ReadonlyMap<string, Place> {
  const places = placesByLayout.get(layout) ?? new Map(placesIn(layout));
  placesByLayout.set(layout, places);
  return places;
}

function placesIn({ blocks }: Layout): [string, Place][] {
  return blocks
    .filter(({ measure, group }) => measure.level !== "ladder" && isOfAuthority(group))
    .flatMap((block) => block.measure.bands.map((name, band) => ({ block, band, name })))
    .map(({ block, band, name }, position) => {
      const { breakdown, category } = block.group;
      const coordinates = {
        measure_level: block.measure.level,
        measure: block.measure.id,
        gender: breakdown === "gender" ? category : TOTAL,
        age_band: breakdown === "age_band" ? category : TOTAL,
        band: name,
      };
      return [nameOf(coordinates), { block, band, position }];
    });
}

/** Undefined for a row of no known campaign or cell, which is a finding of one rule alone. */
export function benchmarksCellOf(fields: FieldsOf<"benchmarks.csv">, evidence: Gathered): BenchmarksCell | undefined {
  const known = campaignOfRow(fields, evidence);
  const place = known && benchmarksPlaces(known.exact.layout).get(nameOf(fields));
  return known && place && { known, ...place };
}
