/** cdk-nag finds nothing that is not acknowledged with a reason. */
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { describe, expect, test } from "vitest";
import { acknowledgements } from "../../infra/acknowledgements.ts";
import { stages } from "../../infra/stages.ts";
import { type Synthesized, synthesized } from "./synthesized.ts";

function findings({ app }: Synthesized): string[] {
  return [new AwsSolutionsChecks(app), new ServerlessChecks(app)]
    .flatMap((pack) => pack.validateScope(app).violations)
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${constructPath} ${ruleName}`),
    )
    .sort();
}

describe.each(Object.keys(stages))("cdk-nag on the stage %s", (stage) => {
  const acknowledged = synthesized({ stage });
  const plain = synthesized({ stage, acknowledged: [] });

  test("finds nothing that is not acknowledged", () => {
    expect(findings(acknowledged)).toEqual([]);
  });

  test("still finds everything that is acknowledged", () => {
    const expected = acknowledgements.map(({ path, finding }) => `${path} ${finding.replace("{stage}", stage)}`);
    expect(expected.sort()).toEqual(findings(plain));
  });
});

test("acknowledges nothing without a reason in whole sentences", () => {
  for (const { path, finding, reason } of acknowledgements) {
    expect(reason, `${path} ${finding}`).toMatch(/^[A-Z].{30,}\.$/s);
  }
});
