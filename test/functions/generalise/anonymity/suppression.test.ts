import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equivalenceClasses } from "#functions/generalise/anonymity/equivalence-classes.ts";
import { hierarchyOf } from "#functions/generalise/anonymity/hierarchy.ts";
import { encode, type Microdata } from "#functions/generalise/anonymity/microdata.ts";
import { isWithinLimit, suppress } from "#functions/generalise/anonymity/suppression.ts";
import { someNestedEdition } from "./random-editions.ts";

const places = hierarchyOf({ levels: ["exact"], rows: [["a"], ["b"], ["c"]] });
const answered = (place: string, answers: string) =>
  [...answers].map((answer) => ({ place, answer: answer === "-" ? undefined : answer }));
const microdataOf = (...records: Microdata["records"]): Microdata => ({
  records,
  quasiIdentifiers: [{ name: "place", hierarchy: places }],
  sensitive: [{ name: "answer", order: "nominal", values: ["y", "n"] }],
});

function suppressedPlaces(microdata: Microdata, criteria: Parameters<typeof suppress>[2]): string[] | undefined {
  const encoded = encode(microdata);
  const classes = equivalenceClasses(encoded, [0]);
  const suppression = suppress(encoded, classes, criteria);
  if (suppression === undefined) return undefined;
  const marked = [...suppression.isSuppressed.keys()].filter((place) => suppression.isSuppressed[place] === 1);
  return marked.map((place) => microdata.records[encoded.places[classes.firsts[place] ?? 0] ?? 0]?.place ?? "");
}

describe("suppressed are the records of a class", () => {
  const all = { k: 1, suppressionLimit: 1 };

  test("of fewer than k", () => {
    const microdata = microdataOf(...answered("a", "yn"), ...answered("b", "yny"), ...answered("c", "yn"));
    expect(suppressedPlaces(microdata, { ...all, k: 3 })).toEqual(["a", "c"]);
  });

  test("with fewer than l different answers, missing ones not counted", () => {
    const microdata = microdataOf(...answered("a", "yyy"), ...answered("b", "yn-"), ...answered("c", "y--"));
    expect(suppressedPlaces(microdata, { ...all, l: 2 })).toEqual(["a", "c"]);
  });

  test("in which nobody answered, where l is asked", () => {
    const microdata = microdataOf(...answered("a", "---"), ...answered("b", "yn-"));
    expect(suppressedPlaces(microdata, { ...all, l: 2 })).toEqual(["a"]);
    expect(suppressedPlaces(microdata, all)).toEqual([]);
  });

  test("farther than t from those that are left, whatever was answered in a class that is too small", () => {
    // Yes is 2/7 without a: b is 0.29 away and c 0.38. Among all with a it would be 3/8: b 0.375 away and c 0.29.
    for (const answer of ["y", "n", "-"]) {
      const microdata = microdataOf(...answered("a", answer), ...answered("b", "nnnn"), ...answered("c", "yny"));
      expect(suppressedPlaces(microdata, { ...all, k: 2, t: 0.3 })).toEqual(["a", "c"]);
    }
  });

  test("that was close to all before another class went, and is not close to those that are left", () => {
    // Yes is 34/70 of all: a is 0.11 away, b 0.13 and c 0.51. It is 24/60 without c: a is 0.2 away and b 0.04.
    const microdata = microdataOf(
      ...answered("a", "yyyyyynnnn"),
      ...answered("b", "y".repeat(18) + "n".repeat(32)),
      ...answered("c", "y".repeat(10)),
    );
    expect(suppressedPlaces(microdata, { ...all, t: 0.15 })).toEqual(["a", "c"]);
    expect(suppressedPlaces(microdata, { ...all, t: 0.25 })).toEqual(["c"]);
  });
});

describe("suppression", () => {
  test("is too much above the limit, not at it, and where nobody would be left", () => {
    expect(isWithinLimit(1_200, 30_000, { k: 5, suppressionLimit: 0.04 })).toBe(true);
    expect(isWithinLimit(1_201, 30_000, { k: 5, suppressionLimit: 0.04 })).toBe(false);
    expect(isWithinLimit(3, 3, { k: 5, suppressionLimit: 1 })).toBe(false);
    expect(isWithinLimit(0, 0, { k: 5, suppressionLimit: 1 })).toBe(false);
  });

  test("counts those that were suppressed already", () => {
    const microdata = microdataOf(...answered("a", "yn"), ...answered("b", "ynyn"));
    const with1 = { ...microdata, alreadySuppressed: new Set([5]) };
    expect(suppressedPlaces(microdata, { k: 3, suppressionLimit: 0.34 })).toEqual(["a"]);
    expect(suppressedPlaces(with1, { k: 3, suppressionLimit: 0.34 })).toBeUndefined();
    expect(suppressedPlaces(with1, { k: 3, suppressionLimit: 0.5 })).toEqual(["a"]);
  });

  test("leaves no class of fewer than k", () => {
    fc.assert(
      fc.property(someNestedEdition, (edition) => {
        const microdata = encode(edition);
        const node = edition.minimumNode ?? [];
        const classes = equivalenceClasses(microdata, node);
        const suppression = suppress(microdata, classes, edition);
        fc.pre(suppression !== undefined);
        const left = [...microdata.places].filter(
          (_, record) => suppression?.isSuppressed[classes.classOf[record] ?? 0] === 0,
        );
        const gone = new Set([...edition.records.keys()].filter((place) => !left.includes(place)));
        expect(gone.size).toBe(suppression?.records);
        const again = equivalenceClasses(encode({ ...edition, alreadySuppressed: gone }), node);
        for (const size of again.sizes.slice(0, again.count)) expect(size).toBeGreaterThanOrEqual(edition.k);
      }),
      { numRuns: 1_000 },
    );
  });
});
