/** How often a report claims something where no authority differs. Every such claim is false. SYNTHETIC. */
import { Releases } from "#functions/benchmark/pools.ts";
import type { ReleasedCampaign } from "#functions/benchmark/released-campaign.ts";
import { type Moments, momentsOf } from "#functions/benchmark/statistics/sample-moments.ts";
import { studentTInterval } from "#functions/benchmark/statistics/student-t-interval.ts";
import { wilsonScoreInterval } from "#functions/benchmark/statistics/wilson-score-interval.ts";
import { chanceOf } from "../journey/synthetic/chance.ts";
import type { AnswerModel } from "./answer-model.ts";
import type { ClaimMade } from "./claims-made.ts";
import { authoritiesOfWave, waveWithoutDifferences } from "./invented-wave.ts";

export const REPORTS_IN_A_WAVE = authoritiesOfWave.length;

/** The wave with this number: the same for a seed, whatever was drawn before. */
export function numberedWave(model: AnswerModel, seed: number, wave: number): ReleasedCampaign[] {
  return waveWithoutDifferences(model, chanceOf(seed, "wave without differences", wave));
}

/** The claims of every report of a wave. */
export function reportsOf(
  wave: readonly ReleasedCampaign[],
  claimsOf: (released: ReleasedCampaign, releases: Releases) => ClaimMade[],
): ClaimMade[][] {
  const releases = new Releases(wave);
  return wave.map((released) => claimsOf(released, releases));
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
    return { proportion: count / this.#reports, ...wilsonScoreInterval(count, this.#reports, "95%") };
  }

  /**
   * Student's 95% interval around the same proportion with the wave as the unit. The reports of a wave share its pool and
   * so depend on each other; waves do not. Undefined where every wave had as many.
   */
  get clusteredByWave(): { readonly lower: number; readonly upper: number } | undefined {
    const interval = studentTInterval(this.#moments, "95%");
    return interval && { lower: interval.lower / REPORTS_IN_A_WAVE, upper: interval.upper / REPORTS_IN_A_WAVE };
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
    return { proportion: count / size, ...wilsonScoreInterval(count, size, "95%") };
  }

  get #moments(): Moments {
    return momentsOf(this.#waves);
  }

  get #reports(): number {
    return this.#moments.size * REPORTS_IN_A_WAVE;
  }
}
