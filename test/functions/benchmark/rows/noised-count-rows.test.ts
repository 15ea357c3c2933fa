/** The noised counts as a dataset. */
import { describe, expect, test } from "vitest";
import { noisedCountRows, noisedNationRows } from "#functions/benchmark/rows/noised-count-rows.ts";
import { NO_VALID_ANSWER, noisedCounts } from "#shared/release/datasets/noised-counts.ts";
import { noisePolicy, varianceOf } from "#shared/release/policy.ts";
import {
  authorityGroups,
  breakdowns,
  type Group,
  groupKindOf,
  nameOfGroup,
  nationOnlyGroupsOf,
} from "#shared/survey/breakdowns.ts";
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import { derivedMeasuresOf } from "#shared/survey/derived.ts";
import { laddersOf } from "#shared/survey/headlines.ts";
import { bandsOf, itemsOf } from "#shared/survey/questionnaire.ts";
import { aPlannedCampaign } from "../planned-campaign.ts";
import { alike, nationWith, releasedWith } from "../released.ts";
import type { Row } from "../three-headlines.ts";

const oldest = latestVersionOf("ylyc-11-17");
const drawing = { policy: noisePolicy, seed: 5 };
const campaign = releasedWith(oldest, { code: "801" }, alike(40, 0), drawing);
const nation = nationWith(
  oldest,
  [{ campaign: aPlannedCampaign({ questionnaire: oldest.id }), everybody: alike(40, 0) }],
  drawing,
);
const ofCampaign: Row[] = [...noisedCountRows(campaign)];
const ofNation: Row[] = [...noisedNationRows(nation)];

const filters = noisedCounts.columns.filter(({ role }) => role !== "indicator").map(({ name }) => name);
const addressOf = (row: Row) => filters.map((name) => row[name]).join("|");
const cellsOfOneGroup = [
  ...itemsOf(oldest).map(({ scale }) => bandsOf(scale).length + 1),
  ...derivedMeasuresOf(oldest).map(({ bands }) => bands.length + 1),
].reduce((sum, cells) => sum + cells, 0);

/** The rows of a group, in the words of the ids. */
const rowsOf = (rows: readonly Row[], group: Group) =>
  rows.filter((row) =>
    breakdowns.every((breakdown) => {
      if (group.breakdown !== breakdown) return row[breakdown] === "Total";
      const isEthnicity = breakdown === "ethnicity_major";
      return isEthnicity ? row[breakdown] !== "Total" : row[breakdown] === group.category;
    }),
  );

describe("the noised counts of a campaign", () => {
  test("have a row for every cell of everybody, girls and boys, each once, with every column", () => {
    expect(ofCampaign).toHaveLength(cellsOfOneGroup * authorityGroups.length);
    expect(new Set(ofCampaign.map(addressOf)).size).toBe(ofCampaign.length);
    for (const row of ofCampaign) {
      expect(Object.keys(row).toSorted()).toEqual(noisedCounts.columns.map(({ name }) => name).toSorted());
    }
    expect(new Set(ofCampaign.map(({ gender }) => gender))).toEqual(new Set(["Total", "girl", "boy"]));
  });

  test("are those that are stored, band by band, then those without a valid answer", () => {
    for (const group of authorityGroups) {
      const trust = rowsOf(ofCampaign, group).filter(({ measure }) => measure === "trust-carers");
      expect(trust.map(({ band }) => band)).toEqual(["positive", "middle", "negative", NO_VALID_ANSWER]);
      const stored = campaign.counts.groups[nameOfGroup(group)]?.indicators["trust-carers"];
      expect(trust.map(({ noised_count }) => noised_count)).toEqual(stored);
    }
  });

  test("say the variance of their noise: that by which they were drawn", () => {
    for (const group of authorityGroups) {
      const kind = groupKindOf(nameOfGroup(group));
      const variancesIn = (level: string) =>
        new Set(
          rowsOf(ofCampaign, group)
            .filter(({ measure_level }) => measure_level === level)
            .map(({ noise_variance }) => noise_variance),
        );
      expect(variancesIn("indicator")).toEqual(new Set([varianceOf(noisePolicy.noise.questions[kind])]));
      expect(variancesIn("derived")).toEqual(new Set([varianceOf(noisePolicy.noise.derived[kind])]));
    }
  });
});

describe("the noised counts of a nation", () => {
  const steps = laddersOf(oldest).length * 11;

  test("have a row for every cell of the groups that only it has and for every step of its ladders, each once", () => {
    expect(ofNation).toHaveLength(cellsOfOneGroup * nationOnlyGroupsOf(oldest).length + steps);
    expect(new Set(ofNation.map(addressOf)).size).toBe(ofNation.length);
    for (const row of ofNation) {
      expect(Object.keys(row).toSorted()).toEqual(noisedCounts.columns.map(({ name }) => name).toSorted());
    }
  });

  test("name no authority, and neither girls nor boys", () => {
    expect(ofNation[0]).toMatchObject({ geographic_level: "National", old_la_code: "z", la_name: "z" });
    const genders = new Set(ofNation.map(({ gender }) => gender));
    expect(genders).toEqual(new Set(["Total", "other", "prefer-not-to-say", "unknown"]));
  });

  test("give the steps of a ladder for everybody, in the order of the ladder", () => {
    const ladder = ofNation.filter(
      ({ measure_level, measure }) => measure_level === "ladder" && measure === "life-satisfaction",
    );
    expect(ladder.map(({ band }) => band)).toEqual(Array.from({ length: 11 }, (_, step) => String(step)));
    expect(ladder.map(({ noised_count }) => noised_count)).toEqual(nation.counts.ladders["life-satisfaction"]);
    for (const row of ladder) expect(row).toMatchObject({ gender: "Total", age_band: "Total", noise_variance: 16 });
  });
});
