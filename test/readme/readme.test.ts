import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { purposeOf, treeOf, withTree } from "./tree.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const readme = readFileSync(`${root}/README.md`, "utf-8");
const scripts = Object.keys(JSON.parse(readFileSync(`${root}/package.json`, "utf-8")).scripts);

describe("the README", () => {
  it("lists every source file with what it is for (mend it with `npm run tree`)", () => {
    expect(withTree(readme, treeOf(root))).toBe(readme);
  });

  it("names no npm script that does not exist", () => {
    const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name ?? "");
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });

  it("takes a file's purpose from its first sentence", () => {
    expect(purposeOf("/**\n * Reads a link,\n * as typed. And more.\n */")).toBe("Reads a link, as typed.");
    expect(purposeOf('describe("the gate", () => {})')).toBe("the gate");
    expect(purposeOf("export const nothing = 1;")).toBeUndefined();
  });
});
