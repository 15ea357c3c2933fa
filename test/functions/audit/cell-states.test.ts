/** What a draft shows of a cell, as it is kept in two bytes. */
import { expect, test } from "vitest";
import { CellStates } from "#functions/audit/cell-states.ts";
import { everybody, girls, layoutOf } from "#functions/audit/layout.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";

const layout = layoutOf(publishedQuestionnaire("ylyc-4-7", 1));
const [measure] = layout.measures;
if (measure === undefined) throw new Error("a questionnaire measures something");
const block = layout.blockOf(measure, everybody);
const exact = { status: "exact", base: 20, atLeast: 50, atMost: 50 } as const;

test("a cell that the draft does not have is hidden", () => {
  const states = new CellStates(layout);
  expect(states.of(block, 0)).toEqual({ status: "hidden" });
  expect(states.isPublished(block)).toBe(false);
});

test.each([
  [0, 0],
  [0, 20],
  [33, 34],
  [80, 100],
  [100, 100],
])("a range from %i to %i is kept as it is", (atLeast, atMost) => {
  const states = new CellStates(layout);
  states.note(block, 1, { status: "coded", base: 20, atLeast, atMost });
  expect(states.of(block, 1)).toEqual({ status: "range", atLeast, atMost });
  expect(states.of(block, 0)).toEqual({ status: "hidden" });
  expect(states.of(layout.blockOf(measure, girls), 1)).toEqual({ status: "hidden" });
});

test("a block is published where any of it is, and exact where all of it is", () => {
  const states = new CellStates(layout);
  states.note(block, 0, exact);
  expect([states.isPublished(block), states.isExact(block)]).toEqual([true, false]);
  for (const band of measure.bands.keys()) states.note(block, band, exact);
  expect(states.isExact(block)).toBe(true);
  states.note(block, 0, { status: "broken" });
  expect(states.isExact(block)).toBe(false);
});
