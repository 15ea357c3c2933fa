import { describe, expect, test } from "vitest";
import { blockOf, type ReleasedCampaign } from "#functions/benchmark/counts/counted.ts";
import { sumOfBlocks } from "#functions/benchmark/counts/fit.ts";
import { measuresOf } from "#functions/benchmark/counts/measures.ts";
import { Pool, type PooledBlock, Releases } from "#functions/benchmark/counts/pools.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import { authorityGroups, EVERYBODY } from "#shared/survey/breakdowns.ts";
import {
  type Answers,
  answering,
  released,
  threeHeadlines,
  trusting,
  withAnotherScaleFor,
} from "../three-headlines.ts";

const measures = measuresOf(threeHeadlines);
const [trust] = measures;
if (trust === undefined) throw new Error("there is no headline");

const sized = ({ authorities, fromEarlierWaves, base, counts }: PooledBlock) => ({
  authorities,
  fromEarlierWaves,
  base,
  counts,
});
const membersOf = (own: ReleasedCampaign, all: readonly ReleasedCampaign[]) =>
  new Releases(all)
    .poolOf(own)
    .members.map(({ released: { campaign }, fromEarlierWave }) =>
      [campaign.authority.code, campaign.wave, ...(fromEarlierWave ? ["stands in"] : [])].join(" "),
    );

describe("the pool of a campaign", () => {
  const half: Answers = [10, 20];
  const own = trusting(half, { wave: "2017" });

  test("has every authority once, with its campaign of the wave or else its latest of the last three waves", () => {
    const all = [
      own,
      trusting(half, { wave: "2016" }),
      trusting(half, { code: "802", wave: "2017" }),
      trusting(half, { code: "803", wave: "2016" }),
      trusting(half, { code: "803", wave: "2015" }),
      trusting(half, { code: "804", wave: "2015" }),
      trusting(half, { code: "805", wave: "2014" }),
      trusting(half, { code: "806", wave: "2018" }),
    ];
    expect(membersOf(own, all)).toEqual(["801 2017", "802 2017", "803 2016 stands in", "804 2015 stands in"]);
  });

  test("never mixes invented and real answers, nor two questionnaires", () => {
    const beside = [
      trusting(half, { code: "802", synthetic: false }),
      trusting(half, { code: "803", questionnaire: "ylyc-8-11" }),
    ];
    expect(membersOf(own, [own, ...beside])).toEqual(["801 2017"]);
  });

  test("leaves out who was asked on another scale, in that measure and in no other", () => {
    const children = answering({ "trust-carers": half, pets: half });
    const another = released({ code: "802" }, children, withAnotherScaleFor("trust-carers"));
    const pool = new Releases([own, another]).poolOf(own);
    const authorities = measures.map((measure) => pool.all(measure, EVERYBODY)?.authorities);
    expect(authorities).toEqual([1, 2, 2]);
  });

  test("without the own authority is the sum over the others, noise and all", () => {
    const noisy = ["801", "802", "803", "804"].map((code, place) =>
      released(
        { code },
        [...answering({ "trust-carers": [10 + place, 30] }), ...answering({ pets: [9, 20] }, "boy")],
        threeHeadlines,
        { policy: noisePolicy, seed: 7 },
      ),
    );
    const releases = new Releases(noisy);
    for (const leftOut of noisy) {
      for (const measure of measures) {
        for (const group of authorityGroups) {
          const blocks = noisy.filter((each) => each !== leftOut).map((each) => blockOf(each, measure, group));
          const sum = blocks.reduce(sumOfBlocks);
          const found = releases.poolOf(leftOut).othersOf(leftOut, measure, group);
          expect(found?.authorities).toBe(3);
          expect(found?.base).toBeCloseTo(sum.base, 9);
          for (const [band, count] of sum.counts.entries()) expect(found?.counts[band]).toBeCloseTo(count, 9);
          expect(found?.noise.ofCount).toBeCloseTo(sum.noise.ofCount, 9);
        }
      }
    }
  });

  test("of one authority alone has no others", () => {
    expect(new Releases([own]).poolOf(own).othersOf(own, trust, EVERYBODY)).toBeUndefined();
    expect(new Pool([]).all(trust, EVERYBODY)).toBeUndefined();
  });

  test("counts who stands in with an earlier wave", () => {
    const all = [own, trusting([30, 40], { code: "802", wave: "2016" })];
    const pool = new Releases(all).poolOf(own).all(trust, EVERYBODY);
    expect(pool && sized(pool)).toEqual({ authorities: 2, fromEarlierWaves: 1, base: 60, counts: [40, 20] });
  });
});

describe("the waves of an authority", () => {
  test("before a campaign come the latest first, and those of the instrument end with the campaign's own", () => {
    const waves = ["2016", "2018", "2015", "2017"].map((wave) => trusting([10, 20], { wave }));
    const elsewhere = trusting([10, 20], { code: "802", wave: "2014" });
    const releases = new Releases([...waves, elsewhere]);
    const [, , , own] = waves;
    if (own === undefined) throw new Error("there is no last wave");
    expect(releases.earlierOf(own).map(({ campaign }) => campaign.wave)).toEqual(["2016", "2015"]);
    expect(releases.wavesUpTo(own)).toEqual(["2017", "2016", "2015", "2014"]);
  });
});
