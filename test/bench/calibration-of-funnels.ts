/** How often authorities lie outside the funnel when nothing, or no more than usual, sets them apart. SYNTHETIC. */
import { shareIn, sumOfBlocks } from "#functions/benchmark/counts/fit.ts";
import { funnelLimits } from "#functions/benchmark/statistics/funnel-limits.ts";
import type { Level } from "#functions/benchmark/statistics/noisy-score-interval.ts";
import { type NoisyShare, proportionOf } from "#functions/benchmark/statistics/noisy-share.ts";
import { overDispersion } from "#functions/benchmark/statistics/over-dispersion.ts";
import { type Chance, chanceOf } from "../journey/synthetic/chance.ts";
import { type Counting, fittedGroups } from "./coverage-group.ts";
import { sizesOfWave } from "./invented-wave.ts";

/** Of everybody in an authority, in a question of three bands. */
const COUNTING: Counting = { sigma: 1.5, bands: 3, questions: 49, members: 1 };

export const funnelCentres = [0.05, 0.2, 0.5, 0.83, 0.95] as const;
/** Standard deviation of the true proportions of authorities. */
export const spreads = [0, 0.05, 0.1] as const;

export interface FunnelRates {
  /** Of authorities outside the limits. */
  readonly outside: Readonly<Record<Level, number>>;
  readonly outsideByChanceAlone: Readonly<Record<Level, number>>;
  /** Of waves with over-dispersion. */
  readonly allowedFor: number;
  /** Mean of the estimated tau, the root of the additive variance. */
  readonly spread: number;
}

export function funnelRates(centre: number, spread: number, waves: number, seed: number): FunnelRates {
  const chance = chanceOf(seed, "funnel", centre, spread);
  const fitted = fittedGroups(COUNTING, chance);
  const outside = { "95%": 0, "99.8%": 0 };
  const outsideByChanceAlone = { "95%": 0, "99.8%": 0 };
  let [authorities, allowedFor, estimated] = [0, 0, 0];
  for (let wave = 0; wave < waves; wave += 1) {
    const blocks = sizesOfWave(chance).map((size) =>
      fitted(exactCountsOf(size, truthOf(centre, spread, chance), chance)),
    );
    const pooled = proportionOf(shareIn(blocks.reduce(sumOfBlocks), 0));
    const shares = blocks.map((block) => shareIn(block, 0)).filter(({ base }) => base > 0);
    const { additiveVariance } = overDispersion(shares, pooled);
    authorities += shares.length;
    allowedFor += additiveVariance > 0 ? 1 : 0;
    estimated += Math.sqrt(additiveVariance);
    for (const level of ["95%", "99.8%"] as const) {
      outside[level] += shares.filter((share) => isOutside(share, pooled, level, additiveVariance)).length;
      outsideByChanceAlone[level] += shares.filter((share) => isOutside(share, pooled, level, 0)).length;
    }
  }
  const ofAuthorities = (counts: Readonly<Record<Level, number>>) => ({
    "95%": counts["95%"] / authorities,
    "99.8%": counts["99.8%"] / authorities,
  });
  return {
    outside: ofAuthorities(outside),
    outsideByChanceAlone: ofAuthorities(outsideByChanceAlone),
    allowedFor: allowedFor / waves,
    spread: estimated / waves,
  };
}

function isOutside(share: NoisyShare, centre: number, level: Level, additiveVariance: number): boolean {
  const { lower, upper } = funnelLimits(centre, share, level, additiveVariance);
  const proportion = proportionOf(share);
  return proportion < lower || upper < proportion;
}

/** Held inside 0.5% to 99.5%. */
function truthOf(centre: number, spread: number, chance: Chance): number {
  return Math.min(0.995, Math.max(0.005, centre + spread * chance.normal()));
}

function exactCountsOf(size: number, truth: number, chance: Chance): number[] {
  let inBand = 0;
  for (let child = 0; child < size; child += 1) if (chance.happens(truth)) inBand += 1;
  return [inBand, size - inBand, 0];
}
