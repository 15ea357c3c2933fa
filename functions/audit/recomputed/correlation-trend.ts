/** The Cochran-Armitage test for trend, as a squared correlation. */
import type { Share } from "../exact-counts.ts";
import { bothTails } from "./normal-tail.ts";

export interface Point {
  /** In years. */
  readonly time: number;
  readonly share: Share;
}

/**
 * Over all N answers, each 1 in the band and 0 outside, at its wave's time: N times the squared correlation of answer and
 * time is chi-square with one degree of freedom, and the slope is their covariance over the variance of time. For 83 of 86,
 * 90 of 93, 129 of 136 and 70 of 82 at times 1 to 4: 8.224922, p 0.004131897. At least two times and both kinds of answers.
 */
export function correlationTrend(points: readonly Point[]) {
  const origin = Math.min(...points.map(({ time }) => time));
  const sum = (term: (share: Share, time: number) => number) =>
    points.reduce((total, { share, time }) => total + term(share, time - origin), 0);
  const answers = sum(({ base }) => base);
  const mean = (term: (share: Share, time: number) => number) => sum(term) / answers;
  const meanTime = mean(({ base }, time) => base * time);
  const meanAnswer = mean(({ count }) => count);
  const covariance = mean(({ count }, time) => count * time) - meanTime * meanAnswer;
  const varianceOfTime = mean(({ base }, time) => base * time ** 2) - meanTime ** 2;
  const varianceOfAnswer = meanAnswer * (1 - meanAnswer);
  const statistic = (answers * covariance ** 2) / (varianceOfTime * varianceOfAnswer);
  return { slope: covariance / varianceOfTime, statistic, p: bothTails(Math.sqrt(statistic)) };
}
