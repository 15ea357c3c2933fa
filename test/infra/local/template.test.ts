// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is what CloudFormation's own expressions look like
import { describe, expect, it } from "vitest";
import { UnresolvableExpression } from "../../../infra/local/refusal.ts";
import { type RawTemplate, readTemplates } from "../../../infra/local/template.ts";
import { bucket, lambda, table } from "./small-assembly.ts";

const bound = (value: unknown, template: RawTemplate = {}, other: RawTemplate = {}): unknown => {
  const reader = { Type: "AWS::Lambda::Function", Properties: { Value: value } };
  const templates = readTemplates([
    { name: "data", template: other },
    { name: "pipeline", template: { ...template, Resources: { ...template.Resources, Reader: reader } } },
  ]);
  return templates.resources.find(({ logicalId }) => logicalId === "Reader")?.properties.Value;
};

describe("a name on this machine", () => {
  it("is the logical id without its hash and its kind", () => {
    const templates = readTemplates([
      {
        name: "s",
        template: { Resources: { ...table("ResponsesTable0A1B2C3D"), ...bucket("NightsBucket00FF00FF") } },
      },
    ]);
    expect(templates.resources.map(({ name }) => name)).toEqual(["responses", "nights"]);
  });

  it("is the template's own where it gives one", () => {
    expect(bound({ Ref: "T" }, { Resources: table("T", { TableName: "given" }) })).toBe("given");
  });

  it("tells two stacks apart that use the same logical id", () => {
    const stack = { Resources: bucket("Logs12345678") };
    const names = readTemplates([
      { name: "one", template: stack },
      { name: "two", template: stack },
    ]).resources.map(({ name }) => name);
    expect(new Set(names).size).toBe(2);
  });
});

describe("an expression", () => {
  const resources = { Resources: { ...table("Responses"), ...bucket("Nights"), ...lambda("Collect") } };

  it("refers to names and ARNs that agree with each other", () => {
    expect(bound({ Ref: "Responses" }, resources)).toBe("responses");
    expect(bound({ "Fn::GetAtt": ["Responses", "Arn"] }, resources)).toBe(
      "arn:aws:dynamodb:eu-west-2:000000000000:table/responses",
    );
    expect(bound({ "Fn::GetAtt": ["Nights", "Arn"] }, resources)).toBe("arn:aws:s3:::nights");
    expect(bound({ "Fn::GetAtt": "Collect.Arn" }, resources)).toBe(
      "arn:aws:lambda:eu-west-2:000000000000:function:collect",
    );
  });

  it("refers to a state machine by its ARN", () => {
    expect(bound({ Ref: "Night" }, { Resources: { Night: { Type: "AWS::StepFunctions::StateMachine" } } })).toBe(
      "arn:aws:states:eu-west-2:000000000000:stateMachine:night",
    );
  });

  it("joins, splits and selects what is nested in it", () => {
    const arn = { "Fn::GetAtt": ["Nights", "Arn"] };
    expect(bound({ "Fn::Join": ["/", [arn, "plans", { Ref: "AWS::Region" }]] }, resources)).toBe(
      "arn:aws:s3:::nights/plans/eu-west-2",
    );
    expect(bound({ "Fn::Select": [1, { "Fn::Split": [":::", arn] }] }, resources)).toBe("nights");
  });

  it("substitutes references, attributes and own values, and leaves an escaped one", () => {
    expect(
      bound(
        { "Fn::Sub": ["${Responses} ${Nights.Arn} ${own} ${!kept} ${AWS::AccountId}", { own: "mine" }] },
        resources,
      ),
    ).toBe("responses arn:aws:s3:::nights mine ${kept} 000000000000");
  });

  it("imports what another stack exports", () => {
    const other = {
      ...resources,
      Outputs: {
        Export: { Value: { Ref: "Responses" }, Export: { Name: { "Fn::Sub": "${AWS::StackName}:Responses" } } },
      },
    };
    expect(bound({ "Fn::ImportValue": "data:Responses" }, {}, other)).toBe("responses");
  });

  it("takes parameters at their defaults and looks into mappings", () => {
    expect(bound({ Ref: "Version" }, { Parameters: { Version: { Default: "12" } } })).toBe("12");
    const Mappings = { Regions: { "eu-west-2": { city: "London" } } };
    expect(bound({ "Fn::FindInMap": ["Regions", { Ref: "AWS::Region" }, "city"] }, { Mappings })).toBe("London");
  });

  it("removes what is no value", () => {
    expect(bound({ kept: 1, removed: { Ref: "AWS::NoValue" } })).toEqual({ kept: 1 });
  });

  it.each([
    [{ Ref: "Nothing" }],
    [{ "Fn::GetAtt": ["Nothing", "Arn"] }],
    [{ "Fn::ImportValue": "nowhere" }],
    [{ "Fn::If": ["Condition", 1, 2] }],
    [{ "Fn::Select": [3, ["a"]] }],
    ["{{resolve:ssm:/secret}}"],
  ])("is refused where it has no local value: %j", (expression) => {
    expect(() => bound(expression)).toThrow(UnresolvableExpression);
  });
});
