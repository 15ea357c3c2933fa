import { describe, expect, it } from "vitest";
import { authority, campaign, isSettled } from "#shared/programme/campaign.ts";

/** SYNTHETIC */
const silent = {
  code: "801",
  onsCode: "E06000023",
  name: "Bristol, City of",
  regionCode: "E12000009",
  regionName: "South West",
};
const codes = (count: number) => Array.from({ length: count }, (_, index) => String(100 + index));

describe("an authority", () => {
  it("that was stored before there was consent may not be named and has no neighbours", () => {
    expect(authority.parse(silent)).toEqual({ ...silent, mayBeNamed: false, statisticalNeighbours: [] });
  });

  it("keeps what it says of consent, and its neighbours in their order", () => {
    const said = { ...silent, mayBeNamed: true, statisticalNeighbours: ["926", "380", "866"] };
    expect(authority.parse(said)).toEqual(said);
  });

  it("has ten neighbours at most, each a three-digit code", () => {
    const accepts = (statisticalNeighbours: unknown) =>
      authority.safeParse({ ...silent, statisticalNeighbours }).success;
    expect(accepts(codes(10))).toBe(true);
    expect(accepts(codes(11))).toBe(false);
    expect(accepts(["80"])).toBe(false);
    expect(accepts([801])).toBe(false);
  });

  it("gives no consent that is not plainly true or false", () => {
    for (const mayBeNamed of ["true", 1, null])
      expect(authority.safeParse({ ...silent, mayBeNamed }).success).toBe(false);
  });
});

describe("a campaign", () => {
  const stored = {
    wave: "2026",
    authority: { ...silent, mayBeNamed: false, statisticalNeighbours: [] },
    questionnaire: "ylyc-8-11",
    version: 1,
    opens: "2026-11-01",
    closes: "2026-12-18",
    eligible: 210,
    languages: ["en"],
    synthetic: true,
    link: "0123456789ABCD",
  };

  it("is settled once a night counts it or its figures are released, and not before", () => {
    expect(isSettled(campaign.parse(stored))).toBe(false);
    expect(isSettled(campaign.parse({ ...stored, counting: "2026-12-19" }))).toBe(true);
    expect(isSettled(campaign.parse({ ...stored, releasedIn: "r1" }))).toBe(true);
  });

  it("is marked by a day that exists, and by nothing else", () => {
    for (const counting of ["2026-02-30", "yes", "", true, null])
      expect(campaign.safeParse({ ...stored, counting }).success).toBe(false);
  });
});
