/**
 * Days as people in England count them. A campaign's window is a first and a last day, both included, in London; the
 * clock change therefore never moves a window.
 */
import * as z from "zod";

/** An ISO 8601 calendar day that exists, such as 2017-03-31. */
export const campaignDate = z.iso.date();

/** A day as `YYYY-MM-DD`; such strings sort as the days do. */
export type Day = string;

const london = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Europe/London",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/** The day that it is in London at this instant. */
export function londonDay(now: Date): Day {
  return london.format(now);
}

/** The day so many days earlier; a negative number gives a later one. */
export function daysBefore(day: Day, days: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString().slice(0, 10);
}

interface Window {
  readonly opens: Day;
  readonly closes: Day;
}

export function isOpen({ opens, closes }: Window, day: Day): boolean {
  return opens <= day && day <= closes;
}

/** True from the day after the last: a night that runs for that day may release the campaign's figures. */
export function hasClosed({ closes }: Window, day: Day): boolean {
  return closes < day;
}
