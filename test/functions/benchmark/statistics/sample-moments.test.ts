import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { momentsOf } from "#functions/benchmark/statistics/sample-moments.ts";

const ANSWERS_ON_A_LADDER = 11;
const anyLadder = fc.array(fc.oneof(fc.constant(0), fc.nat(40), fc.nat(900_000)), {
  minLength: ANSWERS_ON_A_LADDER,
  maxLength: ANSWERS_ON_A_LADDER,
});

function countsOf(answers: readonly number[], values: number): number[] {
  return Array.from({ length: values }, (_, value) => answers.filter((answer) => answer === value).length);
}

const mavro = [
  180, 170, 180, 190, 180, 170, 150, 140, 150, 150, 170, 180, 180, 190, 190, 210, 200, 160, 140, 130, 130, 150, 150,
  160, 150, 140, 130, 140, 150, 140, 150, 160, 150, 160, 190, 200, 200, 210, 220, 230, 240, 250, 270, 260, 260, 260,
  270, 260, 250, 240,
];
const michelso = [
  25, 14, 30, 47, 33, 25, 35, 38, 38, 28, 40, 38, 33, 5, 16, 21, 40, 40, 36, 36, 36, 34, 36, 34, 28, 20, 25, 28, 30, 24,
  23, 19, 21, 28, 28, 23, 20, 19, 16, 20, 28, 28, 28, 26, 12, 12, 2, 26, 37, 35, 28, 31, 25, 27, 24, 24, 25, 24, 24, 24,
  29, 21, 21, 22, 20, 17, 16, 14, 15, 16, 31, 32, 29, 26, 28, 12, 24, 25, 25, 18, 29, 24, 18, 21, 16, 21, 19, 21, 22,
  25, 27, 27, 21, 14, 21, 34, 35, 20, 21, 27,
];
const lottery = [
  162, 671, 933, 414, 788, 730, 817, 33, 536, 875, 670, 236, 473, 167, 877, 980, 316, 950, 456, 92, 517, 557, 956, 954,
  104, 178, 794, 278, 147, 773, 437, 435, 502, 610, 582, 780, 689, 562, 964, 791, 28, 97, 848, 281, 858, 538, 660, 972,
  671, 613, 867, 448, 738, 966, 139, 636, 847, 659, 754, 243, 122, 455, 195, 968, 793, 59, 730, 361, 574, 522, 97, 762,
  431, 158, 429, 414, 22, 629, 788, 999, 187, 215, 810, 782, 47, 34, 108, 986, 25, 644, 829, 630, 315, 567, 919, 331,
  207, 412, 242, 607, 668, 944, 749, 168, 864, 442, 533, 805, 372, 63, 458, 777, 416, 340, 436, 140, 919, 350, 510, 572,
  905, 900, 85, 389, 473, 758, 444, 169, 625, 692, 140, 897, 672, 288, 312, 860, 724, 226, 884, 508, 976, 741, 476, 417,
  831, 15, 318, 432, 241, 114, 799, 955, 833, 358, 935, 146, 630, 830, 440, 642, 356, 373, 271, 715, 367, 393, 190, 669,
  8, 861, 108, 795, 269, 590, 326, 866, 64, 523, 862, 840, 219, 382, 998, 4, 628, 305, 747, 247, 34, 747, 729, 645, 856,
  974, 24, 568, 24, 694, 608, 480, 410, 729, 947, 293, 53, 930, 223, 203, 677, 227, 62, 455, 387, 318, 562, 242, 428,
  968,
];

describe("the moments of a ladder", () => {
  test.each([
    // NIST Statistical Reference Datasets, univariate summary statistics; the measurements counted in whole units.
    {
      dataSet: "Mavro, transmittance in hundred-thousandths above 2",
      measurements: mavro,
      mean: "185.600000000000",
      standardDeviation: "42.9123454003053",
    },
    {
      dataSet: "Michelso, speed of light in tens of kilometres a second above 299,600",
      measurements: michelso,
      mean: "25.2400000000000",
      standardDeviation: "7.90105478190518",
    },
    {
      dataSet: "Lottery, numbers of three digits",
      measurements: lottery,
      mean: "518.958715596330",
      standardDeviation: "291.699727470969",
    },
  ])("of $dataSet are those certified by NIST, to every digit", ({ measurements, mean, standardDeviation }) => {
    const moments = momentsOf(countsOf(measurements, 1_000));
    expect(moments.size).toBe(measurements.length);
    expect(moments.mean.toPrecision(15)).toBe(mean);
    expect(Math.sqrt(moments.variance).toPrecision(15)).toBe(standardDeviation);
  });

  test.each([
    ["2 4 4 4 5 5 7 9", [2, 4, 4, 4, 5, 5, 7, 9], 5, 32 / 7],
    ["0 to 10 once each", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5, 11],
    ["4 4 5 5 9", [4, 4, 5, 5, 9], 5.4, 4.3],
    ["0 10", [0, 10], 5, 50],
  ])("of %s are found by hand", (_, answers, mean, variance) => {
    expect(momentsOf(countsOf(answers, ANSWERS_ON_A_LADDER))).toEqual({ size: answers.length, mean, variance });
  });

  test("agree with whole-number arithmetic on Σv² and Σv, where nothing is rounded before the last division", () => {
    fc.assert(
      fc.property(anyLadder, (countByValue) => {
        const sumOf = (power: bigint) =>
          countByValue.reduce((sum, count, value) => sum + BigInt(value) ** power * BigInt(count), 0n);
        const size = sumOf(0n);
        fc.pre(size >= 2n);
        const moments = momentsOf(countByValue);
        expect(BigInt(moments.size)).toBe(size);
        expect(moments.mean).toBe(Number(sumOf(1n)) / Number(size));
        const exact = Number(size * sumOf(2n) - sumOf(1n) ** 2n) / Number(size * (size - 1n));
        expect(Math.abs(moments.variance - exact)).toBeLessThanOrEqual(4 * Number.EPSILON * exact);
      }),
      { numRuns: 2_000 },
    );
  });

  test("have a variance of exactly 0 where all answers are alike, and above 0 where one in ten million differs", () => {
    for (const size of [2, 7, 10_000_000]) {
      expect(momentsOf([0, 0, 0, 0, 0, 0, 0, size])).toEqual({ size, mean: 7, variance: 0 });
    }
    const { variance } = momentsOf([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 9_999_999]);
    expect(variance).toBeCloseTo(1e-7, 22);
  });

  test("of nobody and of one child have no spread and no NaN", () => {
    expect(momentsOf([])).toEqual({ size: 0, mean: 0, variance: 0 });
    expect(momentsOf(new Array(ANSWERS_ON_A_LADDER).fill(0))).toEqual({ size: 0, mean: 0, variance: 0 });
    expect(momentsOf([0, 0, 0, 1])).toEqual({ size: 1, mean: 3, variance: 0 });
  });

  test("mirror when the ladder is turned upside down: the mean is 10 less it, the variance the same to the last digit", () => {
    fc.assert(
      fc.property(anyLadder, (countByValue) => {
        const moments = momentsOf(countByValue);
        const mirrored = momentsOf(countByValue.toReversed());
        expect(mirrored.size).toBe(moments.size);
        expect(mirrored.variance).toBe(moments.variance);
        if (moments.size > 0) expect(mirrored.mean).toBeCloseTo(10 - moments.mean, 12);
      }),
    );
  });
});
