import { describe, expect, it } from "vitest";
import { judge } from "#functions/register/judge.ts";
import { isOpen } from "#shared/programme/calendar.ts";
import { exampleProgramme } from "../../../infra/local/example-programme.ts";
import { stages } from "../../../infra/stages.ts";

describe("the example programme", () => {
  it.each(["2026-11-20", "2027-01-05", "2028-02-29"])("is sound and open for the local stage on %s", (today) => {
    const document = exampleProgramme(today);
    expect(judge(document, { configuredOrigins: stages.local.allowedOrigins, stored: [] })).toMatchObject({
      sound: true,
    });
    for (const campaign of document.waves.flatMap(({ campaigns }) => campaigns)) {
      expect(isOpen(campaign, today)).toBe(true);
    }
  });

  it("opened 30 days ago and closes in 60", () => {
    const [campaign] = exampleProgramme("2026-11-20").waves[0]?.campaigns ?? [];
    expect(campaign).toMatchObject({ opens: "2026-10-21", closes: "2027-01-19" });
  });

  it("has one authority of three that consents to be named", () => {
    const { authorities } = exampleProgramme("2026-11-20");
    expect(authorities.map(({ mayBeNamed = false }) => mayBeNamed)).toEqual([true, false, false]);
  });

  it("asks with every instrument and is marked as invented", () => {
    const { synthetic, programme, waves } = exampleProgramme("2026-11-20");
    expect(synthetic).toBe(true);
    expect(programme).toContain("SYNTHETIC");
    expect(new Set(waves.flatMap(({ campaigns }) => campaigns.map(({ questionnaire }) => questionnaire))).size).toBe(4);
  });
});
