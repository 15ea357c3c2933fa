/** Authorities inside and outside funnel limits, from invented answers. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { funnelRows } from "#functions/benchmark/funnel.ts";
import { Releases } from "#functions/benchmark/pools.ts";
import type { ReleasedCampaign } from "#functions/benchmark/released-campaign.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { funnel } from "#shared/release/datasets/funnel.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { headlinesOf } from "#shared/survey/headlines.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { people } from "./tally-builder.ts";
import {
  type Answers,
  answering,
  answersTo,
  followsTheCodes,
  isTheSameInAnyOrder,
  type Row,
  released,
  rowOf,
  someCampaigns,
  withAnotherScaleFor,
} from "./three-headlines.ts";

const rowsOf = (own: ReleasedCampaign, all: readonly ReleasedCampaign[]): Row[] => [
  ...funnelRows(own, new Releases(all), defaultPolicy),
];

/** Who trust their carers, and nothing else. */
const trusting = (
  answers: Answers,
  changes: Partial<PlannedCampaign> & { code?: string } = {},
  questionnaire?: Questionnaire,
) => released(changes, answering({ "trust-carers": answers }), questionnaire);

/** Other authorities, from 802 on. */
const others = (...answers: readonly Answers[]) =>
  answers.map((each, place) => trusting(each, { code: String(802 + place) }));
const times = (howMany: number, answers: Answers) => new Array<Answers>(howMany).fill(answers);

/** What the row of an authority says of trust, beside others. */
function trustAmong(own: Answers, beside: readonly ReleasedCampaign[]): Row {
  const campaign = trusting(own);
  return rowOf(rowsOf(campaign, [campaign, ...beside]), "trust-carers");
}

const limitsOf = (row: Row) => [
  row.limit_998_lower_percent,
  row.limit_95_lower_percent,
  row.limit_95_upper_percent,
  row.limit_998_upper_percent,
];
const poolOf = (row: Row) => [
  row.pool_authority_count,
  row.pool_earlier_wave_count,
  row.pool_answer_count,
  row.pool_percent,
];
const HIDDEN = ["c", "c", "c", "c"];

describe("the rows of a campaign's funnel", () => {
  test("are one for every headline, derived measures too, in their order and with every column", () => {
    const questionnaire = publishedQuestionnaire("ylyc-11-17", 1);
    const own = released({}, people(3, 0), questionnaire);
    const rows = rowsOf(own, [own]);
    expect(rows.map(({ measure_level, measure, band, domain }) => [measure_level, measure, band, domain])).toEqual(
      headlinesOf(questionnaire).map(({ level, id, headline, domain }) => [level, id, headline, domain]),
    );
    expect(rows.at(-1)?.measure_level).toBe("derived");
    for (const row of rows) {
      expect(Object.keys(row).toSorted()).toEqual(funnel.columns.map(({ name }) => name).toSorted());
    }
  });
});

describe("the limits of a funnel", () => {
  test("lie around the share of all authorities, this one included, by its own answers", () => {
    const row = trustAmong([60, 100], others(...times(4, [50, 100])));
    expect(row).toMatchObject({
      status: "compared",
      answer_count: 100,
      band_percent: 60,
      band_percent_at_least: 60,
      band_percent_at_most: 60,
      over_dispersion: "not-assessed",
      position: "inside",
    });
    expect(poolOf(row)).toEqual([5, 0, 500, 52]);
    // On the arcsine scale around 260 of 500: 36.71, 42.23, 61.69 and 67.10 with 100 answers.
    expect(limitsOf(row)).toEqual([37, 42, 62, 67]);
  });

  test("are wider for an authority with fewer answers", () => {
    // Around a half with 40 answers, 95%.
    const row = trustAmong([20, 40], others(...times(4, [50, 100])));
    expect([row.limit_95_lower_percent, row.limit_95_upper_percent]).toEqual([35, 65]);
  });

  test.each([
    [69, "above-99.8"],
    [68, "above-95"],
    [63, "above-95"],
    [62, "inside"],
    [38, "inside"],
    [37, "below-95"],
    [32, "below-95"],
    [31, "below-99.8"],
  ])("put %i of 100 %s", (count, position) => {
    expect(trustAmong([count, 100], others(...times(4, [50, 100]))).position).toBe(position);
  });

  test("place by what lies behind the whole per cents", () => {
    // The limits of 200 answers are 41.31 and 58.69.
    const above = trustAmong([118, 200], others(...times(4, [100, 200])));
    expect(above).toMatchObject({ band_percent: 59, limit_95_upper_percent: 59, position: "above-95" });
    const below = trustAmong([82, 200], others(...times(4, [100, 200])));
    expect(below).toMatchObject({ band_percent: 41, limit_95_lower_percent: 41, position: "below-95" });
  });
});

describe("over-dispersion", () => {
  const apart = (howMany: number) =>
    others(...Array.from({ length: howMany }, (_, place): Answers => (place % 2 === 0 ? [75, 100] : [25, 100])));

  test("is not assessed with nine authorities", () => {
    const row = trustAmong([25, 100], apart(8));
    expect(row).toMatchObject({ pool_authority_count: 9, over_dispersion: "not-assessed", position: "below-99.8" });
  });

  test("is allowed for with ten that vary more than by chance, and widens the limits", () => {
    const row = trustAmong([25, 100], apart(9));
    expect(row).toMatchObject({ pool_authority_count: 10, over_dispersion: "allowed-for", position: "inside" });
    // Five with 25 and five with 75 of 100: additive variance 0.0737.
    expect(limitsOf(row)).toEqual([0, 6, 94, 100]);
  });

  test("is none with ten that vary no more than by chance", () => {
    expect(trustAmong([50, 100], others(...times(9, [50, 100])))).toMatchObject({ over_dispersion: "none" });
  });

  test.each([0, 9])("does not count one of ten with %i answers, whose figures are withheld", (base) => {
    const row = trustAmong([25, 100], [...apart(8), trusting([0, base], { code: "820" })]);
    expect(row).toMatchObject({ pool_authority_count: 9, over_dispersion: "not-assessed" });
  });

  test("is found apart for every headline", () => {
    const all = Array.from({ length: 10 }, (_, place) => {
      const pets: Answers = place % 2 === 0 ? [75, 100] : [25, 100];
      return released({ code: String(801 + place) }, answering({ "trust-carers": [50, 100], pets }));
    });
    for (const own of all) {
      const rows = rowsOf(own, all);
      expect(rowOf(rows, "trust-carers").over_dispersion).toBe("none");
      expect(rowOf(rows, "pets").over_dispersion).toBe("allowed-for");
    }
  });
});

describe("the pool of a funnel", () => {
  test("has authorities that stand in with an earlier wave", () => {
    const earlier = [trusting([50, 100], { code: "810", wave: "2016" }), trusting([90, 100], { wave: "2016" })];
    expect(poolOf(trustAmong([50, 100], [...others(...times(3, [50, 100])), ...earlier]))).toEqual([5, 1, 500, 50]);
  });

  test("leaves out, also for over-dispersion, an authority that was asked on another scale", () => {
    const elsewhere = trusting([99, 100], { code: "820" }, withAnotherScaleFor("trust-carers"));
    const row = trustAmong([50, 100], [...others(...times(8, [50, 100])), elsewhere]);
    expect(poolOf(row)).toEqual([9, 0, 900, 50]);
    expect(row.over_dispersion).toBe("not-assessed");
  });

  test("of fewer than five authorities is withheld and not the authority's own share", () => {
    const row = trustAmong([50, 100], others(...times(3, [50, 100])));
    expect(row).toMatchObject({ status: "reference-withheld", band_percent: 50, over_dispersion: "c", position: "c" });
    expect(poolOf(row)).toEqual(HIDDEN);
    expect(limitsOf(row)).toEqual(HIDDEN);
  });

  test("of which one authority gives more than half is withheld", () => {
    expect(trustAmong([201, 401], others(...times(4, [50, 100]))).status).toBe("reference-withheld");
    expect(trustAmong([200, 400], others(...times(4, [50, 100]))).status).toBe("compared");
  });

  test("whose share is a range gives its counts and no limits", () => {
    const row = trustAmong([4, 100], others(...times(4, [0, 100])));
    expect(row).toMatchObject({ status: "coded", band_percent: 4, over_dispersion: "c", position: "c" });
    expect(poolOf(row)).toEqual([5, 0, 500, "c"]);
    expect(limitsOf(row)).toEqual(HIDDEN);
  });
});

describe("an authority's own share", () => {
  test("that is a range has no limits beside the pool", () => {
    const row = trustAmong([100, 100], others(...times(4, [50, 100])));
    expect(row).toMatchObject({
      status: "coded",
      answer_count: 100,
      band_percent: "c",
      band_percent_at_least: 98,
      band_percent_at_most: 100,
      over_dispersion: "c",
      position: "c",
    });
    expect(poolOf(row)).toEqual([5, 0, 500, 60]);
    expect(limitsOf(row)).toEqual(HIDDEN);
  });

  test("of fewer than ten answers is withheld, said before the pool is, and neither in the pool nor beside its limits", () => {
    const row = trustAmong([4, 9], others(...times(5, [50, 100])));
    expect(row).toMatchObject({ status: "withheld", answer_count: "c", band_percent: "c", position: "c" });
    expect(poolOf(row)).toEqual([5, 0, 500, 50]);
    expect(limitsOf(row)).toEqual(HIDDEN);
    expect(trustAmong([4, 9], []).status).toBe("withheld");
  });
});

describe("of invented authorities, the funnel", () => {
  const OWN = ["answer_count", "band_percent", "band_percent_at_least", "band_percent_at_most"];
  const PLACE = [...funnel.columns.map(({ name }) => name).filter((name) => name.startsWith("limit_")), "position"];

  test("says nothing at all of a share of fewer than ten answers", () => {
    fc.assert(
      fc.property(someCampaigns, (campaigns) => {
        for (const own of campaigns) {
          for (const row of rowsOf(own, campaigns)) {
            const isSmall = answersTo(row, own.tally.total) < 10;
            expect(row.status === "withheld").toBe(isSmall);
            const hidden = isSmall ? [...OWN, ...PLACE, "over_dispersion"] : [];
            expect(hidden.filter((name) => row[name] !== "c")).toEqual([]);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test("does not depend on the order in which campaigns come", () => isTheSameInAnyOrder(rowsOf));

  test("follows when authorities change their codes", () => followsTheCodes(rowsOf));
});
