/** What a pool may say of what its contributors do not publish. */
import { describe, expect, test } from "vitest";
import { type CellState, CellStates } from "#functions/audit/cell-states.ts";
import { type CountedCampaign, nameOfCampaign } from "#functions/audit/evidence.ts";
import { everybody, girls, layoutOf } from "#functions/audit/layout.ts";
import { othersBlock, pooledBlock, roundedSum } from "#functions/audit/pooled.ts";
import { Released } from "#functions/audit/released.ts";
import type { Shown } from "#functions/audit/shown.ts";
import { othersSide, poolSide } from "#functions/audit/side.ts";
import { keyOf } from "#shared/programme/campaign.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { aCampaign } from "../plan/programme-in-memory.ts";

const exact: CellState = { status: "exact" };
const hidden: CellState = { status: "hidden" };
const twentyOrLess: CellState = { status: "range", atLeast: 0, atMost: 20 };

const sumOf = (...contributions: readonly (readonly [count: number, base: number, state: CellState])[]) =>
  roundedSum(
    contributions.map(([count, base, state]) => ({ count, base, state })),
    defaultPolicy,
  );

describe("the count of a pool", () => {
  test("is the true one where all of it is exact", () => {
    expect(sumOf([30, 60, exact], [17, 40, exact])).toEqual({ count: 47, step: 0 });
    expect(sumOf()).toEqual({ count: 0, step: 0 });
  });

  test("is what is exact and, rounded, what is open", () => {
    // 20.5% of 19 is up to three: 3 + 3 + 1 lies under 10.
    expect(sumOf([30, 60, exact], [2, 19, twentyOrLess], [1, 19, twentyOrLess])).toEqual({ count: 30, step: 10 });
    expect(sumOf([3, 19, twentyOrLess], [3, 19, twentyOrLess], [1, 19, twentyOrLess])).toEqual({ count: 10, step: 10 });
    expect(sumOf([30, 60, exact], [0, 0, hidden])).toEqual({ count: 30, step: 20 });
  });

  test("could be the same whatever a contributor alone holds of what its file leaves possible", () => {
    for (let others = 0; others < 40; others += 1) {
      for (let own = 0; own <= 9; own += 1) {
        const { count, step } = sumOf([own, own, hidden], [others, others, hidden]);
        // From one step below to one step above, without these two: nobody learns the sum nearer than that.
        const [least, most] = [count - (step - 1), count + (step - 1)];
        expect(least).toBeLessThanOrEqual(others);
        expect(most).toBeGreaterThanOrEqual(others + own + 9);
      }
    }
  });
});

const pool = {
  counts: [60, 40],
  shownBase: 100,
  step: 10,
  released: 6,
  fromEarlierWaves: 0,
  authorities: 6,
  base: 98,
  largestBase: 30,
  secondLargestBase: 20,
};
const othersBeside = (count: number, state: CellState, changes = {}) =>
  othersSide({ ...pool, ...changes }, 0, { count, base: 20 }, state, defaultPolicy);

describe("the others", () => {
  test("are the pool less an exact share", () => {
    expect(othersBeside(10, exact, { step: 0 })).toMatchObject({
      status: "exact",
      share: { count: 50, base: 80 },
      percent: 63,
    });
  });

  test("are a range beside a range", () => {
    // 19.5 to 40.5% of 20 are 4 to 8.
    const state: CellState = { status: "range", atLeast: 20, atMost: 40 };
    expect(othersBeside(6, state, { step: 0 })).toMatchObject({
      status: "coded",
      atLeast: 65,
      atMost: 70,
      shownBase: 80,
    });
  });

  test("are shown as they are where the range makes no difference of a whole per cent", () => {
    const state: CellState = { status: "range", atLeast: 3, atMost: 10 };
    const wide = { counts: [600, 400], shownBase: 1000, step: 0 };
    expect(othersBeside(1, state, wide)).toMatchObject({ status: "coded", atLeast: 61, atMost: 61, percent: 61 });
  });

  test("are hidden beside a hidden share", () => {
    expect(othersBeside(10, hidden).status).toBe("withheld");
  });

  test("are hidden where rounding would move the share too far", () => {
    expect(othersBeside(10, exact, { step: 10 }).status).toBe("withheld");
    expect(othersBeside(10, exact, { step: 10, counts: [80, 40], shownBase: 120 }).status).toBe("exact");
    expect(poolSide(pool, 0, defaultPolicy).status).toBe("exact");
  });

  test("never hold fewer than nobody, nor more than all", () => {
    expect(othersBeside(20, exact, { counts: [10, 90], step: 0 })).toMatchObject({
      status: "coded",
      atLeast: 0,
      atMost: 5,
    });
  });

  test("are none where nobody else publishes the measure, whatever the own share is", () => {
    expect(othersBeside(10, hidden, { released: 0 }).status).toBe("none");
  });
});

describe("the members of a pool", () => {
  const layout = layoutOf(publishedQuestionnaire("ylyc-4-7", 1));
  const [measure] = layout.measures;
  if (measure === undefined) throw new Error("a questionnaire measures something");
  const ofEverybody = layout.blockOf(measure, everybody);
  const ofGirls = layout.blockOf(measure, girls);
  const shownExactly: Shown = { status: "exact", base: 20, atLeast: 50, atMost: 50 };

  /** Everybody, of whom half are girls and half of these say the first. */
  function counted(code: string, respondents: number, wave = "2018"): CountedCampaign {
    const campaign = {
      ...aCampaign({ questionnaire: "ylyc-4-7", version: 1, wave, code }),
      closed: true,
      recount: true,
    };
    const counts = new Int32Array(layout.countsInAll);
    const bases = new Int32Array(layout.blocks.length);
    for (const [{ start, position }, base] of [
      [ofEverybody, respondents],
      [ofGirls, respondents / 2],
    ] as const) {
      counts.set([base / 2, base / 2], start);
      bases[position] = base;
    }
    return {
      campaign,
      standing: { status: "released", asAt: "2018-04-01", isNew: true, isTonights: true, movements: [] },
      counts: {
        campaign: { ...keyOf(campaign), version: 1 },
        read: respondents,
        tallied: respondents,
        withdrawn: 0,
        setAside: {},
      },
      exact: { layout, counts, bases },
    };
  }

  const shown = counted("801", 80);
  const girlsHidden = counted("802", 40);
  const allHidden = counted("803", 8);
  const standIn = counted("804", 40, "2017");
  const campaigns = [shown, girlsHidden, allHidden, standIn];
  const states = new Map(campaigns.map((known) => [nameOfCampaign(known), new CellStates(layout)]));
  for (const known of campaigns) {
    for (const band of measure.bands.keys()) {
      const ofCampaign = states.get(nameOfCampaign(known));
      if (known !== allHidden) ofCampaign?.note(ofEverybody, band, shownExactly);
      if (known === shown || known === standIn) ofCampaign?.note(ofGirls, band, shownExactly);
    }
  }
  const evidence = { released: new Released(campaigns), states, policy: defaultPolicy };

  test("are those that publish the measure of everybody, in every group", () => {
    const pooled = (block: typeof ofGirls) =>
      pooledBlock(evidence.released.poolOf(shown.campaign), "2018", layout, block, evidence);
    expect(pooled(ofEverybody)).toMatchObject({
      released: 3,
      fromEarlierWaves: 1,
      authorities: 3,
      base: 160,
      largestBase: 80,
      secondLargestBase: 40,
      shownBase: 160,
      step: 0,
    });
    // In each band 20 and 10 are exact, and 10 more are hidden, which could be 0 to 19: they become none.
    expect(pooled(ofGirls)).toMatchObject({ released: 3, base: 80, step: 20 });
    expect(pooled(ofGirls).counts.slice(0, 2)).toEqual([30, 30]);
  });

  test("are all the others for whoever is one, and all of them for whoever is none", () => {
    expect(othersBlock(shown, ofEverybody, evidence)).toMatchObject({
      released: 2,
      authorities: 2,
      base: 80,
      largestBase: 40,
    });
    expect(othersBlock(girlsHidden, ofGirls, evidence)).toMatchObject({ released: 2, base: 60, largestBase: 40 });
    expect(othersBlock(allHidden, ofEverybody, evidence)).toMatchObject({ released: 3, base: 160, largestBase: 80 });
  });
});
