import { describe, expect, test } from "vitest";
import { shownLines } from "./shown-lines.ts";

const share = (gender: string, band_percent: string) => ({ gender, band_percent });

describe("what a release shows", () => {
  test("is told as shares of everybody, of girls and boys, of the nation, and as gaps, with the campaigns that are held", () => {
    const lines = shownLines({
      shares: [share("Total", "83"), share("Total", "0"), share("Total", "c"), share("girl", "50"), share("boy", "c")],
      gaps: [{ status: "compared" }, { status: "withheld" }, { status: "withheld" }, { status: "withheld" }],
      national: [{ band_percent: "83" }, { band_percent: "x" }],
      rates: ["z", "too-few", "too-few", "identical-answers"].map((held_reason) => ({ held_reason })),
    });
    expect(lines).toEqual([
      "Shown: 2 of 3 (67%) shares of everybody in an authority, 1 of 2 (50%) of its girls and boys, 1 of 2 (50%) of the nation; 1 of 4 (25%) gaps between girls and boys of an authority. The others are of groups of fewer than fifteen.",
      "Campaigns held: 2 for fewer than ten responses, 1 for too many identical answers.",
    ]);
  });

  test("is nothing where nothing is released, and no campaign is held without a reason", () => {
    const lines = shownLines({ shares: [], gaps: [], national: [], rates: [{ held_reason: "z" }] });
    expect(lines[0]).toContain("0 of 0 (0%) shares of everybody");
    expect(lines.at(-1)).toBe("Campaigns held: none.");
  });
});
