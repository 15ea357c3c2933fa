/** cdk-nag finds nothing that is not acknowledged with a reason. */
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { describe, expect, test } from "vitest";
import { acknowledgementsOf } from "../../infra/acknowledgements.ts";
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

describe.each(Object.values(stages))("cdk-nag on the stage $name", (stage) => {
  const acknowledged = synthesized({ stage: stage.name });
  const plain = synthesized({ stage: stage.name, acknowledged: [] });

  test("finds nothing that is not acknowledged", () => {
    expect(findings(acknowledged)).toEqual([]);
  });

  test("still finds everything that is acknowledged", () => {
    const expected = acknowledgementsOf(stage).map(({ path, finding }) => `${path} ${finding}`);
    expect(expected.sort()).toEqual(findings(plain));
  });

  test("acknowledges nothing without a reason in whole sentences", () => {
    for (const { path, finding, reason } of acknowledgementsOf(stage)) {
      expect(reason, `${path} ${finding}`).toMatch(/^[A-Z].{30,}\.$/s);
    }
  });
});
