import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { isNhsNumber } from "#functions/collect/redaction/nhs-number.ts";
import { redact, redactWith, WITHHELD } from "#functions/collect/redaction/redact.ts";
import { digitsOf } from "#functions/collect/redaction/rule.ts";
import { loadReader, type ReadWords, type Word } from "#functions/collect/redaction/words.ts";
import { hostileText, repeatedText, surroundings } from "./hostile-text.ts";

const digits = (count: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count });

const nhsNumber = fc
  .tuple(digits(9), fc.constantFrom("", " ", "-", "\u200b", "\u00a0"))
  .map(([nine, gap]) => {
    const fitting = [..."0123456789"].find((last) => isNhsNumber(nine.join("") + last));
    const number = nine.join("") + (fitting ?? "");
    return [number.slice(0, 3), number.slice(3, 6), number.slice(6)].join(gap);
  })
  .filter((number) => digitsOf(number).length === 10);

const phoneNumber = fc
  .tuple(
    fc.constantFrom("07", "+447", "00447", "+44 (0)7", "(07)", "7"),
    digits(9),
    fc.constantFrom("", " ", "-", ".", "\u200d"),
  )
  .map(
    ([prefix, rest, gap]) =>
      prefix + [rest.slice(0, 3), rest.slice(3, 6), rest.slice(6)].map((part) => part.join("")).join(gap),
  );

const local = fc
  .array(fc.constantFrom(..."abcxyz019._-"), { minLength: 3, maxLength: 20 })
  .map((parts) => `q${parts.join("")}q`);
const emailAddress = fc.tuple(local, fc.constantFrom("gmail.com", "example.org", "mail.example.co.uk", "xn--a.io"));

let read: ReadWords;
beforeAll(async () => {
  read = await loadReader();
});

describe("redact", () => {
  it("changes nothing when it redacts its own result", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const once = redactWith(read, text);
        expect(redactWith(read, once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it("answers any text with a text", async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        expect(typeof (await redact(text))).toBe("string");
      }),
      { numRuns: 300 },
    );
  });

  it("leaves no seven digits of an NHS number, wherever it stands", () => {
    fc.assert(
      fc.property(surroundings, nhsNumber, surroundings, (before, number, after) => {
        expect(survives(redactWith(read, before + number + after), digitsOf(number))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves no seven digits of a telephone number, wherever it stands", () => {
    fc.assert(
      fc.property(surroundings, phoneNumber, surroundings, (before, number, after) => {
        expect(survives(redactWith(read, before + number + after), digitsOf(number))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves neither side of an e-mail address, wherever it stands", () => {
    fc.assert(
      fc.property(surroundings, emailAddress, surroundings, (before, [name, host], after) => {
        const redacted = redactWith(read, `${before}${name}@${host}${after}`);
        expect(redacted).not.toContain(name);
        expect(redacted).not.toContain(`@${host}`);
      }),
      { numRuns: 500 },
    );
  });

  it("takes no more than two seconds of processor time for 2,000 characters of the same few pieces", () => {
    redactWith(read, "A first call lets the engine compile.");
    fc.assert(
      fc.property(repeatedText, (text) => {
        const before = process.cpuUsage();
        redactWith(read, text);
        const { user, system } = process.cpuUsage(before);
        expect((user + system) / 1_000_000).toBeLessThan(2);
      }),
      { numRuns: 60 },
    );
  });

  it("keeps the words around what it hides, and the line breaks", async () => {
    expect(await redact("Dear reader,\nring 07700 900123 or mail jo@example.org.\n\nBye 👋")).toBe(
      "Dear reader,\nring [phone number] or mail [e-mail].\n\nBye 👋",
    );
  });

  it("withholds the whole comment where the library cannot read it", () => {
    const failing: ReadWords = (text) => {
      throw new Error(text);
    };
    expect(redactWith(failing, "anything at all")).toBe(WITHHELD);
  });

  it("withholds the whole comment where hiding never settles", () => {
    const oneLetterEachRound: ReadWords = (text) => {
      const end = text.includes("[name]") ? text.indexOf("[name]") : text.length;
      return [nameAt(end - 1)];
    };
    expect(redactWith(oneLetterEachRound, "innocent words without end")).toBe(WITHHELD);
  });

  it("withholds the whole comment where its signs unfold to more than any comment holds, and not where few of them do", async () => {
    expect(await redact("\uFDFA".repeat(2_000))).toBe(WITHHELD);
    expect(await redact("\uFDFA".repeat(20))).not.toBe(WITHHELD);
    expect(await redact("\u{1F642}".repeat(2_000))).not.toBe(WITHHELD);
  });

  it("leaves a withheld comment withheld", async () => {
    expect(await redact(WITHHELD)).toBe(WITHHELD);
  });
});

/** Any seven successive digits of the number, read across whatever stands between digits in the text. */
function survives(text: string, number: string): boolean {
  const left = digitsOf(text.normalize("NFKC"));
  return Array.from({ length: number.length - 6 }, (_, start) => number.slice(start, start + 7)).some((seven) =>
    left.includes(seven),
  );
}

function nameAt(start: number): Word {
  const place = { start, end: start + 1, gap: "" };
  const reading = { lower: "x", tags: new Set<string>(), opensSentence: false, capitalised: false };
  return { ...place, ...reading, isFirstName: true, isKnown: false };
}
