/** What is kept of many findings. */
import { describe, expect, test } from "vitest";
import { FindingCollection } from "#functions/audit/finding.ts";

const found = (rule: string, howMany: number, file = (at: number) => `${at}.csv`) =>
  Array.from({ length: howMany }, (_, at) => ({ rule, file: file(at), row: null, detail: `fault ${at}` }));

function kept(...findings: readonly ReturnType<typeof found>[]) {
  const collection = new FindingCollection();
  for (const finding of findings.flat()) collection.add(finding);
  return collection.all();
}

describe("the findings that are kept", () => {
  test("are a hundred at most, and all are counted with their rules", () => {
    const { first, count, rules } = kept(found("one", 90), found("other", 90));
    expect(first).toHaveLength(100);
    expect({ count, rules }).toEqual({ count: 180, rules: ["one", "other"] });
  });

  test("are ten at most of one rule in one file", () => {
    expect(kept(found("one", 30, () => "same.csv")).first).toHaveLength(10);
  });

  test("are those of a rule that finds little too, however much others have found before it", () => {
    const few = found("late", 7);
    const { first } = kept(found("one", 400), found("other", 400), few);
    expect(first.filter(({ rule }) => rule === "late")).toEqual(few);
    expect(first).toHaveLength(100);
  });

  test("stand in the order in which they were found", () => {
    const [one, two, three] = [found("one", 1), found("two", 1), found("one", 2)];
    expect(kept(one, two, three).first).toEqual([...one, ...two, ...three]);
  });
});
