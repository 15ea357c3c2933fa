import { readdir } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { Method } from "#functions/benchmark/statistics/method.ts";

const folder = new URL("../../../../functions/benchmark/statistics/", import.meta.url);
/** What is no estimator: shapes, and arithmetic that no method note speaks of. */
const notEstimators = ["interval", "method", "noisy-share", "rounding"];

const names = (await readdir(folder))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -".ts".length))
  .filter((name) => !notEstimators.includes(name));

async function methodsOf(name: string): Promise<Method[]> {
  const module: Record<string, unknown> = await import(new URL(`${name}.ts`, folder).href);
  return Object.entries(module)
    .filter(([exported]) => exported.endsWith("Method"))
    .map(([, method]) => method as Method);
}

describe("the methods", () => {
  test.each(names)("of %s state formula and source, and are exported beside the code", async (name) => {
    const methods = await methodsOf(name);
    expect(methods).not.toHaveLength(0);
    for (const method of methods) {
      expect(Object.keys(method).sort()).toEqual(["id", "inWords", "name", "source"]);
      expect(method.inWords).toMatch(/^\p{Lu}.+\.$/u);
      expect(method.source).toMatch(/^\p{Lu}.+/u);
    }
  });

  test("have the ids that datasets and method notes name them by", async () => {
    const methods = await Promise.all(names.map(methodsOf));
    expect(
      methods
        .flat()
        .map(({ id }) => id)
        .sort(),
    ).toEqual([
      "benjamini-hochberg",
      "funnel-limits",
      "ladder-mean",
      "mover-interval",
      "noisy-score-interval",
      "over-dispersion",
      "score-test",
      "two-proportion-z-test",
      "weighted-least-squares-trend",
      "z-test-of-means",
    ]);
  });
});
