/**
 * SYNTHETIC records in the shape of the Adult census data that the literature on anonymisation measures itself by: nine
 * quasi-identifiers, with hierarchies of its heights and nearly its shares, and two invented sensitive answers.
 */
import { type Hierarchy, hierarchyOf } from "#functions/generalise/anonymity/hierarchy.ts";
import type {
  MicrodataRecord,
  QuasiIdentifier,
  SensitiveAttribute,
} from "#functions/generalise/anonymity/microdata.ts";
import { chanceOf } from "../../../journey/synthetic/chance.ts";

/** Value, weight, then its generalisations below the top. */
type Row = readonly [string, number, ...string[]];

const attributes: Readonly<Record<string, readonly Row[]>> = {
  sex: [
    ["male", 67],
    ["female", 33],
  ],
  age: Array.from({ length: 74 }, (_, place): Row => {
    const age = 17 + place;
    const band = (years: number) =>
      `${years * Math.floor(age / years)} to ${years * Math.floor(age / years) + years - 1}`;
    return [String(age), age < 50 ? 24 : Math.max(1, Math.round(24 * 0.93 ** (age - 50))), band(5), band(10), band(20)];
  }),
  race: [
    ["race-1", 86],
    ["race-2", 9],
    ["race-3", 3],
    ["race-4", 1],
    ["race-5", 1],
  ],
  "marital-status": [
    ["married", 46, "spouse"],
    ["married-armed-forces", 1, "spouse"],
    ["married-absent", 1, "no spouse"],
    ["never-married", 32, "no spouse"],
    ["divorced", 14, "no spouse"],
    ["separated", 3, "no spouse"],
    ["widowed", 3, "no spouse"],
  ],
  education: [1, 1, 1, 2, 2, 3, 4, 2, 32, 22, 4, 4, 16, 5, 2, 1].map((weight, place): Row => {
    const stage = place < 4 ? "primary" : place < 9 ? "secondary" : place < 12 ? "further" : "higher";
    return [`education-${place + 1}`, weight, stage, place < 9 ? "school" : "beyond school"];
  }),
  "native-country": Array.from({ length: 41 }, (_, place): Row => {
    return [`country-${place + 1}`, place === 0 ? 910 : place === 1 ? 20 : 2, `continent-${place % 5}`];
  }),
  "work-class": [74, 8, 4, 3, 7, 4, 1, 1].map((weight, place): Row => {
    return [`work-class-${place + 1}`, weight, place < 3 ? "private" : place < 6 ? "public" : "none"];
  }),
  occupation: [13, 13, 13, 12, 12, 11, 6, 5, 5, 4, 3, 2, 1, 1].map((weight, place): Row => {
    return [`occupation-${place + 1}`, weight, `sector-${place % 4}`];
  }),
  salary: [
    ["up to 50k", 75],
    ["over 50k", 25],
  ],
};

const hierarchyFrom = (rows: readonly Row[]): Hierarchy =>
  hierarchyOf({
    levels: ["exact", ...(rows[0]?.slice(2).map((_, place) => `level ${place + 1}`) ?? []), "any"],
    rows: rows.map(([value, , ...generalisations]) => [value, ...generalisations, "*"]),
  });

/** 2 x 5 x 2 x 3 x 4 x 3 x 3 x 3 x 2 = 12,960 nodes. */
export const adultQuasiIdentifiers: readonly QuasiIdentifier[] = Object.entries(attributes).map(([name, rows]) => ({
  name,
  hierarchy: hierarchyFrom(rows),
}));

export const adultSensitive: readonly SensitiveAttribute[] = [
  { name: "ladder", order: "ordinal", values: Array.from({ length: 11 }, (_, rung) => String(rung)) },
  { name: "kind", order: "nominal", values: ["one", "other", "third"] },
];

/** The same size and seed give the same records. Education goes with salary and age with the ladder, a little. */
export function adultLikeRecords(size: number, seed: number): MicrodataRecord[] {
  const chance = chanceOf(seed, "adult-like");
  const pick = (rows: readonly Row[]) => chance.weighted(rows.map(([value, weight]) => [value, weight] as const));
  return Array.from({ length: size }, () => {
    const record = Object.fromEntries(Object.entries(attributes).map(([name, rows]) => [name, pick(rows)]));
    const isHigher = Number(record.education?.slice("education-".length)) > 12;
    if (isHigher && chance.happens(0.3)) record.salary = "over 50k";
    const rung = Math.round(7 + 1.8 * chance.normal() - Number(record.age) / 80);
    const answers = {
      ladder: chance.happens(0.05) ? undefined : String(Math.min(10, Math.max(0, rung))),
      kind: chance.happens(0.05)
        ? undefined
        : chance.weighted([
            ["one", 5],
            ["other", 3],
            ["third", 2],
          ]),
    };
    return { ...record, ...answers };
  });
}
