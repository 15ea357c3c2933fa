/** How often a report claims something where no authority differs. Every such claim is false. SYNTHETIC. */
import { Releases } from "#functions/benchmark/counts/pools.ts";
import type { Interval } from "#functions/benchmark/statistics/interval.ts";
import { noisyScoreInterval, normalQuantiles } from "#functions/benchmark/statistics/noisy-score-interval.ts";
import { NO_NOISE } from "#functions/benchmark/statistics/noisy-share.ts";
import { chanceOf } from "../journey/synthetic/chance.ts";
import type { AnswerModel } from "./answer-model.ts";
import type { ClaimMade, ClaimsOf } from "./claims-made.ts";
import { authoritiesOfWave, type InventedWave, waveWithoutDifferences } from "./invented-wave.ts";

export const REPORTS_IN_A_WAVE = authoritiesOfWave.length;

/** The wave with this number: the same for a seed, whatever was drawn before. */
export function numberedWave(model: AnswerModel, seed: number, wave: number): InventedWave {
  return waveWithoutDifferences(model, chanceOf(seed, "wave without differences", wave));
}

/** The claims of every report of a wave. */
export function reportsOf({ campaigns, nations }: InventedWave, claimsOf: ClaimsOf): ClaimMade[][] {
  const releases = new Releases(campaigns);
  return campaigns.map((released) => claimsOf(released, releases, nations));
}

/** Wilson's 95% interval: these counts are exact. */
export function wilson(count: number, base: number): Interval {
  return noisyScoreInterval({ count, base, noise: NO_NOISE }, "95%").held;
}

export interface Proportion {
  readonly proportion: number;
  readonly lower: number;
  readonly upper: number;
}

/** Counts false claims wave by wave. */
export class FalseClaims {
  /** How many waves had so many reports with a false claim, by that number. */
  readonly #waves = new Array<number>(REPORTS_IN_A_WAVE + 1).fill(0);
  #claims = 0;

  add(reports: readonly (readonly ClaimMade[])[]): void {
    const withClaim = reports.filter((claims) => claims.length > 0).length;
    this.#waves[withClaim] = (this.#waves[withClaim] ?? 0) + 1;
    this.#claims += reports.reduce((sum, claims) => sum + claims.length, 0);
  }

  get claimsPerReport(): number {
    return this.#claims / this.#reports;
  }

  /** Reports with any false claim, with Wilson's 95% interval as if all reports were independent. */
  get ofReports(): Proportion {
    const { mean, size } = this.#moments;
    const count = Math.round(mean * size);
    return { proportion: count / this.#reports, ...wilson(count, this.#reports) };
  }

  /**
   * The normal 95% interval around the same proportion with the wave as the unit. The reports of a wave share its pool and
   * so depend on each other; waves do not. Undefined where every wave had as many.
   */
  get clusteredByWave(): Interval | undefined {
    const error = this.standardErrorByWave;
    if (!(error > 0)) return undefined;
    const { proportion } = this.ofReports;
    const halfWidth = normalQuantiles["95%"] * error;
    return { lower: proportion - halfWidth, upper: proportion + halfWidth };
  }

  /** Of the proportion of reports, with the wave as the unit. */
  get standardErrorByWave(): number {
    const { variance, size } = this.#moments;
    return Math.sqrt(variance / size) / REPORTS_IN_A_WAVE;
  }

  /** Waves in which at least one report has a false claim, with Wilson's 95% interval. */
  get ofWaves(): Proportion {
    const { size } = this.#moments;
    const count = size - (this.#waves[0] ?? 0);
    return { proportion: count / size, ...wilson(count, size) };
  }

  /** Of the number of reports with a false claim over the waves; the variance has the divisor size - 1. */
  get #moments(): { readonly size: number; readonly mean: number; readonly variance: number } {
    const size = this.#waves.reduce((sum, waves) => sum + waves, 0);
    const mean = this.#waves.reduce((sum, waves, reports) => sum + waves * reports, 0) / size;
    const squares = this.#waves.reduce((sum, waves, reports) => sum + waves * (reports - mean) ** 2, 0);
    return { size, mean, variance: squares / (size - 1) };
  }

  get #reports(): number {
    return this.#moments.size * REPORTS_IN_A_WAVE;
  }
}
