/** What the README names exists. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const readme = readFileSync(`${root}/README.md`, "utf-8");
const scripts = Object.keys(JSON.parse(readFileSync(`${root}/package.json`, "utf-8")).scripts);

const whereThingsAre = readme.split("\n## ").find((section) => section.startsWith("Where things are\n")) ?? "";
const folders = [...whereThingsAre.matchAll(/^\| (`.+`) \|/gm)].flatMap(([, cell = ""]) =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, folder = ""]) => folder),
);

describe("the README", () => {
  it("names no npm script that does not exist", () => {
    const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name ?? "");
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });

  it("says of every function and every folder of `shared` where it is, and of no folder that does not exist", () => {
    const present = ["functions", "shared"].flatMap((top) =>
      readdirSync(`${root}/${top}`).map((name) => `${top}/${name}`),
    );
    expect(folders).toEqual(expect.arrayContaining(present));
    expect(folders.filter((folder) => !existsSync(`${root}/${folder}`))).toEqual([]);
  });
});
