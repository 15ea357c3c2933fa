/** Answers on a ladder from 0 to 10, as a nation might give them. SYNTHETIC. */
import { ladder } from "#shared/survey/scales.ts";
import type { Chance } from "../journey/synthetic/chance.ts";
import { binomialDraws } from "./binomial.ts";

export const bandsOfLadder = ladder.bands;

/** Shares of the steps: most stand high, as published figures of life satisfaction have it. */
export const nationalSteps: readonly number[] = [0.04, 0.02, 0.03, 0.04, 0.05, 0.11, 0.09, 0.15, 0.18, 0.12, 0.17];

/** Which part of the ladder a group favours, its steps inside each band in the nation's proportions. */
export const tilts = ["as the nation", "half as many low", "half as many again low", "twice as many low"] as const;
export type Tilt = (typeof tilts)[number];

const weightOfLow: Readonly<Record<Tilt, number>> = {
  "as the nation": 1,
  "half as many low": 0.5,
  "half as many again low": 1.5,
  "twice as many low": 2,
};

/** The others keep their proportions to each other. */
export function tilted(steps: readonly number[], tilt: Tilt): number[] {
  const { to } = bandsOfLadder.find(({ id }) => id === "low") ?? { to: -1 };
  const low = steps.slice(0, to + 1).reduce((sum, share) => sum + share, 0);
  const weight = weightOfLow[tilt];
  return steps.map((share, step) => (step <= to ? share * weight : (share * (1 - low * weight)) / (1 - low)));
}

/** Draws how many of so many children choose each step: binomial for each step among those who stand no lower. */
export function stepDraws(steps: readonly number[], size: number, chance: Chance): () => number[] {
  const sum = (some: readonly number[]) => some.reduce((total, share) => total + share, 0);
  const conditional = steps.map((share, step) => share / sum(steps.slice(step)));
  // A table for each number that is left; only the likely ones are ever made.
  const tables = steps.map(() => new Map<number, () => number>());
  const drawAt = (step: number, left: number) => {
    const known = tables[step]?.get(left) ?? binomialDraws(left, conditional[step] ?? 0, chance);
    tables[step]?.set(left, known);
    return known();
  };
  return () => {
    let left = size;
    return steps.map((_, step) => {
      const isLast = step === steps.length - 1;
      const count = isLast || left === 0 ? left : drawAt(step, left);
      left -= count;
      return count;
    });
  };
}

export function inBands(steps: readonly number[]): number[] {
  return bandsOfLadder.map(({ from, to }) => steps.slice(from, to + 1).reduce((sum, count) => sum + count, 0));
}
