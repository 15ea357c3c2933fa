import { expect, test } from "vitest";
import { subtractAll } from "./subtraction.ts";

const SEQUENCES = 200;

test(`taking any of ten releases from any other isolates nobody, in ${SEQUENCES} sequences of arrivals and withdrawals`, () => {
  const { versions, gated, ungated } = subtractAll(SEQUENCES);
  expect(gated).toBe(0);
  // The attack works where there is no gate, and the gate is no wall.
  expect(ungated).toBeGreaterThan(SEQUENCES);
  expect(versions).toBeGreaterThan(SEQUENCES);
});
