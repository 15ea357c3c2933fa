import { expect, test } from "vitest";
import { distinctAnswers } from "#functions/generalise/anonymity/distinct-l-diversity.ts";

test("a missing answer is not counted among the different ones", () => {
  expect(distinctAnswers([3, 0, 2, 4], 3)).toBe(2);
  expect(distinctAnswers([3, 0, 0, 4], 3)).toBe(1);
  expect(distinctAnswers([0, 0, 0, 4], 3)).toBe(0);
});

test("the answers of one class are not counted for another", () => {
  expect(distinctAnswers([1, 1, 1, 0, 5, 0, 0, 0], 3, 4)).toBe(1);
});
