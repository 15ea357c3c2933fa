import { describe, expect, it } from "vitest";
import { authority } from "#shared/programme/campaign.ts";

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
