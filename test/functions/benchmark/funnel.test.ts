/** Authorities inside and outside funnel limits, from invented answers. */
import { describe, expect, test } from "vitest";
import type { ReleasedCampaign } from "#functions/benchmark/counts/counted.ts";
import { Releases } from "#functions/benchmark/counts/pools.ts";
import { funnelRows } from "#functions/benchmark/funnel.ts";
import { funnel } from "#shared/release/datasets/funnel.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import { headlinesOf } from "#shared/survey/headlines.ts";
import { alike, releasedWith } from "./released.ts";
import {
  type Answers,
  answering,
  others,
  type Row,
  released,
  rowOf,
  threeHeadlines,
  trusting,
  withAnotherScaleFor,
} from "./three-headlines.ts";

const rowsOf = (own: ReleasedCampaign, all: readonly ReleasedCampaign[]): Row[] => [
  ...funnelRows(own, new Releases(all), noisePolicy),
];

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

test("a funnel has a row for every headline, derived measures too, in their order and with every column", () => {
  const oldest = latestVersionOf("ylyc-11-17");
  const own = releasedWith(oldest, {}, alike(3, 0));
  const rows = rowsOf(own, [own]);
  expect(rows.map(({ measure_level, measure, band, domain }) => [measure_level, measure, band, domain])).toEqual(
    headlinesOf(oldest).map(({ level, id, headline, domain }) => [level, id, headline, domain]),
  );
  expect(rows.at(-1)?.measure_level).toBe("derived");
  for (const row of rows) {
    expect(Object.keys(row).toSorted()).toEqual(funnel.columns.map(({ name }) => name).toSorted());
  }
});

describe("the limits of a funnel", () => {
  test("lie around the share of all authorities, this one included, by its own answers", () => {
    const row = trustAmong([60, 100], others(4, [50, 100]));
    expect(row).toMatchObject({
      status: "compared",
      answer_count: 100,
      band_percent: 60,
      over_dispersion: "not-assessed",
      position: "inside",
    });
    expect(poolOf(row)).toEqual([5, 0, 500, 52]);
    // 0.52 -+ 1.96 and 3.09 times 0.04996, the error of a share of 0.52 with 100 answers.
    expect(limitsOf(row)).toEqual([37, 42, 62, 67]);
  });

  test("are wider for an authority with fewer answers, and wider still where there is noise in them", () => {
    const own = answering({ "trust-carers": [20, 40] });
    const beside = others(4, [50, 100]);
    const limitsWith = (campaign: ReleasedCampaign) => {
      const row = rowOf(rowsOf(campaign, [campaign, ...beside]), "trust-carers");
      return Number(row.limit_95_upper_percent) - Number(row.limit_95_lower_percent);
    };
    expect(limitsWith(released({}, own))).toBe(30);
    const noisy = Array.from({ length: 20 }, (_, seed) =>
      released({}, own, threeHeadlines, { policy: noisePolicy, seed }),
    );
    const widths = noisy.map(limitsWith);
    expect(widths.reduce((sum, width) => sum + width, 0) / widths.length).toBeGreaterThan(30.5);
  });

  test.each([
    [70, "above-99.8"],
    [69, "above-95"],
    [63, "above-95"],
    [62, "inside"],
    [38, "inside"],
    [37, "below-95"],
    [31, "below-95"],
    [30, "below-99.8"],
  ])("put %i of 100 %s", (count, position) => {
    expect(trustAmong([count, 100], others(4, [50, 100])).position).toBe(position);
  });

  test("place by what lies behind the whole per cents", () => {
    // The limits of 200 answers around 0.518 are 44.9 and 58.7.
    const above = trustAmong([118, 200], others(4, [100, 200]));
    expect(above).toMatchObject({ band_percent: 59, limit_95_upper_percent: 59, position: "above-95" });
  });
});

describe("over-dispersion", () => {
  const apart = (howMany: number) =>
    Array.from({ length: howMany }, (_, place) =>
      trusting(place % 2 === 0 ? [75, 100] : [25, 100], { code: String(802 + place) }),
    );

  test("is not assessed with nine authorities", () => {
    expect(trustAmong([25, 100], apart(8))).toMatchObject({
      pool_authority_count: 9,
      over_dispersion: "not-assessed",
      position: "below-99.8",
    });
  });

  test("is allowed for with ten that vary by more than chance, and widens the limits", () => {
    const row = trustAmong([25, 100], apart(9));
    expect(row).toMatchObject({ pool_authority_count: 10, over_dispersion: "allowed-for", position: "inside" });
    expect(row.limit_95_lower_percent).toBeLessThan(10);
  });

  test("is none with ten that vary by no more than chance", () => {
    expect(trustAmong([50, 100], others(9, [50, 100]))).toMatchObject({ over_dispersion: "none" });
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
    const earlier = [
      trusting([50, 100], { code: "810", wave: "2016" }),
      trusting([90, 100], { code: "801", wave: "2016" }),
    ];
    expect(poolOf(trustAmong([50, 100], [...others(3, [50, 100]), ...earlier]))).toEqual([5, 1, 500, 50]);
  });

  test("leaves out, also for over-dispersion, an authority that was asked on another scale", () => {
    const elsewhere = trusting([99, 100], { code: "820" }, withAnotherScaleFor("trust-carers"));
    const row = trustAmong([50, 100], [...others(8, [50, 100]), elsewhere]);
    expect(poolOf(row)).toEqual([9, 0, 900, 50]);
    expect(row.over_dispersion).toBe("not-assessed");
  });

  test("of fewer than five authorities is withheld and not the authority's own share", () => {
    const row = trustAmong([50, 100], others(3, [50, 100]));
    expect(row).toMatchObject({ status: "reference-withheld", band_percent: 50, over_dispersion: "c", position: "c" });
    expect(poolOf(row)).toEqual(HIDDEN);
    expect(limitsOf(row)).toEqual(HIDDEN);
  });
});

test("an authority of fewer than fifteen is withheld beside the pool, and counts in it all the same", () => {
  const row = trustAmong([4, 14], others(5, [50, 100]));
  expect(row).toMatchObject({ status: "withheld", answer_count: "c", band_percent: "c", position: "c" });
  // 254 of 514.
  expect(poolOf(row)).toEqual([6, 0, 510, 49]);
  expect(limitsOf(row)).toEqual(HIDDEN);
});
