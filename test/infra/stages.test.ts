/** The stages and what they set. */
import { expect, test } from "vitest";
import { verbNames } from "../../infra/bundle.ts";
import { stageNamed, stages, UnknownStage } from "../../infra/stages.ts";
import { functionOf, type Synthesized, synthesized, the } from "./synthesized.ts";

const local = synthesized({ stage: "local" });
const production = synthesized({ stage: "production" });

test("refuses a stage that is not in the list, and names those that are", () => {
  expect(() => stageNamed("staging")).toThrow(UnknownStage);
  expect(() => stageNamed("staging")).toThrow(/local, production/);
  expect(() => stageNamed("toString")).toThrow(UnknownStage);
});

test.each(Object.entries(stages))("calls %s by the name that it is listed under", (listed, { name }) => {
  expect(name).toBe(listed);
});

test.each(Object.values(stages))("keeps what children said in the United Kingdom: $name", ({ region }) => {
  expect(region).toBe("eu-west-2");
});

test("lets one machine answer for the whole country on the local stage, and only there", () => {
  const throttleOf = ({ templates }: Synthesized) =>
    the(templates.pipeline, "AWS::ApiGatewayV2::Stage").Properties.DefaultRouteSettings;
  expect(throttleOf(local).ThrottlingRateLimit).toBeGreaterThanOrEqual(1_000);
  expect(throttleOf(production)).toEqual({ ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 });
});

test("gives the functions of every stage the same environment, by name", () => {
  for (const verb of verbNames) {
    const variables = (synth: Synthesized) => Object.keys(functionOf(synth, verb).Properties.Environment.Variables);
    expect(variables(local)).toEqual(variables(production));
  }
});

test("takes answers in production from pages that came over TLS only", () => {
  expect(stages.production.allowedOrigins.filter((origin) => !origin.startsWith("https://"))).toEqual([]);
});

test("keeps the data of every stage in the same resources", () => {
  expect(Object.keys(local.templates.data.Resources)).toEqual(Object.keys(production.templates.data.Resources));
});
