/** The throttle of a stage. */
import { expect, it } from "vitest";
import { Throttle } from "../../../infra/local/throttle.ts";

const admitted = (throttle: Throttle, attempts: number, at: number) =>
  Array.from({ length: attempts }, () => throttle.admits(at)).filter(Boolean).length;

it("admits a burst, then as many as the rate has refilled, and never more than a burst", () => {
  const throttle = new Throttle({ requestsPerSecond: 50, burst: 100 }, 0);
  expect(admitted(throttle, 150, 0)).toBe(100);
  expect(admitted(throttle, 150, 1_000)).toBe(50);
  expect(admitted(throttle, 150, 60_000)).toBe(100);
});
