import { describe, expect, it } from "vitest";
import { campaignDate, hasClosed, isOpen, londonDay } from "#shared/programme/calendar.ts";

const window = { opens: "2026-11-01", closes: "2026-12-18" };

describe("a day in London", () => {
  it.each([
    ["2026-07-01T22:59:59Z", "2026-07-01"],
    ["2026-07-01T23:00:00Z", "2026-07-02"],
    ["2026-12-31T23:59:59Z", "2026-12-31"],
    ["2027-01-01T00:00:00Z", "2027-01-01"],
  ])("is, at %s, %s", (instant, day) => {
    expect(londonDay(new Date(instant))).toBe(day);
  });

  it("must exist", () => {
    expect(campaignDate.safeParse("2028-02-29").success).toBe(true);
    expect(campaignDate.safeParse("2027-02-29").success).toBe(false);
    expect(campaignDate.safeParse("2027-2-1").success).toBe(false);
  });
});

describe("a window", () => {
  it.each([
    ["2026-10-31", false],
    ["2026-11-01", true],
    ["2026-12-18", true],
    ["2026-12-19", false],
  ])("includes its first and its last day: on %s it is open: %s", (day, open) => {
    expect(isOpen(window, day)).toBe(open);
  });

  it("has closed on the day after its last, and neither on that nor before it opens", () => {
    expect(["2026-10-31", "2026-12-18", "2026-12-19"].map((day) => hasClosed(window, day))).toEqual([
      false,
      false,
      true,
    ]);
  });
});
