/** What may depend on what, over the real imports of every source. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import * as rules from "./architecture/rules.ts";
import { codeOf, sourceOf } from "./architecture/source.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

function filesUnder(folder: string): string[] {
  return readdirSync(`${root}${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}
const foldersIn = (folder: string) =>
  readdirSync(`${root}${folder}`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

const files = ["functions", "shared", "infra", "test"].flatMap(filesUnder);
const sources = files
  .filter((path) => path.endsWith(".ts"))
  .map((path) => sourceOf(path, readFileSync(`${root}${path}`, "utf8")));

type Files = Readonly<Record<string, string>>;
const written = (texts: Files) => Object.entries(texts).map(([path, text]) => sourceOf(path, text));

interface Executed {
  readonly rule: rules.Rule;
  /** Each file breaks the rule on its own, with what stands beside it. */
  readonly broken: Files;
  readonly beside?: Files;
  readonly kept: Files;
}

const declared = rules.packagesAreDeclared({
  dependencies: { zod: "1.0.0", "@middy/core": "1.0.0" },
  devDependencies: { vitest: "1.0.0", "@types/aws-lambda": "1.0.0" },
});

const executed: Readonly<Record<string, Executed>> = {
  "only shared/storage and shared/runtime know the AWS SDK": {
    rule: rules.awsSdkOnlyInStorageAndRuntime,
    broken: {
      "functions/tally/a.ts": 'import { S3Client } from "@aws-sdk/client-s3";',
      "functions/tally/b.ts": 'import type { S3Client } from "@aws-sdk/client-s3";',
      "infra/c.ts": 'const s3 = await import("@aws-sdk/client-s3");',
      "shared/survey/d.ts": 'export { S3Client } from "@aws-sdk/client-s3";',
    },
    kept: { "shared/storage/a.ts": 'import { S3Client } from "@aws-sdk/client-s3";' },
  },
  "only infra knows the CDK": {
    rule: rules.cdkOnlyInInfra,
    broken: {
      "shared/a.ts": 'import { Stack } from "aws-cdk-lib";',
      "functions/tally/b.ts": 'import { Table } from "aws-cdk-lib/aws-dynamodb";',
      "test/shared/c.ts": 'import { Construct } from "constructs";',
    },
    kept: { "infra/a.ts": 'import { Stack } from "aws-cdk-lib";', "test/infra/b.ts": 'import "cdk-nag";' },
  },
  "only handlers, shared/runtime and the places in infra ask the clock, chance, the environment and the console": {
    rule: rules.effectsOnlyAtTheEdge,
    broken: {
      "functions/plan/a.ts": "const now = Date.now();",
      "functions/plan/b.ts": "const now = new Date();",
      "functions/plan/c.ts": "const now = new Date;",
      "functions/plan/d.ts": "const now = Date();",
      "functions/plan/e.ts": "const started = performance.now();",
      "functions/plan/f.ts": "const chance = Math.random();",
      "functions/plan/g.ts": 'import { createHash, randomUUID } from "node:crypto";',
      "shared/h.ts": "const id = crypto.randomUUID();",
      "shared/storage/i.ts": "const table = process.env.TABLE;",
      "infra/j.ts": 'import { env } from "node:process";',
      "infra/k.ts": 'console.log("deployed");',
      "functions/plan/l.ts": `const text = \`it is \${new Date()}\`;`,
      "functions/tally/handler.ts": 'import { randomInt } from "node:crypto";',
      "functions/tally/add-noise.ts": "const noise = Math.random();",
      "functions/tally/noise/discrete-gaussian.ts": "const chance = crypto.randomInt;",
      "functions/tally/noise/chance.ts": "const now = Date.now();",
    },
    kept: {
      "functions/plan/handler.ts": "const now = new Date();",
      "functions/plan/a.ts": 'const day = new Date(0); // not new Date()\nconst said = "Date.now() and process.env";',
      "functions/plan/b.ts": "export function draw(randomBytes: Uint8Array) { return randomBytes; }",
      "functions/tally/noise/chance.ts": 'import { randomInt } from "node:crypto";',
      "functions/tally/handler.ts": "const now = new Date();",
      "shared/runtime/a.ts": "const table = process.env.TABLE;",
      "infra/local/a.ts": 'console.log("ready");',
    },
  },
  "no function imports another": {
    rule: rules.functionsKeepApart,
    broken: {
      "functions/tally/a.ts": 'import { plan } from "#functions/plan/plan.ts";',
      "functions/tally/deep/b.ts": 'import type { Planned } from "../../plan/plan.ts";',
    },
    kept: { "functions/tally/a.ts": 'import { count } from "./count.ts";' },
  },
  "shared stands below functions and infra": {
    rule: rules.sharedStandsBelow,
    broken: {
      "shared/a.ts": 'import { plan } from "#functions/plan/plan.ts";',
      "shared/survey/b.ts": 'import { stages } from "../../infra/stages.ts";',
    },
    kept: { "shared/survey/a.ts": 'import { day } from "../programme/calendar.ts";' },
  },
  "functions do not know where they run": {
    rule: rules.functionsDoNotKnowWhereTheyRun,
    broken: { "functions/plan/a.ts": 'import { stages } from "../../infra/stages.ts";' },
    kept: { "functions/plan/a.ts": 'import { day } from "#shared/programme/calendar.ts";' },
  },
  "nothing imports a handler": {
    rule: rules.nothingImportsAHandler,
    broken: {
      "infra/a.ts": 'import { handler } from "../functions/plan/handler.ts";',
      "functions/plan/b.ts": 'import { handler } from "./handler.ts";',
    },
    kept: { "infra/a.ts": 'const entry = "functions/plan/handler.ts";' },
  },
  "only tests import from test": {
    rule: rules.testsAreImportedByTestsOnly,
    broken: { "infra/local/a.ts": 'import { wave } from "../../test/journey/wave.ts";' },
    kept: { "test/a.ts": 'import { wave } from "./journey/wave.ts";' },
  },
  "imports name their file, ending and all": {
    rule: rules.importsNameTheirFile,
    broken: { "shared/a.ts": 'import { b } from "./b";', "shared/c.ts": 'import { b } from "#shared/b.js";' },
    kept: { "shared/a.ts": 'import { b } from "./b.ts";\nimport c from "./c.json" with { type: "json" };' },
  },
  "a brand is put on by its maker, and by the store that parses it again, alone": {
    rule: rules.brandsAreMadeByTheirMakers,
    broken: {
      "functions/collect/collect.ts": "const response = content as Response;",
      "functions/benchmark/a.ts": "const counts = { groups: {} } as unknown as NoisedCounts;",
      "functions/tally/tally.ts": "const nation = exact as NoisedNation;",
      "functions/tally/nation.ts": "const exact = { layout } as ExactCounts;",
      "functions/tally/noise/discrete-gaussian.ts": "const chance = ((below: number) => below - 1) as Chance;",
      "infra/local/a.ts": "const chance = Math.random as unknown as Chance;",
    },
    kept: {
      "functions/collect/anonymise.ts": "const response = content as Response;",
      "functions/tally/add-noise.ts": "const noised = drawn as NoisedCounts;",
      "functions/tally/noise/chance.ts": "export const secureChance: Chance = draw as Chance;",
      "shared/storage/counts.ts": "const nation = parsed as NoisedNation;",
      "test/a.ts": "const chance = seeded as Chance;",
    },
  },
  "exact counts, noise and the pen of the counts table are named by the tally alone": {
    rule: rules.exactNumbersStayInTheTally,
    broken: {
      "functions/benchmark/a.ts": 'import type { ExactCounts } from "#functions/tally/count.ts";',
      "shared/release/b.ts": "export function shown(counts: ExactCounts) { return counts; }",
      "functions/audit/c.ts": "const noise = discreteGaussian(variance, secureChance);",
      "functions/publish/handler.ts": 'import { countsWriter } from "#shared/storage/counts.ts";',
      "functions/benchmark/handler.ts": 'import { responseReader } from "#shared/storage/responses.ts";',
    },
    kept: {
      "functions/tally/tally.ts": "export interface Counted { readonly exact: ExactCounts }",
      "functions/tally/handler.ts": "const counts = countsWriter(client, table);",
      "functions/generalise/handler.ts": "const responses = responseReader(client, table);",
      "functions/audit/a.ts": "// ExactCounts never come here.",
    },
  },
  "there are no default exports": {
    rule: rules.noDefaultExports,
    broken: {
      "shared/a.ts": "export default 1;",
      "shared/b.ts": "const b = 1;\nexport { b as default };",
    },
    kept: { "test/vitest.config.ts": "export default {};", "shared/a.ts": '// export default\nexport const a = "";' },
  },
  "there are no barrels": {
    rule: rules.noBarrels,
    broken: {
      "shared/a.ts": '/** Everything. */\nexport * from "./b.ts";\nexport { c } from "./c.ts";',
      "shared/d.ts": 'export type {\n  B,\n  C,\n} from "./b.ts";',
    },
    kept: { "shared/a.ts": 'export { b } from "./b.ts";\nexport const a = 1;' },
  },
  "there are no import cycles": {
    rule: rules.noCycles,
    broken: {
      "shared/a.ts": 'import { b } from "./b.ts";',
      "shared/itself.ts": 'import { itself } from "#shared/itself.ts";',
    },
    beside: {
      "shared/b.ts": 'import type { C } from "#shared/c.ts";',
      "shared/c.ts": 'import { a } from "./a.ts";',
    },
    kept: {
      "shared/a.ts": 'import { b } from "./b.ts";\nimport { c } from "./c.ts";',
      "shared/b.ts": 'import "./c.ts";',
    },
  },
  "what is deployed imports dependencies only, and nobody imports an undeclared package": {
    rule: declared,
    broken: {
      "functions/plan/a.ts": 'import { test } from "vitest";',
      "shared/b.ts": 'import { y } from "undeclared";',
      "test/c.ts": 'import type { Z } from "undeclared/z";',
      "test/d.ts": 'import { Context } from "aws-lambda";',
    },
    kept: {
      "functions/plan/a.ts":
        'import middy from "@middy/core";\nimport * as z from "zod/mini";\nimport { join } from "node:path";',
      "shared/b.ts": 'import type { Context } from "aws-lambda";',
      "test/c.ts": 'import { test } from "vitest";',
    },
  },
};

describe.each(Object.entries(executed))("%s:", (_, { rule, broken, beside = {}, kept }) => {
  test("in this repository", () => {
    const here = rule === declared ? rules.packagesAreDeclared(manifest) : rule;
    expect(here(sources)).toEqual([]);
  });

  test.each(Object.entries(broken))("a breach is seen in %s", (path, text) => {
    const found = rule(written({ ...beside, [path]: text }));
    expect(found.length).toBeGreaterThan(0);
    for (const finding of found) expect(finding).toContain(path);
  });

  test("what keeps to it is left in peace", () => {
    expect(rule(written(kept))).toEqual([]);
  });
});

describe("the layout", () => {
  const topLevel = "package.json package-lock.json tsconfig.json cdk.json infra functions shared test README.md".split(
    " ",
  );
  const madeByTools = ["node_modules", "cdk.out"];

  test("shows at its top what is the user's, and nothing else", () => {
    const visible = readdirSync(root).filter((name) => !name.startsWith(".") && !madeByTools.includes(name));
    expect(rules.differences(visible, topLevel)).toEqual([]);
  });

  test("has eleven verbs and five nouns", () => {
    const verbs = [
      "register",
      "collect",
      "withdraw",
      "plan",
      "tally",
      "benchmark",
      "audit",
      "publish",
      "generalise",
      "attest",
      "retract",
    ];
    const nouns = ["survey", "programme", "release", "storage", "runtime"];
    expect(rules.differences(foldersIn("functions"), verbs)).toEqual([]);
    expect(rules.differences(foldersIn("shared"), nouns)).toEqual([]);
    expect(verbs.filter((verb) => !files.includes(`functions/${verb}/handler.ts`))).toEqual([]);
  });

  test("has no name that says nothing", () => {
    expect(rules.namesSayWhatIsInside(files)).toEqual([]);
  });

  test("would be seen to differ", () => {
    expect(rules.differences(["infra", "docs"], ["infra", "shared"])).toEqual(["unexpected: docs", "missing: shared"]);
    const poor = ["shared/utils/a.ts", "functions/plan/helpers.ts", "shared/types.d.ts", "shared/survey/index.ts"];
    expect(rules.namesSayWhatIsInside([...poor, "shared/survey/scales.ts", "test/shared/a.test.ts"])).toEqual(poor);
  });
});

describe("reading a source", () => {
  test("finds every import, whichever way it is written", () => {
    const text = `
      import "./a.ts";
      import b, { type B } from './b.ts';
      import * as c from "#shared/c.ts";
      import type { D } from "../d.ts";
      import {
        e,
      } from "@scope/e/part";
      export * from "./f.ts";
      export type { G } from "./g.ts";
      const h = await import("./h.ts");
      type I = typeof import("node:fs");
    `;
    const { imports } = sourceOf("shared/survey/x.ts", text);
    expect(imports.map(({ specifier }) => specifier)).toEqual(
      "./a.ts ./b.ts #shared/c.ts ../d.ts @scope/e/part ./f.ts ./g.ts ./h.ts node:fs".split(" "),
    );
    expect(imports.filter(({ isTypeOnly }) => isTypeOnly).map(({ specifier }) => specifier)).toEqual([
      "../d.ts",
      "./g.ts",
    ]);
    expect(imports.map(({ file, package: name }) => file ?? name)).toEqual([
      "shared/survey/a.ts",
      "shared/survey/b.ts",
      "shared/c.ts",
      "shared/d.ts",
      "@scope/e",
      "shared/survey/f.ts",
      "shared/survey/g.ts",
      "shared/survey/h.ts",
      undefined,
    ]);
  });

  test("finds none in comments, strings, templates and regular expressions", () => {
    const text = [
      '// import { a } from "a";',
      '/* import { b } from "b"; */',
      `const c = 'import { c } from "c";';`,
      `const d = \`import { d } from "d"; \${e({ f: \`import "g"\` })} import("h")\`;`,
      'const i = /import "i"|["`/]/;',
      "const j = 4 / 2; const k = 3 / 1;",
      'import { l } from "l";',
    ].join("\n");
    expect(sourceOf("x.ts", text).imports.map(({ specifier }) => specifier)).toEqual(["l"]);
  });

  test("keeps every character of the code in its place, over every file of this repository", () => {
    const [before, after] = [
      `a(\`b\${c({ d: \`e\` })}f\`); // g\n/h/.test(i)`,
      `a(\` \${c({ d: \` \` })} \`);     \n   .test(i)`,
    ];
    expect(codeOf(before)).toBe(after);
    for (const { path, code } of sources) {
      const text = readFileSync(`${root}${path}`, "utf8");
      expect(code, path).toHaveLength(text.length);
      // Balanced braces: nothing was taken for a string or an expression that is none.
      expect(code.split("{").length, path).toBe(code.split("}").length);
      expect(code.split("(").length, path).toBe(code.split(")").length);
    }
  });
});
