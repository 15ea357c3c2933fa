import { describe, expect, test } from "vitest";
import { type AverageComparison, averageComparisonsOf } from "#functions/benchmark/comparison/averages.ts";
import type { ReleasedCampaign } from "#functions/benchmark/counts/counted.ts";
import { bandsMeasure, ladderIn, Nations } from "#functions/benchmark/counts/ladders.ts";
import { Releases } from "#functions/benchmark/counts/pools.ts";
import { averageRow } from "#functions/benchmark/rows/average-row.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import { laddersOf } from "#shared/survey/headlines.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import type { Child } from "../../../fixtures/responses.ts";
import { type Changes, nationWith, releasedWith } from "../released.ts";

const oldest = latestVersionOf("ylyc-11-17");
const ladderIds = laddersOf(oldest).map(({ id }) => id);

/** Children who stand on these steps in turn, on every ladder; every second is a boy. */
const standing = (howMany: number, ...steps: readonly number[]): Child[] =>
  Array.from({ length: howMany }, (_, child) => ({
    about: { gender: child % 2 === 0 ? "girl" : "boy" },
    code: ({ scale }) => (scale.kind === "ladder" ? steps[child % steps.length] : 0),
  }));
const asked = (changes: Changes, everybody: readonly Child[]) => releasedWith(oldest, changes, everybody);
const others = (changes: Changes = {}) =>
  ["802", "803", "804", "805", "806"].map((code) => asked({ code, ...changes }, standing(40, 2, 5, 7, 9)));

/** Of whom half stand on 2, a quarter each on 8 and 10. */
const nationOf = ({ campaign }: ReleasedCampaign, questionnaire = oldest) =>
  nationWith(questionnaire, [{ campaign, everybody: standing(400, 2, 8, 2, 10) }]);

function satisfied(
  own: ReleasedCampaign,
  rest: readonly ReleasedCampaign[],
  nations: Nations,
  comparison: string,
): AverageComparison {
  const found = averageComparisonsOf(own, new Releases([own, ...rest]), nations, noisePolicy).find(
    ({ ladder, group, reference }) =>
      ladder.id === "life-satisfaction" && group.breakdown === "total" && reference.comparison === comparison,
  );
  if (found === undefined) throw new Error("nothing was compared");
  return found;
}
const rowOf = (comparison: AverageComparison, { campaign }: ReleasedCampaign) =>
  averageRow({ ...comparison, q: undefined, claim: undefined }, campaign, noisePolicy);

describe("the mean of a ladder", () => {
  const own = asked({}, standing(60, 2, 7, 10));

  test("has to wait for the nation, like every difference from it, and is shown as not available until then", () => {
    const waiting = satisfied(own, others(), new Nations([]), "other-authorities");
    expect(waiting).toMatchObject({ own: { status: "not-yet" }, difference: { status: "not-yet" } });
    expect(rowOf(waiting, own)).toMatchObject({
      status: "not-yet",
      answer_count: "x",
      answer_average: "x",
      reference_authority_count: "x",
      difference_average: "x",
      p_value: "x",
      claim: "x",
    });
  });

  test("is worked out from the bands and the nation's means inside them", () => {
    const compared = satisfied(own, others(), new Nations([nationOf(own)]), "other-authorities");
    // A third each low, high and very high: the nation's means there are 2, 8 and 10, so that 7 counts as 8.
    expect(compared.own).toMatchObject({ status: "shown", mean: { mean: expect.closeTo(20 / 3, 9) } });
    // A quarter each in the four bands; nobody of the nation is in the middle one, which has its midpoint.
    expect(compared.reference).toMatchObject({ mean: { mean: { mean: expect.closeTo((2 + 5.5 + 8 + 10) / 4, 9) } } });
    expect(rowOf(compared, own)).toMatchObject({
      answer_count: 60,
      answer_average: 6.7,
      reference_answer_count: 200,
      reference_average: 6.4,
      reference_authority_count: 5,
    });
  });

  test("is tested by z, in steps of the ladder", () => {
    const { difference } = satisfied(
      asked({}, standing(60, 2)),
      others(),
      new Nations([nationOf(own)]),
      "other-authorities",
    );
    expect(difference).toMatchObject({
      status: "compared",
      difference: expect.closeTo(2 - 6.375, 9),
      test: "z-test-of-means",
      smallestBase: 60,
    });
  });

  test("of a group of fewer than fifteen is withheld, whether or not the nation is counted", () => {
    const few = asked({}, standing(14, 2, 7));
    for (const nations of [new Nations([]), new Nations([nationOf(few)])]) {
      expect(satisfied(few, others(), nations, "other-authorities").difference).toEqual({ status: "withheld" });
    }
  });

  test("of an earlier wave rests on the nation of that wave", () => {
    const before = asked({ wave: "2016" }, standing(60, 2, 7, 10));
    const onlyNow = new Nations([nationOf(own)]);
    expect(satisfied(own, [before], onlyNow, "earlier-wave").difference).toEqual({ status: "not-yet" });
    const both = new Nations([nationOf(own), nationOf(before)]);
    expect(satisfied(own, [before], both, "earlier-wave").difference).toMatchObject({ status: "compared" });
  });

  test("has no reference where there is none, before anything else is said", () => {
    expect(satisfied(own, [], new Nations([]), "other-authorities").difference).toEqual({ status: "no-reference" });
  });

  test("is given for every ladder and group against each reference that is no comparator", () => {
    const all = averageComparisonsOf(own, new Releases([own]), new Nations([]), noisePolicy);
    expect(all.map(({ ladder }) => ladder.id)).toEqual(ladderIds.flatMap((id) => Array(6).fill(id)));
    expect(new Set(all.map(({ reference }) => reference.comparison))).toEqual(
      new Set(["other-authorities", "earlier-wave"]),
    );
  });
});

describe("the nation's ladder", () => {
  const own = asked({}, standing(60, 2));
  const [ladder] = laddersOf(oldest);
  if (ladder === undefined) throw new Error("there is no ladder");

  test("is of the campaign's wave, instrument and origin", () => {
    const nations = new Nations([nationOf(own)]);
    const { wave, questionnaire, synthetic } = own.campaign;
    expect(nations.of({ wave, questionnaire, synthetic })).toBeDefined();
    for (const another of [{ wave: "2018" }, { questionnaire: "ylbc-16-25" as const }, { synthetic: false }]) {
      expect(nations.of({ wave, questionnaire, synthetic, ...another })).toBeUndefined();
    }
  });

  test("does not serve a ladder on another scale", () => {
    const changed: Questionnaire = {
      ...oldest,
      sections: oldest.sections.map((section) => ({
        ...section,
        items: section.items.map((item) => ({ ...item, scale: structuredClone(item.scale) })),
      })),
    };
    expect(ladderIn(nationOf(own), ladder)).toBeDefined();
    expect(ladderIn(nationOf(own, changed), ladder)).toBeUndefined();
  });

  test("stands beside the measure that counts its bands", () => {
    expect(bandsMeasure(oldest, ladder)).toMatchObject({ level: "indicator", id: ladder.indicator });
  });
});
