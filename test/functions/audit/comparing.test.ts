/** What the audit lets be said of two sides, where the night of its other tests has no such pair. */
import { describe, expect, test } from "vitest";
import { claimsOf, compare, type Outcome, type Tested } from "#functions/audit/comparing.ts";
import { demandFor } from "#functions/audit/demand.ts";
import { ownSide, poolSide, type Side } from "#functions/audit/side.ts";
import { defaultPolicy } from "#shared/release/policy.ts";

/** As the primary rules let it be seen. */
function own(count: number, base: number): Side {
  const demand = demandFor(count, base, defaultPolicy);
  if (typeof demand === "string") return ownSide({ count, base }, { status: "hidden" }, defaultPolicy);
  const { exact, ...range } = demand;
  return ownSide({ count, base }, exact ? { status: "exact" } : { status: "range", ...range }, defaultPolicy);
}
const pool = (count: number, base: number, changes = {}) =>
  poolSide(
    {
      counts: [count, base - count],
      shownBase: base,
      base,
      step: 0,
      released: 6,
      authorities: 6,
      largestBase: 20,
      secondLargestBase: 20,
      fromEarlierWaves: 0,
      ...changes,
    },
    0,
    defaultPolicy,
  );
const constant = (percent: number) => ({ status: "constant" as const, percent });

const tested = (outcome: Outcome): Tested => {
  if (!("p" in outcome)) throw new Error("nothing was tested");
  return outcome;
};

describe("a side", () => {
  test("that is a range has the bases that its shown base and width leave possible", () => {
    // 18 to 22 are shown as 20: 18 and 19 with a range of 20 points, the others with one of 10.
    expect(own(0, 22)).toMatchObject({ status: "coded", shownBase: 20, atMost: 10, bases: [20, 21, 22] });
    expect(own(0, 19)).toMatchObject({ status: "coded", shownBase: 20, atMost: 20, bases: [18, 19] });
    expect(own(0, 12)).toMatchObject({ shownBase: 10, bases: [10, 11, 12] });
    expect(pool(299, 299)).toMatchObject({ shownBase: 300, atLeast: 98, bases: [295, 296, 297, 298, 299] });
    expect(pool(300, 300)).toMatchObject({ shownBase: 300, atLeast: 99, bases: [300, 301, 302, 303, 304] });
  });

  test("that is another range has all bases that are shown so", () => {
    const side = ownSide({ count: 9, base: 22 }, { status: "range", atLeast: 36, atMost: 45 }, defaultPolicy);
    expect(side).toMatchObject({ status: "coded", shownBase: 20, bases: [18, 19, 20, 21, 22] });
    const tooWide = ownSide({ count: 3, base: 100 }, { status: "range", atLeast: 0, atMost: 20 }, defaultPolicy);
    expect(tooWide).toMatchObject({ shownBase: 100, bases: [98, 99, 100, 101, 102] });
  });

  test("of a narrow pool is withheld, and of nobody there is none", () => {
    expect(pool(50, 100, { authorities: 4 }).status).toBe("withheld");
    expect(pool(50, 100, { largestBase: 51 }).status).toBe("withheld");
    expect(pool(50, 100, { largestBase: 50 }).status).toBe("exact");
    expect(pool(4, 9, { largestBase: 2 }).status).toBe("withheld");
    expect(pool(0, 0, { released: 0 }).status).toBe("none");
  });
});

describe("two sides", () => {
  test("are without a reference before anything is withheld, and withheld before the reference is", () => {
    expect(compare(own(3, 9), { status: "none" })).toEqual({ status: "no-reference" });
    expect(compare(own(3, 9), { status: "withheld" })).toEqual({ status: "withheld" });
    expect(compare(own(5, 10), { status: "withheld" })).toEqual({ status: "reference-withheld" });
  });

  test("are the same where their ranges meet", () => {
    const same = { status: "coded", difference: 0, p: 1 };
    // 80 or more beside 80 exactly, and 20 or less beside 20.
    expect(compare(own(19, 19), own(80, 100))).toMatchObject(same);
    expect(compare(own(0, 19), own(20, 100))).toMatchObject(same);
    expect(compare(own(0, 50), own(0, 19))).toMatchObject(same);
    expect(compare(own(50, 50), pool(100, 100))).toMatchObject(same);
  });

  test("are tested at the ends that lie nearest to each other", () => {
    // 95% or more of at least 48, so 45 of 48, beside 20 or less of at least 18, so 4 of 18.
    const apart = tested(compare(own(50, 50), own(0, 19)));
    expect(apart).toMatchObject({ status: "coded", base: 18 });
    expect(apart.difference).toBeCloseTo(100 * (45 / 48 - 4 / 18), 10);
    const turned = tested(compare(own(0, 19), own(50, 50)));
    expect(turned.difference).toBeCloseTo(-apart.difference, 10);
    expect(turned.p).toBe(apart.p);
    const besideExact = tested(compare(own(50, 50), own(30, 60)));
    expect(besideExact.difference).toBeCloseTo(100 * (45 / 48 - 0.5), 10);
  });

  test("are the same where rounding an end to whole answers closes the gap", () => {
    // 10.5% of 20, 21 or 22 is up to three whole answers, 15% of 20; 20 of 100 lies above it.
    const found = compare(own(0, 20), own(20, 100));
    expect(found.status === "coded" && found.difference).toBeCloseTo(15 - 20, 10);
    expect(compare(own(0, 20), own(15, 100))).toMatchObject({ status: "coded", difference: 0, p: 1 });
  });

  test("of which one is a constant are tested by the score test, with Wilson's interval moved", () => {
    const found = tested(compare(own(65, 100), constant(50)));
    expect(found).toMatchObject({ status: "compared", test: "score-test", base: 100 });
    expect(found.difference).toBeCloseTo(15, 10);
    expect((found as Extract<Tested, { status: "compared" }>).lower).toBeCloseTo(5.2544, 3);
    expect((found as Extract<Tested, { status: "compared" }>).upper).toBeCloseTo(23.6358, 3);
    // 20 or less may be 17; 80 or more of 18 is counted as 14 of 18, 20 or less as 4.
    expect(compare(own(0, 19), constant(17))).toMatchObject({ status: "coded", difference: 0, p: 1 });
    expect(tested(compare(own(19, 19), constant(17))).difference).toBeCloseTo((100 * 14) / 18 - 17, 10);
    expect(tested(compare(own(0, 19), constant(60))).difference).toBeCloseTo((100 * 4) / 18 - 60, 10);
  });
});

describe("a claim", () => {
  const five = tested(compare(own(9, 20), own(8, 20)));
  test("is made from five points on, and not below", () => {
    expect(claimsOf(five, 0.01, "higher-is-better", 5)).toEqual(["bright-spot"]);
    expect(claimsOf({ ...five, difference: 4.999 }, 0.01, "higher-is-better", 5)).toEqual(["none"]);
    expect(claimsOf({ ...five, difference: 0.3 + 0.2 }, 0.01, "higher-is-better", 0.5)).toEqual(["bright-spot"]);
  });

  test("is made up to a q of 0.05, and either way where doubles cannot tell", () => {
    expect(claimsOf(five, 0.0501, "higher-is-better", 5)).toEqual(["none"]);
    expect(claimsOf(five, 0.05, "lower-is-better", 5)).toEqual(["none", "area-for-improvement"]);
    expect(claimsOf(five, 0.0499, "lower-is-better", 5)).toEqual(["area-for-improvement"]);
  });

  test("is a bright spot or an area for improvement by polarity, and neither without one", () => {
    const less: Tested = { ...five, difference: -12 };
    expect(claimsOf(less, 0.01, "lower-is-better", 5)).toEqual(["bright-spot"]);
    expect(claimsOf(less, 0.01, "higher-is-better", 5)).toEqual(["area-for-improvement"]);
    expect(claimsOf(less, 0.01, "neutral", 5)).toEqual(["lower"]);
    expect(claimsOf(five, 0.01, "neutral", 5)).toEqual(["higher"]);
    expect(claimsOf({ ...five, base: 9 }, 0.01, "neutral", 5)).toEqual(["none"]);
  });
});

const sides: readonly Side["status"][] = ["exact", "coded", "withheld", "none"];
test("every status of a side has an outcome", () => {
  for (const status of sides) {
    const side = { exact: own(30, 60), coded: own(0, 20), withheld: own(0, 3), none: pool(0, 0, { released: 0 }) }[
      status
    ];
    expect(side.status).toBe(status);
    expect(compare(own(30, 60), side).status).toBe(
      { exact: "compared", coded: "coded", withheld: "reference-withheld", none: "no-reference" }[status],
    );
  }
});
