/** Alarms and chapters of the runbook are in step, and what a chapter says was rehearsed is there to be run. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type Guarantee, guaranteeOf } from "#shared/release/guarantee.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import { verbNames } from "../../infra/bundle.ts";
import { logicalIdOf, ofType, synthesized, verbsOf } from "./synthesized.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const runbook = readFileSync(`${root}infra/RUNBOOK.md`, "utf8");

const synth = synthesized();
const template = synth.templates.pipeline;
const alarms = new Map<string, string>(
  ofType(template, "AWS::CloudWatch::Alarm").map(([, { Properties }]) => [
    Properties.AlarmName.replace("bright-spots-production-", ""),
    Properties.AlarmDescription,
  ]),
);

/** What stands under a heading of the first level, by heading of the second. */
function chaptersOf(part: string): Map<string, string> {
  const [, text = ""] = new RegExp(`^# ${part}$([\\s\\S]*?)(?=^# |$(?![\\s\\S]))`, "m").exec(runbook) ?? [];
  const [, ...chapters] = text.split(/^## /m);
  return new Map(
    chapters.map((chapter) => {
      const end = chapter.indexOf("\n");
      return [chapter.slice(0, end), chapter.slice(end)];
    }),
  );
}

const chapters = chaptersOf("When an alarm rings");
const recoveries = chaptersOf("How to recover");
const sections = [
  "Symptom",
  "What it means for people",
  "First five minutes",
  "Repair",
  "How it was rehearsed",
] as const;

/** The text of each section of a chapter, in one line. */
function sectionsOf(chapter: string): Record<string, string> {
  const [, ...parts] = chapter.split(/^\*\*([^*]+)\.\*\*/m);
  return Object.fromEntries(
    parts.flatMap((part, index) =>
      index % 2 === 0 ? [[part, (parts[index + 1] ?? "").replaceAll(/\s+/g, " ").trim()]] : [],
    ),
  );
}

const testsNamedIn = (text: string) => [...text.matchAll(/`(test\/[^`]+)`/g)].map(([, path = ""]) => path);

describe("the runbook", () => {
  test("has a chapter for every alarm, and none without one", () => {
    expect([...chapters.keys()].sort()).toEqual([...alarms.keys()].sort());
  });

  test.each([...chapters])(
    "says of %s what it looks like, means, needs at once and later, and how that was tried",
    (_, chapter) => {
      expect(Object.keys(sectionsOf(chapter))).toEqual(sections);
      for (const text of Object.values(sectionsOf(chapter))) expect(text).toMatch(/^.{10,}[.?]$/);
    },
  );

  test.each([...chapters])("says of %s what the alarm itself says that it means for people", (name, chapter) => {
    const means = sectionsOf(chapter)["What it means for people"];
    expect(means).toBeDefined();
    expect(alarms.get(name)).toContain(`${means} What to do:`);
  });

  test.each([...chapters])("says of %s by which test it was rehearsed, or that it was not", (_, chapter) => {
    const rehearsed = sectionsOf(chapter)["How it was rehearsed"] ?? "";
    expect(testsNamedIn(rehearsed).length > 0 || /not rehearsed/i.test(rehearsed)).toBe(true);
  });

  test("knows a way back from each of the six things that need one, and says how far it was tried", () => {
    expect([...recoveries.keys()]).toEqual([
      "A bad release",
      "A recount",
      "A lost night",
      "A poisoned campaign",
      "A restored table",
      "A leaked link",
    ]);
    for (const [name, text] of recoveries) expect(text, name).toMatch(/^How it was rehearsed: /m);
  });

  test("says of a recount what it costs children, as the policy in use has it", () => {
    const percent = (guarantee: Guarantee) => `${(100 * guarantee.bestGuess).toFixed(1)}%`;
    const text = (recoveries.get("A recount") ?? "").replaceAll(/\s+/g, " ");
    const [once, twice] = [guaranteeOf(noisePolicy), guaranteeOf(noisePolicy, 2)];
    expect(text).toContain(`at most ${percent(twice.answer)} of the time instead of ${percent(once.answer)} `);
    expect(text).toContain(`(${percent(twice.ladder)} instead of ${percent(once.ladder)} where`);
  });

  test("has a recount signed by an item of the attributes that its policy allows", () => {
    const [, item = ""] = /cat > recount\.json <<'JSON'\n([\s\S]*?)\n +JSON/.exec(runbook) ?? [];
    const { PolicyDocument: document } =
      template.Resources[logicalIdOf(synth.pipeline.recounting.policy)]?.Properties ?? {};
    const [put] = document.Statement;
    expect(Object.keys(JSON.parse(item))).toEqual(put.Condition["ForAllValues:StringEquals"]["dynamodb:Attributes"]);
    expect(runbook).toContain("--condition-expression 'attribute_not_exists(pk)' --item file://recount.json");
  });

  test("names no test and no source that is not there", () => {
    const named = [...runbook.matchAll(/`((?:test|infra|functions|shared)\/[\w./-]+)`/g)].map(([, path = ""]) => path);
    expect(named.length).toBeGreaterThan(20);
    expect([...new Set(named)].filter((path) => !existsSync(root + path))).toEqual([]);
  });

  test("asks for functions, their variables and outputs as the template names them", () => {
    const functions = ofType(template, "AWS::Lambda::Function").map(([id]) => id);
    for (const verb of verbNames) {
      const word = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}Function`;
      expect(functions.filter((id) => id.includes(word))).toEqual([logicalIdOf(verbsOf(synth)[verb].function)]);
    }
    const words = [...runbook.matchAll(/\b(?:errors_of|log_of|function_of|variable_of) "?([A-Z]\w+)/g)].map(
      ([, word = ""]) => word,
    );
    expect(words.filter((word) => !verbNames.some((verb) => verb === word.toLowerCase()))).toEqual([]);
    const outputs = [...runbook.matchAll(/\boutput ([A-Z]\w+)/g)].map(([, word = ""]) => word);
    expect(outputs.filter((word) => template.Outputs?.[word] === undefined)).toEqual([]);
    expect(runbook).toContain(`STACK=${synth.pipeline.stackName}\n`);
  });

  test("gives words that a shell takes, each a command of AWS's own", () => {
    const [, words = ""] = /```sh\n([\s\S]*?)```/.exec(runbook) ?? [];
    // In place of the AWS command line: answers with what it was asked.
    const asked = execFileSync(
      "bash",
      ["-euc", `aws() { echo "$*"; }\n${words}\nstart_night; nights; executions; errors_of Plan 6h`],
      {
        encoding: "utf8",
      },
    );
    expect(asked).toMatch(/^stepfunctions start-execution .* --input \{\}$/m);
    expect(asked).toMatch(/^dynamodb query .*--expression-attribute-values \{":nights":\{"S":"nights"\}\} /m);
    expect(asked).toMatch(/^stepfunctions list-executions /m);
    expect(asked).toMatch(/^logs tail .* --since 6h --filter-pattern \{ \$\.level = "ERROR" \}$/m);
  });

  test("breaks no command over two lines, so that each can be copied", () => {
    const outsideBlocks = runbook.replaceAll(/```[\s\S]*?```/g, "");
    const broken = outsideBlocks.split("\n").filter((line) => (line.match(/`/g) ?? []).length % 2 === 1);
    expect(broken).toEqual([]);
  });

  test("leads from one chapter to another that is there", () => {
    const led = [...runbook.matchAll(/(?:see|See|under) `([a-z-]+)`/g)].map(([, name = ""]) => name);
    expect(led.filter((name) => !chapters.has(name))).toEqual([]);
    const ways = [...runbook.matchAll(/_(A [a-z ]+)_/g)].map(([, name = ""]) => name);
    expect(ways.filter((name) => !recoveries.has(name))).toEqual([]);
  });
});
