import { describe, expect, test } from "vitest";
import { daysAfter, expiryOf, lifecycleReaches } from "#shared/programme/expiry.ts";

const at = (instant: string) => new Date(instant);

describe("what is kept from a campaign's last day on", () => {
  test("is kept over the whole of that day and so many days after it", () => {
    const expiry = new Date(expiryOf({ closes: "2026-12-18" }, 365) * 1_000);
    expect(expiry).toEqual(at("2027-12-19T00:00:00Z"));
  });

  test("is kept as many days over a leap day and a change of the clock", () => {
    expect(new Date(expiryOf({ closes: "2027-03-27" }, 1_095) * 1_000)).toEqual(at("2030-03-27T00:00:00Z"));
  });
});

describe("a rule of so many days reaches an object", () => {
  test.each([
    ["2026-12-18T03:16:00Z", 3, "2026-12-22T00:00:00Z"],
    ["2026-12-18T00:00:00.001Z", 3, "2026-12-22T00:00:00Z"],
    ["2026-12-18T23:59:59.999Z", 3, "2026-12-22T00:00:00Z"],
    // The example of the S3 user guide has the hour half past ten.
    ["2014-01-15T10:30:00Z", 3, "2014-01-19T00:00:00Z"],
  ])("written at %s after %i days at the midnight after, %s", (written, days, reached) => {
    expect(lifecycleReaches(at(written), days)).toEqual(at(reached));
  });

  test("written at midnight itself on that midnight", () => {
    expect(lifecycleReaches(at("2026-12-18T00:00:00Z"), 3)).toEqual(at("2026-12-21T00:00:00Z"));
  });
});

test("days are counted in whole ones, the time of day stays", () => {
  expect(daysAfter(at("2026-12-18T03:15:00Z"), 7)).toEqual(at("2026-12-25T03:15:00Z"));
});
