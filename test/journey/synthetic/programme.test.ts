import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judge } from "#functions/register/judge.ts";
import { daysBefore, hasClosed, isOpen } from "#shared/programme/calendar.ts";
import { dayAfter, programmeOf, WindowOver } from "./programme.ts";
import { campaignsOf } from "./submissions.ts";
import { type WaveFigures, waves } from "./waves.ts";

const allowedOrigins = ["http://localhost:3000"];
const everyWave = Object.values(waves) as readonly WaveFigures[];

describe("the programme document of a synthetic wave", () => {
  it("is accepted as it is, whatever the wave and the seed", () => {
    fc.assert(
      fc.property(fc.constantFrom(...everyWave), fc.nat(), (figures, seed) => {
        const document = programmeOf(figures, seed, { today: "2026-03-31", allowedOrigins });
        expect(judge(document, { configuredOrigins: allowedOrigins, stored: [] })).toMatchObject({ sound: true });
      }),
      { numRuns: 20 },
    );
  });

  it("says that its answers are invented", () => {
    expect(programmeOf(waves["2017"], 7, { today: "2026-03-31", allowedOrigins })).toMatchObject({
      synthetic: true,
      programme: expect.stringContaining("SYNTHETIC"),
    });
  });

  it("has most authorities consent to be named, and gives each two to four listed neighbours", () => {
    const { authorities } = programmeOf(waves["2018"], 7, { today: "2026-03-31", allowedOrigins });
    const listed = authorities.map(({ code }) => code);
    expect(authorities).toHaveLength(17);
    expect(authorities.filter(({ mayBeNamed }) => mayBeNamed)).toHaveLength(12);
    for (const { statisticalNeighbours: neighbours = [], name } of authorities) {
      expect(neighbours.length, name).toBeGreaterThanOrEqual(2);
      expect(neighbours.length, name).toBeLessThanOrEqual(4);
      expect(listed, name).toEqual(expect.arrayContaining(neighbours));
    }
  });

  it("has every window open today and closed for tomorrow's night", () => {
    const today = "2026-03-31";
    for (const { campaigns } of programmeOf(waves["2017"], 7, { today, allowedOrigins }).waves) {
      expect(campaigns).toHaveLength(campaignsOf(waves["2017"], 7).length);
      expect(campaigns.every((campaign) => isOpen(campaign, today))).toBe(true);
      expect(campaigns.every((campaign) => hasClosed(campaign, dayAfter(today)))).toBe(true);
    }
  });

  it("keeps windows open until the day that is asked for, and refuses a day that is over", () => {
    const opening = { today: "2026-03-31", allowedOrigins };
    const [wave] = programmeOf(waves["2017"], 7, { ...opening, until: "2026-04-10" }).waves;
    expect(new Set(wave?.campaigns.map(({ closes }) => closes))).toEqual(new Set(["2026-04-10"]));
    expect(() => programmeOf(waves["2017"], 7, { ...opening, until: "2026-03-30" })).toThrow(WindowOver);
  });

  it("counts days over the ends of months, leap years and the clock change", () => {
    expect(dayAfter("2024-02-28")).toBe("2024-02-29");
    expect(dayAfter("2026-12-31")).toBe("2027-01-01");
    expect(dayAfter("2026-03-28")).toBe("2026-03-29");
    expect(daysBefore("2026-03-30", 30)).toBe("2026-02-28");
  });
});
