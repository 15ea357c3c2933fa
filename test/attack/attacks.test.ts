/**
 * Attackers against what the pipeline's own code publishes. With the noise their guesses stay within what is guaranteed, or come
 * out as is stated of what is not; with the noise switched off every one of them wins. SYNTHETIC.
 */
import { describe, expect, test } from "vitest";
import { noisePolicy } from "#shared/release/policy.ts";
import { noiseOff } from "../fixtures/noised-counts.ts";
import { attacks, play } from "./trials.ts";

const TRIALS = Number(process.env.ATTACK_TRIALS ?? 300);
/** A correct policy fails one attack in fifteen thousand by chance. */
const STANDARD_ERRORS = 4;

describe.each(attacks)("$name, for whoever knows $knows", (attack) => {
  test("is guessed no better than is stated", () => {
    const { value, error } = play(attack, noisePolicy, TRIALS);
    expect(value).toBeLessThan(attack.stated + STANDARD_ERRORS * error);
    if (attack.attains) expect(value).toBeGreaterThan(attack.stated - STANDARD_ERRORS * error);
  });

  test("is guessed where the noise is switched off", () => {
    const { value } = play(attack, noiseOff, Math.ceil(TRIALS / 10));
    const [withNoise, withoutNoise] = [attack.stated, attack.measures === "right" ? 1 : attack.withoutNoise];
    expect(value).toBeGreaterThanOrEqual(withoutNoise ?? withNoise);
  });
});
