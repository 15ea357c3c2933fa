import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { protect } from "#functions/benchmark/disclosure/protect.ts";
import type { Cell, OwnShare, PooledShare, PublishableCell, PublishableContent, Share } from "#shared/release/cell.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import { anOwnShare, aPooledShare } from "../shares.ts";

const key: Cell["key"] = {
  campaign: { wave: "2017", authority: "801", questionnaire: "ylyc-8-11" },
  domain: "relationships",
  level: "item",
  measure: "good-friend",
  group: { breakdown: "total" },
  band: "positive",
};
const aPool = aPooledShare(300, 500);
const protectedCell = (own: OwnShare, others: PooledShare = aPool) => protect({ key, own, others }, defaultPolicy);
const own = (count: number, base: number) => protectedCell(anOwnShare(count, base)).own;
const sharedBy = (others: PooledShare) => protectedCell(anOwnShare(30, 60), others).others;
const others = (changes: Partial<PooledShare>) => sharedBy({ ...aPool, ...changes });

describe("an authority's own figure", () => {
  test("is withheld whole under ten answers and published from ten", () => {
    expect(own(4, 9)).toEqual({ status: "confidential" });
    expect(own(4, 10)).toEqual({
      status: "exact",
      base: 10,
      percent: 40,
      interval: { lower: 17, upper: 69 },
      wideInterval: { lower: 10, upper: 79 },
    });
  });

  test("has no field that could hold a value where it is withheld", () => {
    const withheld = own(4, 9);
    expect(Object.keys(withheld)).toEqual(["status"]);
    if (withheld.status === "confidential") {
      // @ts-expect-error: the type of a withheld figure has no such field either
      expect(withheld.percent).toBeUndefined();
    }
  });

  test("tells a coded share by its range and rounded base alone", () => {
    expect(own(2, 22)).toEqual({ status: "coded", base: 20, atLeast: 0, atMost: 10 });
    expect(own(60, 60)).toEqual({ status: "coded", base: 60, atLeast: 95, atMost: 100 });
  });

  test("has whole per cents and a base to the nearest five", () => {
    expect(own(65, 100)).toEqual({
      status: "exact",
      base: 100,
      percent: 65,
      interval: { lower: 55, upper: 74 },
      wideInterval: { lower: 50, upper: 78 },
    });
    expect(own(57, 200)).toMatchObject({ percent: 29 });
    expect(own(30, 62)).toMatchObject({ base: 60 });
    expect(own(30, 63)).toMatchObject({ base: 65 });
  });

  test("is withheld from ten too where its table hides it, and a range where its table makes it one", () => {
    expect(protectedCell({ count: 30, base: 60, shown: { status: "hidden" } }).own).toEqual({ status: "confidential" });
    const shown = { status: "range", atLeast: 48, atMost: 52, lowest: 29, highest: 31 } as const;
    expect(protectedCell({ count: 30, base: 62, shown }).own).toEqual({
      status: "coded",
      base: 60,
      atLeast: 48,
      atMost: 52,
    });
  });

  test("keeps its key", () => {
    expect(protectedCell(anOwnShare(1, 2)).key).toEqual(key);
  });
});

describe("every share of up to 400 answers", () => {
  const classes = defaultPolicy.endCodings.map(({ fromBase }) => fromBase);
  const shares = Array.from({ length: 400 }, (_, index) => index + 1).flatMap((base) =>
    Array.from({ length: base + 1 }, (_, count) => ({ count, base, figure: own(count, base) })),
  );

  test("is withheld under ten answers, and never from ten", () => {
    expect(shares.filter(({ base, figure }) => (figure.status === "confidential") !== base < 10)).toEqual([]);
  });

  test("is published exactly only where at least three children are in the band and three are not", () => {
    const fewest = (side: (share: Share) => number) =>
      classes.map((fromBase, position) => {
        const below = classes[position + 1] ?? Number.POSITIVE_INFINITY;
        const exact = shares.filter(
          ({ base, figure }) => figure.status === "exact" && fromBase <= base && base < below,
        );
        return [fromBase, exact.reduce((least, share) => Math.min(least, side(share)), Number.POSITIVE_INFINITY)];
      });
    const smallestExactCountByBase = [
      [10, 3],
      [20, 3],
      [40, 3],
      [100, 3],
      [300, 5],
    ];
    expect(fewest(({ count }) => count)).toEqual(smallestExactCountByBase);
    expect(fewest(({ count, base }) => base - count)).toEqual(smallestExactCountByBase);
  });

  test("lies, to half a point, in the range or at the per cent that is published for it", () => {
    const misplaced = shares.filter(({ count, base, figure }) => {
      if (figure.status === "confidential") return false;
      const [atLeast, atMost] =
        figure.status === "coded" ? [figure.atLeast, figure.atMost] : [figure.percent, figure.percent];
      return 200 * count < (2 * atLeast - 1) * base || 200 * count > (2 * atMost + 1) * base;
    });
    expect(misplaced).toEqual([]);
  });

  test("that is exact lies inside its interval", () => {
    const outside = shares.filter(
      ({ figure }) =>
        figure.status === "exact" && (figure.percent < figure.interval.lower || figure.percent > figure.interval.upper),
    );
    expect(outside).toEqual([]);
  });
});

describe("the figure of the other authorities", () => {
  test("is withheld where four of them have answers and published where five have", () => {
    expect(others({ authorities: 4 })).toEqual({ status: "confidential" });
    expect(others({ authorities: 5 })).toEqual({
      status: "exact",
      base: 500,
      percent: 60,
      authorities: 8,
      fromEarlierWaves: 1,
    });
  });

  test("is withheld where one of them gives more than half of the answers, and published at exactly half", () => {
    expect(others({ largestBase: 251 })).toEqual({ status: "confidential" });
    expect(others({ largestBase: 250 })).toMatchObject({ status: "exact" });
  });

  test("is withheld under ten answers", () => {
    expect(sharedBy(aPooledShare(4, 9, { largestBase: 2 }))).toEqual({ status: "confidential" });
    expect(sharedBy(aPooledShare(4, 10, { largestBase: 2 }))).toMatchObject({ status: "exact", percent: 40 });
  });

  test("has its ends coded by its own base, and a base to the nearest ten", () => {
    expect(sharedBy(aPooledShare(5, 504))).toEqual({
      status: "coded",
      base: 500,
      atLeast: 0,
      atMost: 1,
      authorities: 8,
      fromEarlierWaves: 1,
    });
    expect(sharedBy(aPooledShare(600, 605))).toMatchObject({ base: 610, atLeast: 99, atMost: 100 });
  });

  test("is not applicable only where no other authority is released, not where none has an answer", () => {
    const nobody = aPooledShare(0, 0, { authorities: 0 });
    expect(sharedBy({ ...nobody, released: 0 })).toEqual({ status: "not-applicable" });
    expect(sharedBy({ ...nobody, released: 8 })).toEqual({ status: "confidential" });
  });

  test("never tells how many of the pooled authorities have an answer", () => {
    expect(others({ authorities: 5 })).toEqual(others({ authorities: 8, fromEarlierWaves: 1 }));
  });

  test("is judged by the valid answers that were given, and has a base of what is published of them", () => {
    // Ten were given, and rounded to nought; 40 to 50.
    expect(sharedBy(aPooledShare(0, 0, { answers: 10, largestBase: 3 }))).toEqual({ status: "confidential" });
    expect(sharedBy(aPooledShare(30, 50, { answers: 40, largestBase: 20 }))).toMatchObject({
      status: "exact",
      base: 50,
    });
    expect(sharedBy(aPooledShare(30, 50, { answers: 40, largestBase: 21 }))).toEqual({ status: "confidential" });
    expect(sharedBy(aPooledShare(6, 10, { answers: 9, largestBase: 2 }))).toEqual({ status: "confidential" });
  });

  test("is withheld where its base is less than ten steps of what was rounded in it", () => {
    expect(sharedBy(aPooledShare(300, 500, { step: 50 }))).toMatchObject({ status: "exact", percent: 60 });
    expect(sharedBy(aPooledShare(299, 499, { step: 50 }))).toEqual({ status: "confidential" });
  });

  test("is a range beside an own share that is one, and exact where all that it can be is the same whole per cent", () => {
    expect(others({ lowest: 298, highest: 302 })).toMatchObject({ status: "exact", percent: 60 });
    expect(others({ lowest: 297, highest: 303 })).toMatchObject({ status: "coded", atLeast: 59, atMost: 61 });
    // Of 500 the ends are coded up to 1%: 4 lie in them and 9 do not.
    expect(others({ lowest: 4, highest: 9 })).toMatchObject({ status: "coded", atLeast: 0, atMost: 2 });
  });

  test("is withheld where the own share is, because it would be the way to it", () => {
    expect(others({ isHidden: true })).toEqual({ status: "confidential" });
  });

  test("does not decide over the authority's own", () => {
    expect(protectedCell(anOwnShare(30, 60), aPooledShare(300, 500, { authorities: 1 })).own.status).toBe("exact");
  });
});

describe("a publishable cell", () => {
  test("cannot be written down by hand", () => {
    const content: PublishableContent = { key, own: { status: "confidential" }, others: { status: "confidential" } };
    // @ts-expect-error: only `protect` gives the mark that a publishable cell needs
    const forged: PublishableCell = content;
    expect(forged).toBe(content);
  });

  test("is claimed by no other source than protect", () => {
    const claimants = ["functions", "shared", "infra"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf-8" })
        .filter((path) => path.endsWith(".ts"))
        .map((path) => `${folder}/${path}`)
        .filter((path) => /\b(as|is)\s+(readonly\s+)?PublishableCell\b/.test(readFileSync(path, "utf-8"))),
    );
    expect(claimants).toEqual(["functions/benchmark/disclosure/protect.ts"]);
  });
});
