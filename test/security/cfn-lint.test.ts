/** cfn-lint, which knows CloudFormation's schemas and what AWS has learnt to advise, finds nothing in the templates. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { stages } from "../../infra/stages.ts";
import { synthesized } from "../infra/synthesized.ts";
import { pythonEnvironment } from "../python.ts";

const python = await pythonEnvironment("cfn-lint", [
  "cfn-lint==1.58.0",
  "jsonpatch==1.48",
  "jsonpointer==3.12",
  "mpmath==1.3.0",
  "networkx==3.6.1",
  "pyyaml==6.0.4",
  "regex==2026.11.19",
  "sympy==1.14.0",
  "typing-extensions==4.16.0",
]);
if (python === undefined) console.warn("SKIPPED cfn-lint: it needs python3 with venv, and PyPI once.");

/** Rules that find something and are wrong about us, each with the reason. A test sees that each still finds something. */
const passedOver: Readonly<Record<string, string>> = {
  W3005:
    "The CDK has a function wait for its role and for the policy of that role. It names the role for another reason too, so that this half is said twice; the other half is needed.",
  W6001:
    "The pipeline's outputs name two buckets of the data stack: whoever follows the runbook finds all names in one stack. What is exported is not exported again.",
};

interface Match {
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Location: { readonly Path: readonly (string | number)[] | null };
}

/** Everything from warnings up. Ends with a status of its own for each mix of findings, and 0 for none. */
function findingsIn(templates: readonly string[]): Promise<Match[]> {
  const settings = ["--regions", "eu-west-2", "--format", "json"];
  return new Promise((resolve, reject) => {
    execFile(join(python?.bin ?? "", "cfn-lint"), [...settings, ...templates], (error, stdout) => {
      if (stdout.startsWith("[")) resolve(JSON.parse(stdout));
      else reject(error ?? new Error(`cfn-lint said ${stdout}`));
    });
  });
}

describe.skipIf(python === undefined).each(Object.values(stages))("cfn-lint on the stage $name", ({ name }) => {
  const { folder } = synthesized({ stage: name });
  const findings = findingsIn(["Data", "Pipeline"].map((stack) => join(folder, `${stack}.template.json`)));
  findings.catch(() => {});

  test("finds no error, and warns of nothing but what is passed over with a reason", async () => {
    const found = (await findings).filter(({ Rule }) => !Object.hasOwn(passedOver, Rule.Id));
    expect(found.map(({ Rule, Message, Location }) => `${Rule.Id} ${Location.Path?.join("/")}: ${Message}`)).toEqual(
      [],
    );
  });

  test("still finds everything that is passed over", async () => {
    const found = new Set((await findings).map(({ Rule }) => Rule.Id));
    expect(Object.keys(passedOver).filter((rule) => !found.has(rule))).toEqual([]);
  });
});
