import { describe, expect, test } from "vitest";
import { compareBytes } from "./byte-comparison.ts";

const objects = (contents: Readonly<Record<string, string>>) =>
  new Map(Object.entries(contents).map(([key, content]) => [key, new TextEncoder().encode(content)]));
const names = ["in the one", "in the other"] as const;
const release = { "latest.json": "{}", "releases/1/a.csv": "a,b\n1,2\n" };

describe("two releases", () => {
  test("are the same when every byte is, in whatever order they come", () => {
    const other = objects({ "releases/1/a.csv": release["releases/1/a.csv"], "latest.json": "{}" });
    const compared = compareBytes(objects(release), other, names);
    expect(compared).toMatchObject({ files: 2, bytes: 10, differences: [] });
    expect(compared.sha256).toBe(compareBytes(other, objects(release), names).sha256);
  });

  test.each([
    [
      "another byte",
      { ...release, "releases/1/a.csv": "a,b\n1,3\n" },
      "releases/1/a.csv differs from byte 6 on (8 and 8 bytes)",
    ],
    ["a byte more", { ...release, "latest.json": "{} " }, "latest.json differs from byte 2 on (2 and 3 bytes)"],
    ["a byte less", { ...release, "latest.json": "{" }, "latest.json differs from byte 1 on (2 and 1 bytes)"],
    ["a file more", { ...release, "releases/1/b.csv": "" }, "releases/1/b.csv is in the other only"],
    ["a file less", { "latest.json": "{}" }, "releases/1/a.csv is in the one only"],
  ])("differ by %s", (_, other, sentence) => {
    expect(compareBytes(objects(release), objects(other), names).differences).toEqual([sentence]);
  });

  test("have another hash when a byte moves from one file to the next", () => {
    const hashOf = (one: string, next: string) => compareBytes(objects({ one, next }), objects({}), names).sha256;
    expect(hashOf("ab", "c")).not.toBe(hashOf("a", "bc"));
  });
});
