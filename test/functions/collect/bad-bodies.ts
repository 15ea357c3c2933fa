/**
 * Bodies that no questionnaire allows, each with a marker in every string and every name that the generator makes. What
 * a client sent must come back in no answer, so a marker that is found anywhere was quoted.
 */
import fc from "fast-check";
import { aGoodSubmission } from "./front-door.ts";

export interface BadBody {
  readonly kind: string;
  readonly body: string | Uint8Array;
  readonly markers: readonly string[];
}

type Submission = Record<string, unknown>;

const marker = fc.stringMatching(/^mark[a-z0-9]{12}$/);
const markedNumber = fc.integer({ min: 7_000_000_000, max: 7_999_999_999 });
const prototypeName = fc.constantFrom("__proto__", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty");

/** Any JSON whose strings and names all carry the marker. */
function markedJson(mark: string): fc.Arbitrary<unknown> {
  const text = fc.oneof(
    fc.constant(mark),
    fc.string().map((more) => `${more}${mark}`),
    fc.constant(`\ud800${mark}\udfff`),
  );
  return fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      text,
      markedNumber,
      fc.constantFrom(null, true, -1, 7.5, 1e300, -1e300, 2 ** 60),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(fc.oneof(text, prototypeName), tie("value"), { maxKeys: 4 }),
    ),
  })).value;
}

const deep = (levels: number, mark: string, inObjects: boolean) =>
  inObjects
    ? `${`{"${mark}":`.repeat(levels)}1${"}".repeat(levels)}`
    : `${"[".repeat(levels)}"${mark}"${"]".repeat(levels)}`;

const groups = ["", "about", "answers", "comments"] as const;
const choiceFields = [
  ["", "questionnaire"],
  ["", "language"],
  ["", "mode"],
  ["about", "gender"],
  ["about", "ethnicity"],
  ["about", "placement"],
  ["answers", "trust-carers"],
] as const;
const numberFields = [
  ["", "version"],
  ["about", "age"],
  ["about", "yearsInCare"],
  ["answers", "life-satisfaction"],
] as const;

/** Sets a field of the submission or of one of its groups, `__proto__` too. */
function withField(group: string, name: string, value: unknown): Submission {
  const submission: Submission = aGoodSubmission();
  const holder = group === "" ? submission : (submission[group] as Submission);
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
  return submission;
}

const PLACE = "the place of a value";
const withText = (group: string, name: string, text: string) =>
  JSON.stringify(withField(group, name, PLACE)).replace(JSON.stringify(PLACE), () => text);

/** A value that is no choice of any field and no number of a sensible size. */
const misfit = (mark: string) =>
  fc.oneof(
    markedJson(mark).filter(
      (value) => typeof value !== "number" || value > 25 || value < 0 || !Number.isInteger(value),
    ),
    fc.constantFrom(null, true, [], {}, ["girl"], { age: 13 }, "", 1e21, -3, 2.5),
  );

const kinds: Readonly<Record<string, (mark: string, number: number) => fc.Arbitrary<string | Uint8Array>>> = {
  "unknown field": (mark) =>
    fc
      .tuple(fc.constantFrom(...groups), fc.string(), markedJson(mark))
      .map(([group, more, value]) => JSON.stringify(withField(group, `${mark}${more}`, value))),
  "prototype key": (mark) =>
    fc
      .tuple(fc.constantFrom(...groups), prototypeName, markedJson(mark))
      .map(([group, name, value]) => JSON.stringify(withField(group, name, value))),
  "wrong type": (mark) =>
    fc
      .tuple(fc.constantFrom(...choiceFields, ...numberFields), misfit(mark))
      .map(([[group, name], value]) => JSON.stringify(withField(group, name, value))),
  "wrong type of comment": (mark, number) =>
    fc
      .constantFrom<unknown[]>(number, null, true, [mark], { [mark]: mark }, mark.repeat(200))
      .map((value) => JSON.stringify(withField("comments", "make-care-better", value))),
  "group that is no object": (mark) =>
    fc
      .tuple(
        fc.constantFrom("about", "answers", "comments"),
        fc.oneof(fc.constantFrom(null, 7, true, []), fc.constant(mark)),
      )
      .map(([name, value]) => JSON.stringify(withField("", name, value))),
  "group that is an array": (mark) =>
    fc
      .tuple(fc.constantFrom("about", "answers", "comments"), fc.array(markedJson(mark), { maxLength: 5 }))
      .map(([name, value]) => JSON.stringify(withField("", name, value))),
  "root that is no object": (mark) =>
    fc
      .oneof(fc.array(markedJson(mark), { maxLength: 5 }), fc.constantFrom(null, true, 7, mark, [aGoodSubmission()]))
      .map((value) => JSON.stringify(value)),
  "missing field": () =>
    fc.constantFrom("questionnaire", "version", "language", "mode", "about", "answers").map((name) => {
      const { [name]: _, ...rest } = aGoodSubmission() as Submission;
      return JSON.stringify(rest);
    }),
  "deep nesting": (mark) =>
    fc
      .tuple(fc.constantFrom(...choiceFields, ...numberFields), fc.integer({ min: 2, max: 1_200 }), fc.boolean())
      .map(([[group, name], levels, inObjects]) => withText(group, name, deep(levels, mark, inObjects))),
  "the deepest nesting that fits": () =>
    fc.constantFrom("[".repeat(16_000) + "]".repeat(16_000), `${'{"a":'.repeat(4_600)}1${"}".repeat(4_600)}`),
  "huge number": (_, number) =>
    fc
      .tuple(
        fc.constantFrom(...numberFields),
        fc.constantFrom(
          `${number}`,
          `-${number}`,
          `${number}e290`,
          `1e999`,
          `-1e999`,
          `${number}`.repeat(60),
          `0.${number}`,
        ),
      )
      .map(([[group, name], text]) => withText(group, name, text)),
  "number that JSON does not have": () =>
    fc
      .tuple(
        fc.constantFrom(...numberFields),
        fc.constantFrom("NaN", "Infinity", "-Infinity", "+1", "01", "0x10", ".5", "1.", "1_000", "undefined"),
      )
      .map(([[group, name], text]) => withText(group, name, text)),
  "key given twice, the last of them wrong": (mark) =>
    fc
      .tuple(fc.constantFrom("questionnaire", "language", "mode", "about", "answers"), misfit(mark))
      .filter(([, value]) => !["{}", '{"age":13}'].includes(JSON.stringify(value)))
      .map(([name, value]) => {
        const good = aGoodSubmission() as Submission;
        return `{${JSON.stringify(name)}:${JSON.stringify(good[name])},${JSON.stringify(withField("", name, value)).slice(1)}`;
      }),
  "unknown key given twice": (mark) =>
    fc.constant(`{"${mark}":1,"${mark}":2,${JSON.stringify(aGoodSubmission()).slice(1)}`),
  "lone surrogate": (mark) =>
    fc
      .tuple(fc.constantFrom(...choiceFields), fc.constantFrom("\ud800", "\udc00", "\udfff\ud800"), fc.boolean())
      .map(([[group, name], surrogate, escaped]) => {
        const value = `${mark}${surrogate}`;
        return withText(group, name, escaped ? JSON.stringify(value) : `"${value}"`);
      }),
  "broken off": (mark) =>
    fc.double({ min: 0, max: 0.99, noNaN: true }).map((share) => {
      const text = JSON.stringify(withField("", mark, mark));
      return text.slice(0, Math.floor(text.length * share));
    }),
  "no JSON": (mark) =>
    fc
      .tuple(fc.string(), fc.constantFrom("", "{", "}", "'", "<x>", "//", "/*", "a=b&", "[,", '{"a":1,}', "\u0000"))
      .map(([more, start]) => `${start}${mark}${more}`),
  "broken UTF-8": (mark) =>
    fc
      .tuple(fc.nat(200), fc.constantFrom([0xc3, 0x28], [0xa0], [0xff], [0xed, 0xa0, 0x80], [0xf8, 0x88], [0xc0, 0xaf]))
      .map(([at, broken]) => {
        const bytes = [...new TextEncoder().encode(JSON.stringify(withField("", mark, mark.repeat(20))))];
        bytes.splice(at, 0, ...broken);
        return Uint8Array.from(bytes);
      }),
  "random bytes": (mark) =>
    fc
      .uint8Array({ maxLength: 200 })
      .map((bytes) => Uint8Array.from([0xfe, ...bytes, ...new TextEncoder().encode(mark)])),
  "33 KiB": (mark) =>
    fc.constantFrom(
      JSON.stringify(withField("comments", "make-care-better", mark.repeat(33 * 64))),
      `${JSON.stringify(aGoodSubmission())}${" ".repeat(33 * 1024)}`,
      mark.repeat(33 * 64),
    ),
};

/** Every kind about equally often. */
export const badBodies: fc.Arbitrary<BadBody> = fc
  .tuple(fc.constantFrom(...Object.keys(kinds)), marker, markedNumber)
  .chain(([kind, mark, number]) => {
    const make = kinds[kind];
    if (make === undefined) throw new RangeError("no such kind");
    return make(mark, number).map((body) => ({ kind, body, markers: [mark, String(number), "7e+"] }));
  });

export const kindsOfBadBodies = Object.keys(kinds);
