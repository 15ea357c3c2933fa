/** The bundles, and the rules of CloudFormation itself. */
import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { verbNames } from "../../infra/bundle.ts";
import { chanceIn, sourcesOf } from "./chance-in-bundle.ts";
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

describe("the bundle of tally, which draws the noise,", () => {
  const [code = "", map = ""] = ["index.mjs", "index.mjs.map"].map((name) =>
    readFileSync(join(folderOf("tally"), name), "utf8"),
  );
  const asked = chanceIn(code, map);
  const isOurs = (source: string) => /^(?:functions|shared)\//.test(source);

  test("holds no source of chance of ours but crypto.randomInt, in one file", () => {
    expect(asked.filter(({ source }) => isOurs(source))).toEqual([
      { name: "randomInt", source: "functions/tally/noise/chance.ts" },
    ]);
  });

  // They spread retries, pick an endpoint, name a request or sample a log, and nothing of ours asks them for it.
  test("holds chance of packages that are known to ask for it, and of no other", () => {
    const packages = new Set(asked.map(({ source }) => source).filter((source) => !isOurs(source)));
    expect([...packages].toSorted()).toEqual([
      "@aws-lambda-powertools/logger",
      "@aws-sdk/credential-provider-login",
      "@aws-sdk/endpoint-cache",
      "@smithy/core",
      "@smithy/credential-provider-imds",
      "zod",
    ]);
  });

  test("holds no seeded generator and nothing of the tests", () => {
    const suspects = [...sourcesOf(map)].filter((source) =>
      /^test\/|\brand|seed|mersenne|xoroshiro|xorshift/i.test(source),
    );
    expect(suspects).toEqual([]);
    expect(code).not.toMatch(/mersenne|xoroshiro|xorshift/i);
  });

  test("is never started from a snapshot, which would give the same random bytes twice", () => {
    expect(functionOf(synth, "tally").Properties).not.toHaveProperty("SnapStart");
  });
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

  test("starts where there is nothing beside it, and has a handler", async () => {
    const { Variables: variables } = functionOf(synth, verb).Properties.Environment;
    const alone = mkdtempSync(join(tmpdir(), "bright-spots-bundle-"));
    copyFileSync(join(folderOf(verb), "index.mjs"), join(alone, "index.mjs"));
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "--eval", 'console.log(typeof (await import("./index.mjs")).handler)'],
      {
        cwd: alone,
        env: {
          AWS_REGION: "eu-west-2",
          // What a template refers to is known when it is deployed.
          ...Object.fromEntries(
            Object.entries(variables).map(([name, value]) => [name, typeof value === "string" ? value : "a-name"]),
          ),
        },
      },
    );
    rmSync(alone, { recursive: true });
    expect(stdout.trim()).toBe("function");
  });

  test("keeps its source map off the cold path", () => {
    expect(existsSync(join(folderOf(verb), "index.mjs.map"))).toBe(true);
    expect(code).not.toContain("sourceMappingURL");
    expect(functionOf(synth, verb).Properties.Environment.Variables).not.toHaveProperty("NODE_OPTIONS");
  });
});
