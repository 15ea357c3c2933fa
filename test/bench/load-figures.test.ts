import { describe, expect, test } from "vitest";
import type { Outcome } from "./load-arrivals.ts";
import { quantile, recoveryOf, rowsOf } from "./load-figures.ts";

const outage = { fromInMilliseconds: 10_000, untilInMilliseconds: 20_000 };

function arrival(intendedAt: number, different: Partial<Outcome> = {}): Outcome {
  const answeredAt = intendedAt + 100;
  return {
    key: String(intendedAt),
    intendedAt,
    lateBy: 0,
    firstAnsweredAt: answeredAt,
    firstOutcome: "201",
    acknowledgedAt: answeredAt,
    attempts: 1,
    failuresOfTheGateway: 0,
    failuresWithoutRetryAfter: 0,
    ...different,
  };
}

const refusedAt = (intendedAt: number, acknowledgedAt: number) =>
  arrival(intendedAt, { firstOutcome: "503", acknowledgedAt, attempts: 3 });

describe("recovery", () => {
  test("lasts to the end of the first second in which everybody is served as usual, and of the backlog", () => {
    const outcomes = [
      arrival(1_000),
      refusedAt(12_000, 23_500),
      arrival(20_100),
      refusedAt(20_900, 24_000),
      arrival(21_500, { firstAnsweredAt: 21_700 }),
      arrival(22_500),
    ];
    expect(recoveryOf(outcomes, outage)).toEqual({
      usualInMilliseconds: 100,
      usualAgainInMilliseconds: 3_000,
      backlogGoneInMilliseconds: 3_500,
    });
  });

  test("never comes where somebody is still not acknowledged, or nobody is served as usual", () => {
    const outcomes = [arrival(1_000), arrival(12_000, { acknowledgedAt: undefined }), refusedAt(20_100, 21_000)];
    expect(recoveryOf(outcomes, outage)).toMatchObject({
      usualAgainInMilliseconds: undefined,
      backlogGoneInMilliseconds: undefined,
    });
  });

  test("does not take for usual what was sent before the outage and answered in it", () => {
    const caught = arrival(9_999, { firstAnsweredAt: 19_000 });
    expect(recoveryOf([arrival(1_000), caught], outage).usualInMilliseconds).toBe(100);
  });
});

test("a row counts from the moment at which somebody meant to send, whatever came between", () => {
  const [before, during, after] = rowsOf([arrival(0), refusedAt(12_000, 23_000), refusedAt(13_000, 23_000)], outage);
  expect(before).toEqual("before|1|1 × 201|0.100|0.100|0.100|0.100|1|0.100|0.100|0.100|0.100|1".split("|"));
  expect(during).toEqual("during|2|2 × 503|0.100|0.100|0.100|0.100|2|10.0|11.0|11.0|11.0|6".split("|"));
  expect(after?.slice(0, 2)).toEqual(["after", "0"]);
});

test("a quantile is a value that was seen", () => {
  const hundred = Array.from({ length: 100 }, (_, at) => at + 1);
  expect([0.5, 0.95, 0.99, 1].map((share) => quantile(hundred, share))).toEqual([50, 95, 99, 100]);
  expect(quantile([7], 0.5)).toBe(7);
});
