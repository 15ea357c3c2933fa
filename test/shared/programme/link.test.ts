import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { LINK_LENGTH, linkFrom, normaliseLink } from "#shared/programme/link.ts";

describe("a survey link", () => {
  it("carries at least 65 random bits, five in each character", () => {
    const seen = new Set(Array.from({ length: 32 }, (_, bits) => linkFrom(new Uint8Array(LINK_LENGTH).fill(bits))[0]));
    expect(seen.size).toBe(32);
    expect(LINK_LENGTH * 5).toBeGreaterThanOrEqual(65);
  });

  it("is drawn evenly: every character is as likely as any other", () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte += 1) {
      const [character = ""] = linkFrom(new Uint8Array(LINK_LENGTH).fill(byte));
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect(new Set(counts.values())).toEqual(new Set([8]));
  });

  it("uses every one of its characters", () => {
    const bytes = new Uint8Array(LINK_LENGTH);
    const links = Array.from({ length: LINK_LENGTH }, (_, position) => linkFrom(bytes.with(position, 1)));
    expect(new Set(links).size).toBe(LINK_LENGTH);
  });

  it("refuses to be drawn from too little chance", () => {
    expect(() => linkFrom(randomBytes(LINK_LENGTH - 1))).toThrow(RangeError);
  });

  it("is read as a person types it: in any case, in groups, with O for 0 and I or L for 1", () => {
    expect(normaliseLink("o1il-abcd-efgh-jk")).toBe("0111ABCDEFGHJK");
    expect(normaliseLink(" 0123 4567 89ab cd\n")).toBe("0123456789ABCD");
    const link = linkFrom(randomBytes(LINK_LENGTH));
    expect(normaliseLink(link.toLowerCase())).toBe(link);
  });

  it.each([
    "",
    "U1234567890123",
    "0123456789ABC",
    "0123456789ABCDE",
    "0123456789ABC/",
    "-".repeat(29),
    "0123456789ABC\u00e9",
  ])("is not made of %j", (typed) => {
    expect(normaliseLink(typed)).toBeNull();
  });
});
