import { describe, expect, test } from "vitest";
import { protectionSummary } from "#functions/benchmark/protection-summary.ts";
import { defaultPolicy, disclosureProfiles } from "#shared/release/policy.ts";
import { NO, released, YES } from "./one-question.ts";
import { people } from "./tally-builder.ts";

/** Girls and boys of 4 to 7 years, of whom some answered yes. */
const campaign = (girls: readonly [yes: number, no: number], boys: readonly [yes: number, no: number], others = 0) =>
  released({ code: "801" }, [
    ...people(girls[0], YES, { gender: "girl" }),
    ...people(girls[1], NO, { gender: "girl" }),
    ...people(boys[0], YES, { gender: "boy" }),
    ...people(boys[1], NO, { gender: "boy" }),
    ...people(others, YES, { gender: "other" }),
  ]);

const sumOf = (counts: object) => Object.values(counts).reduce((sum: number, count: number) => sum + count, 0);

describe("what the protection of a release cost", () => {
  test("is nothing where every group is large and nobody is alone with an answer", () => {
    const { exact, ...others } = protectionSummary([campaign([20, 20], [25, 20])], defaultPolicy);
    // Everybody, girls, boys and those of unknown age, in two bands.
    expect(exact).toBe(8);
    expect(sumOf(others)).toBe(0);
  });

  test("tells few answers from those that are withheld with them", () => {
    expect(protectionSummary([campaign([20, 20], [25, 20], 3)], defaultPolicy)).toMatchObject({
      "too-few-answers": 2,
      "withheld-for-others": 2,
    });
  });

  test("tells ends of the scale from what would give them away, each once though an indicator repeats its item", () => {
    const counts = protectionSummary([campaign([39, 1], [25, 20])], defaultPolicy);
    expect(counts).toMatchObject({ "end-of-the-scale": 2, "range-for-others": 2 });
  });

  test("tells few children in a share under a stricter profile", () => {
    const counts = protectionSummary([campaign([38, 2], [25, 20])], disclosureProfiles["minimum-count-3"]);
    expect(counts["too-few-in-the-share"]).toBe(2);
  });
});
