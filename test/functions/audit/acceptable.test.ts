/** The texts that a cell may hold for a number. */
import { describe, expect, test } from "vitest";
import { accepts, tenth, thousandthUp, whole } from "#functions/audit/acceptable.ts";

describe("the texts that a cell may hold", () => {
  test.each([
    [12.4, ["12"]],
    [12.5, ["12", "13"]],
    [12.5 - 1e-10, ["12", "13"]],
    [12.4999, ["12"]],
    [-0.3, ["0"]],
    [-7.5, ["-8", "-7"]],
  ])("are the whole numbers nearest to %d", (value, texts) => {
    expect([whole(value)].flat()).toEqual(texts);
  });

  test.each([
    [7, ["7"]],
    [7.26, ["7.3"]],
    [7.25, ["7.2", "7.3"]],
    [-0.04, ["0"]],
    [-0.55, ["-0.6", "-0.5"]],
  ])("are the tenths nearest to %d, in their shortest spelling", (value, texts) => {
    expect([tenth(value)].flat()).toEqual(texts);
  });

  test.each([
    [0, ["0.001"]],
    [1e-12, ["0.001"]],
    [0.0341, ["0.035"]],
    [0.034, ["0.034", "0.035"]],
    [0.9999, ["1"]],
    [1, ["1"]],
  ])("are a probability of %d rounded up, and never to nought or beyond 1", (value, texts) => {
    expect([thousandthUp(value)].flat()).toEqual(texts);
  });

  test("are these alone", () => {
    expect(accepts("0.05", "0.050")).toBe(false);
    expect(accepts(["1", "2"], "2")).toBe(true);
    expect(accepts([], "1")).toBe(false);
  });
});
