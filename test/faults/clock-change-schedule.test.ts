/** The weeks in which London's clocks change, by the template's own schedule and by its alarm on a night that does not come. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { nextOccurrence, schedulesOf, startTimers } from "../../infra/local/schedule.ts";
import { readTemplates } from "../../infra/local/template.ts";
import { ofType, synthesized } from "../infra/synthesized.ts";

const { templates } = synthesized();
const [schedule, ...others] = schedulesOf(
  readTemplates([
    { name: "Data", template: templates.data },
    { name: "Pipeline", template: templates.pipeline },
  ]),
);
if (schedule === undefined || others.length > 0) throw new Error("the template has one schedule");

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A fortnight before a change and a fortnight after it, with the night of every day: 03:15 in London. */
const changes = [
  { day: "2027-03-28", before: "03:15:00.000Z", from: "02:15:00.000Z" },
  { day: "2027-10-31", before: "02:15:00.000Z", from: "03:15:00.000Z" },
].map(({ day, before, from }) => {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const days = Array.from({ length: 28 }, (_, at) => new Date(midnight + (at - 14) * DAY).toISOString().slice(0, 10));
  return {
    day,
    from: midnight - 14 * DAY,
    until: midnight + 14 * DAY,
    night: `${day}T${from}`,
    nights: days.map((each) => `${each}T${each < day ? before : from}`),
  };
});

describe.each(changes)("around $day", ({ day, from, until, night, nights }) => {
  afterEach(() => void vi.useRealTimers());

  test("timers start one night a day, none twice and none left out, that of the day itself at the right second", () => {
    vi.useFakeTimers({ now: from });
    const started: string[] = [];
    const timers = startTimers([schedule], () => started.push(new Date().toISOString()));
    for (let at = from; at < until; at += MINUTE) {
      expect(Date.now()).toBe(at);
      vi.advanceTimersByTime(MINUTE);
    }
    timers.stop();
    expect(started).toEqual(nights);
    expect(started.filter((each) => each.startsWith(day))).toEqual([night]);
  });

  test("the next night is the same one whenever in the day before and the day after it is asked, minute by minute", () => {
    const instants = nights.map((each) => Date.parse(each));
    const middle = Date.parse(night);
    for (let at = middle - DAY; at < middle + DAY; at += MINUTE) {
      const next = nextOccurrence(schedule, at);
      if (next !== instants.find((instant) => instant > at)) expect.fail(`at ${new Date(at).toISOString()}`);
    }
    expect(nextOccurrence(schedule, middle - 1)).toBe(middle);
    expect(nextOccurrence(schedule, middle)).toBeGreaterThan(middle);
  });

  test("a local cloud that slept from the day before until the day after starts one night on waking, and goes on by the day", () => {
    const at = nights.indexOf(night);
    const [awake, asleepUntil] = [Date.parse(night) - DAY - 2 * HOUR, Date.parse(night) + DAY - 2 * HOUR];
    vi.useFakeTimers({ now: awake });
    const started: string[] = [];
    const timers = startTimers([schedule], () => started.push(new Date().toISOString()));
    vi.setSystemTime(asleepUntil);
    vi.advanceTimersByTime(3 * DAY);
    timers.stop();
    const [first, ...rest] = started;
    expect(Date.parse(first ?? "") - asleepUntil).toBeLessThanOrEqual(MINUTE / 4);
    expect(rest).toEqual(nights.slice(at + 1, at + 4));
  });
});

describe("the alarm on a night that does not come", () => {
  const [[, alarm] = []] = ofType(templates.pipeline, "AWS::CloudWatch::Alarm").filter(([, { Properties }]) =>
    Properties.AlarmName.endsWith("-no-night-by-five"),
  );
  const { Period, EvaluationPeriods, TreatMissingData } = alarm?.Properties ?? {};
  const periodInMilliseconds = Period * 1_000;

  /**
   * When it first rings: at the end of as many whole periods as it looks at in none of which publish was invoked. Periods
   * are CloudWatch's: an hour begins at the full hour.
   */
  function ringsAt(published: readonly number[], from: number, until: number, periods = EvaluationPeriods): string[] {
    const begin = (instant: number) => Math.floor(instant / periodInMilliseconds) * periodInMilliseconds;
    const heard = new Set(published.map(begin));
    for (let end = begin(from); end <= until; end += periodInMilliseconds) {
      const looked = Array.from({ length: periods }, (_, back) => end - (back + 1) * periodInMilliseconds);
      if (looked.every((period) => !heard.has(period))) return [new Date(end).toISOString()];
    }
    return [];
  }

  const publishing = (nights: readonly string[], afterMinutes: number) =>
    nights.map((each) => Date.parse(each) + afterMinutes * MINUTE);

  test("takes silence for absence", () => {
    expect(TreatMissingData).toBe("breaching");
  });

  test.each(changes)("is silent around $day while every night comes to its release", ({ nights, from, until }) => {
    for (const minutes of [0, 1, 20, 44])
      expect(ringsAt(publishing(nights, minutes), from + 2 * DAY, until)).toEqual([]);
  });

  test("would ring on 2027-10-31 for nothing if it looked at an hour less: there are 25 hours between its two nights", () => {
    const [, october] = changes;
    if (october === undefined) throw new Error("there are two changes");
    const { nights, from, until } = october;
    expect(ringsAt(publishing(nights, 20), from + 2 * DAY, until, EvaluationPeriods - 1)).toEqual([
      "2027-10-31T03:00:00.000Z",
    ]);
  });

  // By five in London; on the days of the changes themselves as early and as late as the hour that is lost or won.
  test.each([
    ["2027-03-27", "2027-03-27T05:00:00.000Z"],
    ["2027-03-28", "2027-03-28T05:00:00.000Z"],
    ["2027-03-29", "2027-03-29T04:00:00.000Z"],
    ["2027-10-30", "2027-10-30T04:00:00.000Z"],
    ["2027-10-31", "2027-10-31T04:00:00.000Z"],
    ["2027-11-01", "2027-11-01T05:00:00.000Z"],
  ])("rings when the night of %s is missing, at %s", (missing, expected) => {
    const change = changes.find(({ nights }) => nights.some((each) => each.startsWith(missing)));
    const nights = change?.nights.filter((each) => !each.startsWith(missing)) ?? [];
    const from = Date.parse(`${missing}T00:00:00Z`);
    expect(ringsAt(publishing(nights, 20), from, from + DAY)).toEqual([expected]);
  });
});
