/** What is kept of many findings. */
import { describe, expect, test } from "vitest";
import { AuditFailed, Findings } from "#functions/audit/finding.ts";

const found = (rule: string, howMany: number) =>
  Array.from({ length: howMany }, (_, at) => ({
    rule,
    file: `${at}.csv`,
    row: null,
    detail: `fault ${at}`,
    remedy: "mend it",
  }));

function failureOf(...all: readonly ReturnType<typeof found>[]): AuditFailed {
  const findings = new Findings();
  for (const finding of all.flat()) findings.add(finding);
  try {
    findings.throwAny();
  } catch (error) {
    if (error instanceof AuditFailed) return error;
  }
  throw new Error("nothing was thrown");
}

describe("findings", () => {
  test("throw nothing where there are none", () => {
    expect(() => new Findings().throwAny()).not.toThrow();
  });

  test("are all counted, with their rules in the order of the alphabet", () => {
    const { count, rules, message } = failureOf(found("one", 90), found("another", 2));
    expect({ count, rules }).toEqual({ count: 92, rules: ["another", "one"] });
    expect(message).toBe(
      "the audit has 92 findings against the draft, of these rules: another, one; nothing is published and the release that stands is not touched: look at the findings before any night is run again",
    );
  });

  test("keep the first ten of each rule, in the order in which they were found", () => {
    const [many, few] = [found("one", 400), found("late", 7)];
    expect(failureOf(many, few).findings).toEqual([...many.slice(0, 10), ...few]);
  });
});
