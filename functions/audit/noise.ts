/** What the noised counts of a group say of themselves: how many respondents they are of, and how much noise is in them. */
import { type DisclosurePolicy, varianceOf } from "#shared/release/policy.ts";
import { groupKindOf } from "#shared/survey/breakdowns.ts";
import type { GroupCells } from "#shared/survey/noised-counts.ts";

/** The cells of one measure in a group, added up: every respondent stands in exactly one of them. */
interface Total {
  readonly sum: number;
  /** Of the noise in the sum. */
  readonly variance: number;
}

interface Totals {
  readonly questions: readonly Total[];
  readonly derived: readonly Total[];
}

/** @param name by `nameOfGroup` */
function totalsIn(name: string, { indicators, derived }: GroupCells, noise: DisclosurePolicy["noise"]): Totals {
  const kind = groupKindOf(name);
  const totals = (measures: GroupCells["indicators"], cellVariance: number) =>
    Object.values(measures).map((cells): Total => {
      return { sum: cells.reduce((sum, count) => sum + count, 0), variance: cells.length * cellVariance };
    });
  return {
    questions: totals(indicators, varianceOf(noise.questions[kind])),
    derived: totals(derived, varianceOf(noise.derived[kind])),
  };
}

/** The fitted respondents of a group, as figures rest on them: the plain mean over the questions, with its variance. */
export function respondentsIn(name: string, cells: GroupCells, noise: DisclosurePolicy["noise"]) {
  const { questions } = totalsIn(name, cells, noise);
  return {
    respondents: questions.reduce((sum, total) => sum + total.sum, 0) / questions.length,
    variance: questions.reduce((sum, { variance }) => sum + variance, 0) / questions.length ** 2,
  };
}

/** Squared residuals, each over the variance that it should have: chi-square with so many degrees of freedom. */
export interface Residuals {
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  /** The smallest variance among them. */
  readonly finestVariance: number;
}

export const NO_RESIDUALS: Residuals = { chiSquare: 0, degreesOfFreedom: 0, finestVariance: Number.POSITIVE_INFINITY };

export function together(one: Residuals, other: Residuals): Residuals {
  return {
    chiSquare: one.chiSquare + other.chiSquare,
    degreesOfFreedom: one.degreesOfFreedom + other.degreesOfFreedom,
    finestVariance: Math.min(one.finestVariance, other.finestVariance),
  };
}

/**
 * The residuals of a group's totals from its respondents N. N is estimated from the same questions, each weighted by the
 * inverse of its variance, which costs the questions one degree of freedom; a derived measure has the variance of N in its
 * residual besides. A policy without noise leaves nothing to be told, and no residuals.
 */
export function residualsIn(name: string, cells: GroupCells, noise: DisclosurePolicy["noise"]) {
  const { questions, derived } = totalsIn(name, cells, noise);
  if ([...questions, ...derived].some(({ variance }) => variance === 0)) {
    return { questions: NO_RESIDUALS, derived: NO_RESIDUALS };
  }
  const weight = questions.reduce((sum, { variance }) => sum + 1 / variance, 0);
  const respondents = questions.reduce((sum, total) => sum + total.sum / total.variance, 0) / weight;
  const residuals = (totals: readonly Total[], lost: number): Residuals => ({
    chiSquare: totals.reduce((sum, total) => sum + (total.sum - respondents) ** 2 / total.variance, 0),
    degreesOfFreedom: totals.length - lost,
    finestVariance: Math.min(...totals.map(({ variance }) => variance)),
  });
  return {
    questions: residuals(questions, 1),
    derived: residuals(
      derived.map(({ sum, variance }) => ({ sum, variance: variance + 1 / weight })),
      0,
    ),
  };
}

/** Counts are whole: a residual variance below a quarter cannot be told from none. */
const FINEST_VARIANCE = 0.25;

/**
 * How surprising residuals are if the noise is the policy's, in nats: an upper bound on the chance of what is as far off to
 * this side is e to the minus of it.
 *
 * With d degrees of freedom and r = chi-square / d, P(chi-square >= r d) for r > 1, and P(chi-square <= r d) for r < 1, are
 * at most (r e^(1 - r))^(d / 2) = exp(-(d / 2)(r - 1 - ln r)): Chernoff's bound. It holds above 1 for the discrete Gaussian
 * as well, which is sub-Gaussian with its own variance; below 1 where r times the finest variance is no less than a quarter.
 *
 * Worked example: 48 degrees of freedom and noise of twice the standard deviation, r = 4: 24 (3 - ln 4) = 38.7.
 *
 * Source: H. Chernoff (1952), Annals of Mathematical Statistics 23, 493-507; D. Hsu, S. Kakade and T. Zhang (2012), A tail
 * inequality for quadratic forms of subgaussian random vectors, Electronic Communications in Probability 17, 52.
 */
export function surpriseOf({ chiSquare, degreesOfFreedom, finestVariance }: Residuals): number {
  if (degreesOfFreedom <= 0) return 0;
  const ratio = Math.max(chiSquare / degreesOfFreedom, FINEST_VARIANCE / finestVariance);
  return (degreesOfFreedom / 2) * (ratio - 1 - Math.log(ratio));
}
