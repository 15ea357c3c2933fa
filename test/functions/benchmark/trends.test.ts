/** How an authority's shares move over its waves, from invented answers. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Releases } from "#functions/benchmark/pools.ts";
import type { ReleasedCampaign } from "#functions/benchmark/released-campaign.ts";
import { trendRows } from "#functions/benchmark/trends.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { trends } from "#shared/release/datasets/trends.ts";
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
  ...trendRows(own, new Releases(all), defaultPolicy),
];

/** Who trust their carers, and nothing else, in one wave of one authority. */
const trusting = (wave: string, answers: Answers, changes: Partial<PlannedCampaign> & { code?: string } = {}) =>
  released({ wave, ...changes }, answering({ "trust-carers": answers }));

/** An authority's waves, in any order of time. */
const over = (waves: Readonly<Record<string, Answers>>) =>
  Object.entries(waves).map(([wave, answers]) => trusting(wave, answers));

/** What the row of the latest of an authority's waves says of trust, others' campaigns beside it. */
function trustIn(campaigns: readonly ReleasedCampaign[], others: readonly ReleasedCampaign[] = []): Row {
  const own = campaigns.toSorted((one, other) => (one.campaign.wave < other.campaign.wave ? -1 : 1)).at(-1);
  if (own === undefined) throw new Error("there is no wave");
  return rowOf(rowsOf(own, [...campaigns, ...others]), "trust-carers");
}
const trustOver = (waves: Readonly<Record<string, Answers>>) => trustIn(over(waves));

const courseOf = (row: Row) => [row.first_wave, row.wave_count, row.method];
const movementOf = (row: Row) => [row.change_per_year_points, row.p_value, row.q_value, row.trend];

describe("the rows of a campaign's trends", () => {
  test("are one for every headline, derived measures too, in their order and with every column", () => {
    const questionnaire = publishedQuestionnaire("ylyc-11-17", 1);
    const waves = ["2016", "2017"].map((wave) => released({ wave }, people(12, 0), questionnaire));
    const rows = waves.slice(1).flatMap((own) => rowsOf(own, waves));
    expect(rows.map(({ measure_level, measure, band, domain }) => [measure_level, measure, band, domain])).toEqual(
      headlinesOf(questionnaire).map(({ level, id, headline, domain }) => [level, id, headline, domain]),
    );
    expect(rows.at(-1)?.measure_level).toBe("derived");
    for (const row of rows) {
      expect(Object.keys(row).toSorted()).toEqual(trends.columns.map(({ name }) => name).toSorted());
    }
  });

  test("are none where the authority has no earlier wave with this questionnaire", () => {
    const own = trusting("2016", [20, 40]);
    const beside = [
      trusting("2015", [20, 40], { code: "802" }),
      trusting("2017", [20, 40]),
      trusting("2015", [20, 40], { synthetic: false }),
      trusting("2015", [20, 40], { questionnaire: "ylyc-8-11" }),
    ];
    expect(rowsOf(own, [own, ...beside])).toEqual([]);
  });
});

describe("the waves of a trend", () => {
  test("that are two are compared as two shares, by the years between them", () => {
    const row = trustOver({ "2015": [30, 100], "2017": [50, 100] });
    expect(courseOf(row)).toEqual(["2015", 2, "two-waves"]);
    // p 0.003983 by the N - 1 chi-square test.
    expect(row.status).toBe("compared");
    expect(movementOf(row)).toEqual([10, 0.004, 0.004, "getting-better"]);
  });

  test("that are three or four are tested by Cochran and Armitage, with their years as scores", () => {
    const three = trustOver({ "2015": [20, 100], "2016": [30, 100], "2018": [40, 100] });
    expect(courseOf(three)).toEqual(["2015", 3, "cochran-armitage"]);
    // Slope 0.0643, p 0.002442.
    expect(movementOf(three)).toEqual([6.4, 0.003, 0.003, "getting-better"]);
    // Slope -0.0477, p 0.014959.
    const four = trustOver({ "2014": [70, 86], "2015": [80, 93], "2016": [108, 136], "2017": [55, 82] });
    expect(four.status).toBe("compared");
    expect(courseOf(four)).toEqual(["2014", 4, "cochran-armitage"]);
    expect(movementOf(four)).toEqual([-4.8, 0.015, 0.015, "getting-worse"]);
  });

  test("that are the last five of the instrument are a line by weighted least squares", () => {
    const row = trustOver({
      "2013": [20, 100],
      "2014": [25, 100],
      "2015": [30, 100],
      "2016": [35, 100],
      "2017": [40, 100],
    });
    expect(courseOf(row)).toEqual(["2013", 5, "weighted-least-squares"]);
    // Statistic 12.94, p 0.000322.
    expect(movementOf(row)).toEqual([5, 0.001, 0.001, "getting-better"]);
  });

  const brokenFive = over({
    "2012": [20, 100],
    "2013": [25, 100],
    "2015": [30, 100],
    "2016": [35, 100],
    "2017": [40, 100],
  });

  test("that are five with one between them that the authority missed are tested by Cochran and Armitage", () => {
    const unbroken = trustIn(brokenFive);
    expect(courseOf(unbroken)).toEqual(["2012", 5, "weighted-least-squares"]);
    const missed = trusting("2014", [20, 40], { code: "802" });
    const broken = trustIn(brokenFive, [missed]);
    expect(courseOf(broken)).toEqual(["2012", 5, "cochran-armitage"]);
    // Slope 0.0378, p 0.000626.
    expect(movementOf(broken)).toEqual([3.8, 0.001, 0.001, "getting-better"]);
  });

  test("are not broken by a wave of another instrument, nor by one of real answers among invented ones", () => {
    const beside = [
      trusting("2014", [20, 40], { code: "802", questionnaire: "ylyc-8-11" }),
      trusting("2014", [20, 40], { code: "802", synthetic: false }),
    ];
    expect(trustIn(brokenFive, beside).method).toBe("weighted-least-squares");
  });

  test("are not broken by a wave after this one, and do not use it", () => {
    const [own] = brokenFive.slice(-1);
    if (own === undefined) throw new Error("there is no last wave");
    const later = [trusting("2018", [90, 100], { code: "802" }), trusting("2018", [90, 100])];
    expect(rowsOf(own, [...brokenFive, ...later])).toEqual(rowsOf(own, brokenFive));
  });

  test("are the last five alone where there are more", () => {
    const six = [...over({ "2011": [90, 100] }), ...brokenFive];
    expect(trustIn(six)).toEqual(trustIn(brokenFive));
  });

  test("are all, before the break and after it, where the last five are broken", () => {
    const six = [...over({ "2011": [20, 100] }), ...brokenFive];
    expect(courseOf(trustIn(six, [trusting("2014", [20, 40], { code: "802" })]))).toEqual([
      "2011",
      6,
      "cochran-armitage",
    ]);
  });

  test("of one year have no change a year", () => {
    const row = trustOver({ "2017-autumn": [30, 100], "2017-spring": [50, 100] });
    expect(courseOf(row)).toEqual(["z", 2, "z"]);
    expect(row.status).toBe("no-reference");
    expect(movementOf(row)).toEqual(["z", "z", "z", "z"]);
  });

  test("that are five in four years are tested by Cochran and Armitage", () => {
    const row = trustOver({
      "2014": [20, 100],
      "2015": [25, 100],
      "2016-autumn": [30, 100],
      "2016-spring": [35, 100],
      "2017": [40, 100],
    });
    expect(courseOf(row)).toEqual(["2014", 5, "cochran-armitage"]);
  });

  test("are only those that measured alike", () => {
    const inVersion = (wave: string, questionnaire?: Questionnaire) =>
      released({ wave }, answering({ "trust-carers": [20, 40], pets: [20, 40] }), questionnaire);
    const own = inVersion("2017");
    const others = [inVersion("2015"), inVersion("2016", withAnotherScaleFor("trust-carers"))];
    const rows = rowsOf(own, [...others, own]);
    expect(courseOf(rowOf(rows, "trust-carers"))).toEqual(["2015", 2, "two-waves"]);
    expect(courseOf(rowOf(rows, "pets"))).toEqual(["2015", 3, "cochran-armitage"]);
    const alone = rowsOf(own, [...others.slice(1), own]);
    expect(rowOf(alone, "trust-carers")).toMatchObject({ status: "no-reference", first_wave: "z", wave_count: 1 });
    expect(movementOf(rowOf(alone, "trust-carers"))).toEqual(["z", "z", "z", "z"]);
  });
});

describe("a share that is not published as it is", () => {
  test("withholds the trend where fewer than ten answered in any wave that is used", () => {
    for (const few of ["2015", "2016", "2017"]) {
      const waves: Record<string, Answers> = { "2015": [20, 40], "2016": [20, 40], "2017": [20, 40] };
      const row = trustOver({ ...waves, [few]: [4, 9] });
      expect(courseOf(row)).toEqual(["2015", 3, "cochran-armitage"]);
      expect(row.status).toBe("withheld");
      expect(movementOf(row)).toEqual(["c", "c", "c", "c"]);
    }
  });

  test("that is a range hides the trend, but one that is withheld says so first", () => {
    const coded = trustOver({ "2016": [40, 40], "2017": [20, 40] });
    expect(coded).toMatchObject({ status: "coded", first_wave: "2016", wave_count: 2, method: "two-waves" });
    expect(movementOf(coded)).toEqual(["c", "c", "c", "c"]);
    expect(trustOver({ "2015": [0, 9], "2016": [40, 40], "2017": [20, 40] }).status).toBe("withheld");
  });

  test("does no harm in a wave that is not used", () => {
    const lastFive = over({
      "2013": [20, 100],
      "2014": [25, 100],
      "2015": [30, 100],
      "2016": [35, 100],
      "2017": [40, 100],
    });
    expect(trustIn([...lastFive, ...over({ "2012": [3, 9] })])).toEqual(trustIn(lastFive));
  });
});

describe("what is said of a trend", () => {
  /** Of trust, of having no friend and of pets, in this order. */
  const saidOf = (before: Answers, after: Answers) => {
    const all = (wave: string, answers: Answers) =>
      released({ wave }, answering({ "trust-carers": answers, "good-friend": answers, pets: answers }));
    const own = all("2017", after);
    return rowsOf(own, [all("2016", before), own]).map(({ trend }) => trend);
  };

  test("is better or worse by the headline's better end, and rising or falling where it has none", () => {
    expect(saidOf([20, 80], [60, 80])).toEqual(["getting-better", "getting-worse", "rising"]);
    expect(saidOf([60, 80], [20, 80])).toEqual(["getting-worse", "getting-better", "falling"]);
  });

  test("is nothing where the change may be chance", () => {
    expect(saidOf([20, 40], [22, 40])).toEqual(["none", "none", "none"]);
  });

  test("of a share that stays is no change, and not minus nought", () => {
    const row = trustOver({ "2016": [20, 40], "2017": [30, 60] });
    expect(Object.is(row.change_per_year_points, 0)).toBe(true);
    expect(row).toMatchObject({ p_value: 1, trend: "none" });
  });

  test("has the change to one decimal, a half away from zero", () => {
    expect(trustOver({ "2016": [30, 80], "2018": [32, 80] }).change_per_year_points).toBe(1.3);
    expect(trustOver({ "2016": [32, 80], "2018": [30, 80] }).change_per_year_points).toBe(-1.3);
  });

  test("over five unbroken waves follows that method's own mark, not q", () => {
    // p 0.018, but the statistic is 5.59 and not above 9.55.
    const row = trustOver({
      "2013": [20, 100],
      "2014": [24, 100],
      "2015": [27, 100],
      "2016": [30, 100],
      "2017": [33, 100],
    });
    expect(row.method).toBe("weighted-least-squares");
    expect(movementOf(row)).toEqual([3.2, 0.019, 0.019, "none"]);
  });

  test("over five unbroken waves needs that no single wave makes it", () => {
    // Statistic 13.53, but without the last wave the slope is the other way.
    const row = trustOver({
      "2013": [30, 100],
      "2014": [29, 100],
      "2015": [28, 100],
      "2016": [27, 100],
      "2017": [60, 100],
    });
    expect(movementOf(row)).toEqual([5.4, 0.001, 0.001, "none"]);
  });
});

describe("the family of tests", () => {
  const inTwoWaves = (after: Answers, friends: readonly [Answers, Answers], code = "801") => [
    released({ code, wave: "2016" }, answering({ "trust-carers": [30, 100], "good-friend": friends[0] })),
    released({ code, wave: "2017" }, answering({ "trust-carers": after, "good-friend": friends[1] })),
  ];
  const still: readonly [Answers, Answers] = [
    [50, 100],
    [50, 100],
  ];

  test("is all headlines of the campaign that are compared", () => {
    // p 0.003983, and twice that.
    expect(trustIn(inTwoWaves([50, 100], still))).toMatchObject({ p_value: 0.004, q_value: 0.008 });
  });

  test("leaves out what is a range or withheld", () => {
    for (const friends of [[100, 100] as const, [4, 9] as const]) {
      const row = trustIn(inTwoWaves([50, 100], [friends, [50, 100]]));
      expect(row).toMatchObject({ p_value: 0.004, q_value: 0.004 });
    }
  });

  test("lets a trend go that would stand alone", () => {
    // p 0.040827, and twice that.
    expect(trustOver({ "2016": [30, 100], "2017": [44, 100] }).trend).toBe("getting-better");
    expect(trustIn(inTwoWaves([44, 100], still))).toMatchObject({ p_value: 0.041, q_value: 0.082, trend: "none" });
  });

  test("is of one campaign: what another finds changes none of it", () => {
    const own = inTwoWaves([50, 100], still);
    const beside = (after: Answers) => inTwoWaves(after, still, "802");
    expect(trustIn(own, beside([90, 100]))).toEqual(trustIn(own, beside([30, 100])));
  });
});

describe("of invented authorities, trends", () => {
  const MOVEMENT = ["change_per_year_points", "p_value", "q_value", "trend"];

  test("say nothing of a change over a wave with fewer than ten answers", () => {
    fc.assert(
      fc.property(someCampaigns, (campaigns) => {
        const releases = new Releases(campaigns);
        for (const own of campaigns) {
          const waves = [own, ...releases.earlierOf(own)];
          for (const row of rowsOf(own, campaigns)) {
            const bases = waves.map(({ tally }) => answersTo(row, tally.total));
            expect(row.status === "withheld").toBe(bases.some((base) => base < 10));
            if (row.status !== "compared") expect(MOVEMENT.map((name) => row[name])).toEqual(["c", "c", "c", "c"]);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test("do not depend on the order in which campaigns come", () => isTheSameInAnyOrder(rowsOf));

  test("follow when authorities change their codes", () => followsTheCodes(rowsOf));
});
