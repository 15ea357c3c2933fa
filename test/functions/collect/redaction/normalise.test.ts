import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalise } from "#functions/collect/redaction/normalise.ts";
import { redact } from "#functions/collect/redaction/redact.ts";
import { hostileText } from "./hostile-text.ts";

describe("normalise", () => {
  it.each([
    ["full-width digits", "０７７００", "07700"],
    ["digits of other scripts", "٠١٢ ०१२ 𝟎𝟏𝟐", "012 012 012"],
    ["zero-width characters and soft hyphens", "0\u200b7\u200c7\u200d0\u20600\u00ad", "07700"],
    ["keycaps and struck digits", "0️⃣7️⃣ 0\u03367\u0336", "07 07"],
    ["odd spaces", "a\u00a0b\u2009c\td\u3000e", "a b c d e"],
    ["curled apostrophes and odd hyphens", "St Mary’s 1\u20112", "St Mary's 1-2"],
    ["line separators", "a\r\nb\u2028c", "a\nb\nc"],
    ["text hidden in tag characters", "a\u{E0041}\u{E0042}", "a"],
  ])("spells %s the plain way", (_, text, plain) => {
    expect(normalise(text)).toBe(plain);
  });

  it("keeps joined emoji and accented names whole", () => {
    expect(normalise("👨‍👩‍👧 ❤️ Zoë Ní")).toBe("👨‍👩‍👧 ❤️ Zoë Ní");
  });

  it("leaves what is normalised as it is", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const once = normalise(text);
        expect(normalise(once)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("redact", () => {
  it.each([
    ["zero-width joiners", "0\u200d7\u200d7\u200d0\u200d0\u200d9\u200d0\u200d0\u200d1\u200d2\u200d3"],
    ["full-width digits", "０７７００９００１２３"],
    ["keycaps", "0️⃣7️⃣7️⃣0️⃣0️⃣9️⃣0️⃣0️⃣1️⃣2️⃣3️⃣"],
    ["Arabic digits", "٠٧٧٠٠٩٠٠١٢٣"],
    ["soft hyphens and hard spaces", "07\u00ad700\u00a0900\u00a0123"],
    ["emoji between the digits", "07700👍900👍123"],
  ])("hides a telephone number behind %s", async (_, text) => {
    expect(await redact(text)).toMatch(/^\[(?:phone )?number\]$/);
  });
});
