/** What an open loop has seen, as figures: latencies before, during and after an outage, and how long it echoed. */
import type { Outcome } from "./load-arrivals.ts";

/** From the start of the measurement. */
export interface Outage {
  readonly fromInMilliseconds: number;
  readonly untilInMilliseconds: number;
}

export interface Recovery {
  /** The slowest first answer of those who came before the outage and were answered before it. */
  readonly usualInMilliseconds: number;
  /**
   * From the end of the outage to the end of the first second whose arrivals were all answered 2xx at their first attempt
   * within the usual time; undefined where there was none.
   */
  readonly usualAgainInMilliseconds: number | undefined;
  /** From the end of the outage until all who had come before its end were acknowledged; undefined where some never were. */
  readonly backlogGoneInMilliseconds: number | undefined;
}

/** The smallest value that the share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

const isAcknowledged = ({ firstOutcome }: Outcome) => firstOutcome === "200" || firstOutcome === "201";
const firstLatency = ({ firstAnsweredAt, intendedAt }: Outcome) => firstAnsweredAt - intendedAt;

/** Who came when, by the moment at which they meant to press send. */
export function phasesOf(
  outcomes: readonly Outcome[],
  outage: Outage,
): readonly (readonly [string, readonly Outcome[]])[] {
  const { fromInMilliseconds: from, untilInMilliseconds: until } = outage;
  return [
    ["before", outcomes.filter(({ intendedAt }) => intendedAt < from)],
    ["during", outcomes.filter(({ intendedAt }) => intendedAt >= from && intendedAt < until)],
    ["after", outcomes.filter(({ intendedAt }) => intendedAt >= until)],
  ];
}

export function recoveryOf(outcomes: readonly Outcome[], outage: Outage): Recovery {
  const { fromInMilliseconds: from, untilInMilliseconds: until } = outage;
  const undisturbed = outcomes.filter((outcome) => outcome.firstAnsweredAt < from);
  const usual = Math.max(...undisturbed.map(firstLatency));
  const isUsual = (outcome: Outcome) => isAcknowledged(outcome) && firstLatency(outcome) <= usual;

  const after = outcomes.filter(({ intendedAt }) => intendedAt >= until);
  const bySecond = Map.groupBy(after, ({ intendedAt }) => Math.floor((intendedAt - until) / 1_000));
  const usualAgain = [...bySecond.entries()]
    .toSorted(([one], [other]) => one - other)
    .find(([, arrivals]) => arrivals.every(isUsual))?.[0];

  const backlog = outcomes.filter(({ intendedAt }) => intendedAt < until).map(({ acknowledgedAt }) => acknowledgedAt);
  const last = Math.max(...backlog.map((at) => at ?? Number.POSITIVE_INFINITY));
  return {
    usualInMilliseconds: usual,
    usualAgainInMilliseconds: usualAgain === undefined ? undefined : 1_000 * (usualAgain + 1),
    backlogGoneInMilliseconds: Number.isFinite(last) ? Math.max(0, last - until) : undefined,
  };
}

const inSeconds = (milliseconds: number) => (milliseconds / 1_000).toFixed(milliseconds < 10_000 ? 3 : 1);
const spread = (values: readonly number[]) => [0.5, 0.95, 0.99, 1].map((share) => inSeconds(quantile(values, share)));

export const headings = [
  "Meant to send",
  "Arrivals",
  "First attempts",
  "p50",
  "p95",
  "p99",
  "max",
  "Acknowledged",
  "p50",
  "p95",
  "p99",
  "max",
  "Attempts",
];

/** A row a phase, in seconds from the moment at which somebody meant to press send. */
export function rowsOf(outcomes: readonly Outcome[], outage: Outage): readonly (readonly string[])[] {
  return phasesOf(outcomes, outage).map(([phase, arrivals]) => {
    const outcomesOfFirst = [...Map.groupBy(arrivals, ({ firstOutcome }) => firstOutcome)]
      .toSorted(([one], [other]) => one.localeCompare(other))
      .map(([outcome, those]) => `${those.length} × ${outcome}`);
    const acknowledged = arrivals.flatMap(({ acknowledgedAt, intendedAt }) =>
      acknowledgedAt === undefined ? [] : [acknowledgedAt - intendedAt],
    );
    return [
      phase,
      String(arrivals.length),
      outcomesOfFirst.join(", "),
      ...spread(arrivals.map(firstLatency)),
      String(acknowledged.length),
      ...spread(acknowledged),
      String(arrivals.reduce((sum, { attempts }) => sum + attempts, 0)),
    ];
  });
}
