import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { nextOccurrence, schedulesOf, startTimers } from "../../../infra/local/schedule.ts";
import { readTemplates } from "../../../infra/local/template.ts";

const atThreeFifteen = { hour: 3, minute: 15, timeZone: "Europe/London" };
const next = (schedule: typeof atThreeFifteen, after: string) =>
  new Date(nextOccurrence(schedule, Date.parse(after))).toISOString();

const ofTemplate = (properties: object = {}) =>
  schedulesOf(
    readTemplates([
      {
        name: "small",
        template: {
          Resources: {
            NightSchedule: {
              Type: "AWS::Scheduler::Schedule",
              Properties: {
                ScheduleExpression: "cron(15 3 * * ? *)",
                ScheduleExpressionTimezone: "Europe/London",
                FlexibleTimeWindow: { Mode: "OFF" },
                Target: { Arn: "arn:night", Input: '{"a":1}' },
                ...properties,
              },
            },
          },
        },
      },
    ]),
  );

describe("a daily time", () => {
  it.each([
    ["in winter", "2026-01-10T00:00:00Z", "2026-01-10T03:15:00.000Z"],
    ["in summer", "2026-07-10T00:00:00Z", "2026-07-10T02:15:00.000Z"],
    ["on the day that summer begins", "2026-03-29T00:00:00Z", "2026-03-29T02:15:00.000Z"],
    ["on the day that summer ends", "2026-10-25T00:00:00Z", "2026-10-25T03:15:00.000Z"],
    ["tomorrow when it has just been", "2026-01-10T03:15:00Z", "2026-01-11T03:15:00.000Z"],
    ["over the end of a year", "2026-12-31T12:00:00Z", "2027-01-01T03:15:00.000Z"],
  ])("in London comes %s", (_, after, expected) => {
    expect(next(atThreeFifteen, after)).toBe(expected);
  });

  it("that clocks jump over is skipped that day, and one that they show twice counts once", () => {
    const insideTheChange = { ...atThreeFifteen, hour: 1, minute: 30 };
    expect(next(insideTheChange, "2026-03-29T00:00:00Z")).toBe("2026-03-30T00:30:00.000Z");
    expect(next(insideTheChange, "2026-10-25T00:00:00Z")).toBe("2026-10-25T00:30:00.000Z");
    expect(next(insideTheChange, "2026-10-25T00:30:00Z")).toBe("2026-10-26T01:30:00.000Z");
  });

  it("is read from the template with its zone, target and input", () => {
    expect(ofTemplate()).toEqual([
      { name: "night-schedule", ...atThreeFifteen, targetArn: "arn:night", input: { a: 1 } },
    ]);
  });

  it("that is disabled never comes", () => {
    expect(ofTemplate({ State: "DISABLED" })).toEqual([]);
  });
});

describe("timers", () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse("2026-01-10T00:00:00Z") }));
  afterEach(() => void vi.useRealTimers());

  it("fire once a day at the time, and once after a sleep through several", () => {
    const fired: string[] = [];
    const timers = startTimers(ofTemplate(), () => fired.push(new Date().toISOString().slice(0, 16)));
    vi.advanceTimersByTime(26 * 60 * 60 * 1000);
    expect(fired).toEqual(["2026-01-10T03:15"]);
    vi.setSystemTime(Date.parse("2026-01-15T12:00:00Z"));
    vi.advanceTimersByTime(60_000);
    expect(fired).toHaveLength(2);
    timers.stop();
    vi.advanceTimersByTime(48 * 60 * 60 * 1000);
    expect(fired).toHaveLength(2);
  });
});
