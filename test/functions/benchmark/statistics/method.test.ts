import { readdir } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { Method } from "#functions/benchmark/statistics/method.ts";

const folder = new URL("../../../../functions/benchmark/statistics/", import.meta.url);
/** What is no estimator: the shape itself, and arithmetic that no method note speaks of. */
const notEstimators = ["method", "rounding"];

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
  test.each(names)(
    "%s exports one method, under the name of its file, that states formula and source",
    async (name) => {
      const methods = await methodsOf(name);
      expect(methods.map(({ id }) => id)).toEqual([name]);
      for (const method of methods) {
        expect(Object.keys(method).sort()).toEqual(["id", "inWords", "name", "source"]);
        expect(method.inWords).toMatch(/^\p{Lu}.+\.$/u);
        expect(method.source).toMatch(/^\p{Lu}.+/u);
      }
    },
  );
});
