/**
 * The disclosure policy: how much noise every count carries, and from when on a figure is shown, as data. Its id and version
 * travel with every release. Noise protects; everything below `shown` is presentation.
 */
import type { GroupKind } from "../survey/breakdowns.ts";

/** A positive fraction of whole numbers, or nought: exact where a decimal would be a binary approximation. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

/** The variance of the noise on every cell of one kind of group. */
export type NoiseVariances = Readonly<Record<GroupKind, Ratio>>;

export interface DisclosurePolicy {
  readonly id: string;
  readonly version: number;
  readonly noise: {
    /** Each question: its bands and "no valid answer". */
    readonly questions: NoiseVariances;
    /** Each derived measure: its bands and "no figure". */
    readonly derived: NoiseVariances;
    /** Each ladder, for the nation alone: its steps from 0 to 10. */
    readonly ladderSteps: Ratio;
  };
  readonly shown: {
    /** A group with fewer fitted respondents is not shown, in any question. */
    readonly fewestFittedRespondents: number;
    /** A pooled figure is shown from so many authorities on: a promise to authorities, no protection. */
    readonly fewestAuthorities: number;
    /** A number of responses is shown from so many on. */
    readonly fewestResponses: number;
    /** A base is shown to the nearest multiple of this. */
    readonly baseRoundedTo: number;
    /** The same for the base of a pool. */
    readonly pooledBaseRoundedTo: number;
  };
}

const whole = (numerator: number): Ratio => ({ numerator, denominator: 1 });
const quarters = (numerator: number): Ratio => ({ numerator, denominator: 4 });

/**
 * Discrete Gaussian noise at the source (C. Canonne, G. Kamath and T. Steinke 2020). What it guarantees is worked out in
 * `guarantee.ts`. Other variances are another policy: give it another id, or another version.
 */
export const noisePolicy: DisclosurePolicy = {
  id: "noise-1",
  version: 1,
  noise: {
    questions: { everybody: quarters(9), girlsAndBoys: quarters(25), nationOnly: whole(16) },
    derived: { everybody: whole(4), girlsAndBoys: quarters(49), nationOnly: whole(36) },
    ladderSteps: whole(16),
  },
  shown: {
    fewestFittedRespondents: 15,
    fewestAuthorities: 5,
    fewestResponses: 10,
    baseRoundedTo: 5,
    pooledBaseRoundedTo: 10,
  },
};

/** The variance as the number that formulas take; every variance of a policy is exact in binary. */
export function varianceOf({ numerator, denominator }: Ratio): number {
  return numerator / denominator;
}
