import { describe, expect, it } from "vitest";
import { askDuckDb } from "../duckdb.ts";
import { statistics } from "./oracle.ts";

/** The numbers that these lines of SQL give, after the oracle's own macros. */
async function numbersOf(select: string): Promise<readonly number[]> {
  const [row] = await askDuckDb(`${statistics}\nSELECT ${select} AS numbers`);
  return (row?.numbers ?? []) as readonly number[];
}

const share = (y: number, m: number, noise = "a: 0.0, b: 0.0, c: 0.0") =>
  `{y: ${y}::DOUBLE, m: ${m}::DOUBLE, ${noise}}`;
const everybody = "a: 1.698980, b: 0.596939, c: 1.790816";
const fifteen = "a: 25.4847, b: 8.954085, c: 26.86224";
const derived = "a: 3.020408, b: 1.061224, c: 3.183673";

const mover = (one: string, other: string) =>
  `mover(proportion(${one}), score_ends(${one}, z_95()), proportion(${other}), score_ends(${other}, z_95()))`;

const tested = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
];
const wave = (t: number, y: number, m: number) => `(${t}, ${y} / ${m}, ${m} / (372 / 397 * 25 / 397))`;
const waves = [wave(1, 83, 86), wave(2, 90, 93), wave(3, 129, 136), wave(4, 70, 82)].join(", ");

describe("the oracle's own statistics", () => {
  it.each([
    ["the normal distribution at its quantiles", "[two_sided(z_95()), two_sided(-z_998())]", [0.05, 0.002]],
    ["Wilson, 65 of 100", `score_ends(${share(65, 100)}, z_95())`, [0.55254443296888, 0.736357517569025]],
    ["Wilson at 99.8%", `score_ends(${share(65, 100)}, z_998())`, [0.495494657407043, 0.77835406140897]],
    ["noise, 83 of 100", `score_ends(${share(83, 100, everybody)}, z_95())`, [0.740118, 0.896109]],
    ["noise, an open end", `score_ends(${share(17.25, 20.75, derived)}, z_95())`, [0.565215, 1.015837]],
    ["noise, nobody", `score_ends(${share(0, 12, derived)}, z_95())`, [-0.170121, 0.383449]],
    ["Newcombe, 56 of 70 less 48 of 80", mover(share(56, 70), share(48, 80)), [0.0524, 0.3339]],
    ["MOVER with noise", mover(share(40, 60, everybody), share(1000, 1250, fifteen)), [-0.267977, -0.016905]],
    [
      "two shares with noise",
      `[two_sided(z_of_two(${share(40, 60, everybody)}, ${share(1000, 1250, fifteen)}))]`,
      [0.022225],
    ],
    [
      "Cochran and Armitage",
      `(SELECT [slope(w, t, p) ** 2 * information(w, t)] FROM (VALUES ${waves}) AS points (t, p, w))`,
      [8.224922],
    ],
    [
      "halves away from zero",
      "[points(0.285), points(-0.285), tenths(-2.25), up_to_thousandths(0.05)]",
      [29, -29, -2.3, 0.05],
    ],
  ])("agrees with the published numbers of %s", async (_, select, published) => {
    const decimals = Math.max(...published.map((number) => String(number).split(".")[1]?.length ?? 0));
    const found = await numbersOf(`(${select})::DOUBLE[]`);
    expect(found).toHaveLength(published.length);
    for (const [place, number] of published.entries()) expect(found[place]).toBeCloseTo(number, Math.min(decimals, 12));
  });

  it("adjusts the fifteen published p of Benjamini and Hochberg, of which four are rejected", async () => {
    const tests = `CREATE TABLE fifteen AS SELECT unnest([${tested.join(", ")}]) AS p, 1 AS family;`;
    const rows = await askDuckDb(`${statistics}\n${tests}\nSELECT q FROM adjusted('fifteen') ORDER BY p`);
    expect(rows.filter(({ q }) => Number(q) <= 0.05)).toHaveLength(4);
    expect(rows[3]?.q).toBeCloseTo(0.035625, 12);
  });
});
