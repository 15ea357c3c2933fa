/** The template's schedules, on timers: a daily time in a time zone. */
import { knownProperties } from "./mapping.ts";
import { UnsupportedResource } from "./refusal.ts";
import type { Templates } from "./template.ts";

export interface DailySchedule {
  readonly name: string;
  readonly hour: number;
  readonly minute: number;
  readonly timeZone: string;
  readonly targetArn: string;
  readonly input: unknown;
}

const understood = {
  mapped: ["FlexibleTimeWindow", "Name", "ScheduleExpression", "ScheduleExpressionTimezone", "State", "Target"],
  meaningless: ["Description", "GroupName", "KmsKeyArn"],
};

/** The enabled schedules. Throws `UnsupportedResource` for one that is not `cron(M H * * ? *)` to the minute. */
export function schedulesOf(templates: Templates): DailySchedule[] {
  return templates.ofType("AWS::Scheduler::Schedule").flatMap((resource) => {
    const refuse = (detail: string) => new UnsupportedResource(resource.logicalId, resource.type, detail);
    const properties = knownProperties(resource, understood);
    const expression = String(properties.ScheduleExpression);
    const daily = /^cron\((\d{1,2}) (\d{1,2}) \* \* \? \*\)$/.exec(expression);
    if (daily === null) throw refuse(`${expression}; only a daily time, cron(M H * * ? *), is mapped`);
    const flexible = properties.FlexibleTimeWindow as { readonly Mode?: unknown } | undefined;
    if (flexible?.Mode !== undefined && flexible.Mode !== "OFF") throw refuse("a flexible time window");
    if (properties.State === "DISABLED") return [];
    const target = properties.Target as { readonly Arn?: unknown; readonly Input?: unknown };
    return {
      name: resource.name,
      minute: Number(daily[1]),
      hour: Number(daily[2]),
      timeZone: String(properties.ScheduleExpressionTimezone ?? "UTC"),
      targetArn: String(target.Arn),
      input: target.Input === undefined ? {} : (JSON.parse(String(target.Input)) as unknown),
    };
  });
}

const minuteInMilliseconds = 60_000;

/** The wall clock of a time zone at an instant, as if it were UTC. */
function wallClock(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(instant);
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(value("year"), value("month") - 1, value("day"), value("hour"), value("minute"));
}

/**
 * The first instant after `after` (epoch milliseconds) at which clocks in the zone show the time. A day on which they
 * never show it is skipped; where they show it twice the first counts, as EventBridge Scheduler does.
 */
export function nextOccurrence(schedule: Pick<DailySchedule, "hour" | "minute" | "timeZone">, after: number): number {
  const { hour, minute, timeZone } = schedule;
  const today = new Date(wallClock(after, timeZone));
  for (let days = 0; ; days += 1) {
    const wanted = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + days, hour, minute);
    const offsets = [wanted - 86_400_000, wanted + 86_400_000].map((instant) => wallClock(instant, timeZone) - instant);
    const instants = offsets
      .map((offset) => wanted - offset)
      .filter((instant) => wallClock(instant, timeZone) === wanted);
    const first = Math.min(...instants);
    if (instants.length > 0 && first > after) return first;
  }
}

export interface Timers {
  /** When each schedule is next due, in epoch milliseconds. */
  next(): { readonly name: string; readonly at: number }[];
  stop(): void;
}

/** Calls `fire` at every due time. A computer that slept through one fires it on waking, once. */
export function startTimers(schedules: readonly DailySchedule[], fire: (schedule: DailySchedule) => void): Timers {
  const due = new Map(schedules.map((schedule) => [schedule, nextOccurrence(schedule, Date.now())]));
  const timer = setInterval(() => {
    for (const [schedule, at] of due) {
      if (Date.now() < at) continue;
      due.set(schedule, nextOccurrence(schedule, Date.now()));
      fire(schedule);
    }
  }, minuteInMilliseconds / 4);
  timer.unref();
  return {
    next: () => [...due].map(([{ name }, at]) => ({ name, at })),
    stop: () => clearInterval(timer),
  };
}
