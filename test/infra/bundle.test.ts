/** The bundles, and the rules of CloudFormation itself. */
import { existsSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { verbNames } from "../../infra/bundle.ts";
import { functionOf, synthesized } from "./synthesized.ts";

// Bundled, and checked against CloudFormation's own rules, which fail the synthesis.
const synth = synthesized({ bundle: true, validate: true });
const folderOf = (verb: (typeof verbNames)[number]) =>
  join(synth.folder, `asset.${functionOf(synth, verb).Properties.Code.S3Key.replace(".zip", "")}`);

test("CloudFormation's own rules find nothing in the templates", () => {
  const report = JSON.parse(readFileSync(join(synth.folder, "validation-report.json"), "utf8"));
  expect(report.pluginReports).toEqual([]);
});

test("gives each function its own code", () => {
  const folders = verbNames.map(folderOf);
  expect(folders).toEqual([...new Set(folders)]);
});

describe.each(verbNames)("the bundle of %s", (verb) => {
  const code = readFileSync(join(folderOf(verb), "index.mjs"), "utf8");

  test("exports the handler that Lambda is told to call", () => {
    expect(functionOf(synth, verb).Properties).toMatchObject({
      Handler: "index.handler",
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
    });
    expect(code).toMatch(/export\s*\{[^}]*\bas handler\b[^}]*\}/);
  });

  test("brings everything along: what it still imports is Node's own", () => {
    const imported = [...code.matchAll(/\bimport(?:[\w$*{}, ]+from)?["']([^"']+)["']/g)].map(
      ([, module]) => module ?? "",
    );
    expect(imported.filter((module) => !isBuiltin(module))).toEqual([]);
  });

  test("never calls require, which an ES module lacks", () => {
    // esbuild's stand-in for a `require` that it could not resolve throws an error with these words.
    expect(code).not.toContain("Dynamic require of");
  });

  test("keeps its source map off the cold path", () => {
    expect(existsSync(join(folderOf(verb), "index.mjs.map"))).toBe(true);
    expect(code).not.toContain("sourceMappingURL");
    expect(functionOf(synth, verb).Properties.Environment.Variables).not.toHaveProperty("NODE_OPTIONS");
  });
});
