import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { protect } from "#functions/benchmark/disclosure/protect.ts";
import type { Cell, PooledShare, PublishableCell, PublishableContent, Share } from "#shared/release/cell.ts";
import { defaultPolicy } from "#shared/release/policy.ts";

const key: Cell["key"] = {
  campaign: { wave: "2017", authority: "801", questionnaire: "ylyc-8-11" },
  domain: "relationships",
  level: "item",
  measure: "good-friend",
  group: { breakdown: "total" },
  band: "positive",
};
const aPool: PooledShare = {
  count: 300,
  base: 500,
  released: 8,
  authorities: 7,
  fromEarlierWaves: 1,
  largestBase: 150,
};
const protectedCell = (own: Share, others: Partial<PooledShare> = {}) =>
  protect({ key, own, others: { ...aPool, ...others } }, defaultPolicy);
const own = (count: number, base: number) => protectedCell({ count, base }).own;
const others = (changes: Partial<PooledShare>) => protectedCell({ count: 30, base: 60 }, changes).others;

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

  test("keeps its key", () => {
    expect(protectedCell({ count: 1, base: 2 }).key).toEqual(key);
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
    const few = { authorities: 6, largestBase: 2, count: 4 };
    expect(others({ ...few, base: 9 })).toEqual({ status: "confidential" });
    expect(others({ ...few, base: 10 })).toMatchObject({ status: "exact", percent: 40 });
  });

  test("has its ends coded by its own base, and a base to the nearest ten", () => {
    expect(others({ count: 5, base: 504 })).toEqual({
      status: "coded",
      base: 500,
      atLeast: 0,
      atMost: 1,
      authorities: 8,
      fromEarlierWaves: 1,
    });
    expect(others({ count: 600, base: 605, largestBase: 200 })).toMatchObject({ base: 610, atLeast: 99, atMost: 100 });
  });

  test("is not applicable only where no other authority is released, not where none has an answer", () => {
    const nobody = { count: 0, base: 0, authorities: 0, largestBase: 0 };
    expect(others({ ...nobody, released: 0 })).toEqual({ status: "not-applicable" });
    expect(others({ ...nobody, released: 8 })).toEqual({ status: "confidential" });
  });

  test("never tells how many of the pooled authorities have an answer", () => {
    expect(others({ authorities: 5 })).toEqual(others({ authorities: 8, fromEarlierWaves: 1 }));
  });

  test("stands or falls apart from the authority's own", () => {
    expect(protectedCell({ count: 1, base: 2 }).others.status).toBe("exact");
    expect(protectedCell({ count: 30, base: 60 }, { authorities: 1 }).own.status).toBe("exact");
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
