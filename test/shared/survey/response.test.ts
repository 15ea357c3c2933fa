import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { disabilities, genders, majorEthnicGroups, modes, placements, timesInCare } from "#shared/survey/about.ts";
import { latestVersionOf, questionnaires } from "#shared/survey/catalogue.ts";
import { answersOf, itemsOf, type Questionnaire } from "#shared/survey/questionnaire.ts";
import {
  type PackedResponse,
  pack,
  type ResponseContent,
  UnreadableResponse,
  unpack,
} from "#shared/survey/response.ts";

const each = questionnaires.map((questionnaire) => [questionnaire.id, questionnaire] as const);
const anyOf = <Id extends string>(choices: readonly { readonly id: Id }[]) =>
  fc.constantFrom<(Id | "unknown")[]>(...choices.map(({ id }) => id), "unknown");

function responsesTo(questionnaire: Questionnaire): fc.Arbitrary<ResponseContent> {
  const items = itemsOf(questionnaire);
  const codes = items.map(({ scale }) => fc.option(fc.nat(answersOf(scale) - 1), { nil: undefined }));
  return fc.record({
    version: fc.constant(questionnaire.version),
    mode: fc.constantFrom(...modes),
    about: fc.record({
      ageBand: anyOf(questionnaire.ageBands),
      gender: anyOf(genders),
      ethnicity: fc.constantFrom(...(Object.keys(majorEthnicGroups) as (keyof typeof majorEthnicGroups)[])),
      placement: anyOf(placements),
      timeInCare: anyOf(timesInCare),
      disability: anyOf(disabilities),
    }),
    answers: fc.tuple(...codes).map((given) => {
      const answers = new Map<string, number>();
      for (const [position, code] of given.entries()) {
        const item = items[position];
        if (item !== undefined && code !== undefined) answers.set(item.id, code);
      }
      return answers;
    }),
  });
}

function refusedPart(packed: PackedResponse, questionnaire: Questionnaire): string {
  try {
    unpack(packed, questionnaire);
  } catch (error) {
    if (error instanceof UnreadableResponse) return error.part;
    throw error;
  }
  return "nothing";
}

describe("a packed response", () => {
  test.each(each)("unpacks to the same response, one character an answer (%s)", (_, questionnaire) => {
    fc.assert(
      fc.property(responsesTo(questionnaire), (response) => {
        const packed = pack(response, questionnaire);
        expect(packed.answers).toHaveLength(itemsOf(questionnaire).length);
        expect(unpack(packed, questionnaire)).toEqual(response);
      }),
    );
  });

  test.each(each)("either is refused as unreadable or packs back to itself when damaged (%s)", (_, questionnaire) => {
    const damage = fc.record({
      part: fc.constantFrom<(keyof PackedResponse)[]>("about", "answers"),
      at: fc.nat(80),
      removed: fc.nat(2),
      inserted: fc.string({ maxLength: 2, unit: fc.constantFrom(..."-09azAZ;+ .%é") }),
    });
    fc.assert(
      fc.property(responsesTo(questionnaire), damage, (response, { part, at, removed, inserted }) => {
        const packed = pack(response, questionnaire);
        const characters = [...packed[part]];
        characters.splice(at, removed, inserted);
        const damaged = { ...packed, [part]: characters.join("") };
        if (refusedPart(damaged, questionnaire) === "nothing") {
          expect(pack(unpack(damaged, questionnaire), questionnaire)).toEqual(damaged);
        }
      }),
      { numRuns: 500 },
    );
  });

  const questionnaire = latestVersionOf("ylyc-11-17");
  const about = "1;online;14-15;girl;mixed;foster;3-5;unknown";
  const answers = "-".repeat(itemsOf(questionnaire).length);

  test.each([
    ["an answer too few", answers.slice(1)],
    ["an answer too many", `${answers}-`],
    ["nothing at all", ""],
    ["a code that is beyond the scale", `z${answers.slice(1)}`],
    ["a character that is no code", `!${answers.slice(1)}`],
    ["a capital for a ladder's tenth step", `${answers.slice(1)}A`],
  ])("with %s in its answers is unreadable", (_, damaged) => {
    expect(refusedPart({ about, answers }, questionnaire)).toBe("nothing");
    expect(refusedPart({ about, answers: damaged }, questionnaire)).toBe("answers");
  });

  test.each([
    ["a field too few", "1;online;14-15;girl;mixed;foster;3-5"],
    ["a field too many", `${about};girl`],
    ["nothing at all", ""],
    ["an unknown gender id", about.replace("girl", "g")],
    ["an unknown ethnic group", about.replace("mixed", "mixed-white-and-asian")],
    ["a version that is no number", about.replace("1;", "one;")],
    ["a version written otherwise", about.replace("1;", "1.0;")],
  ])("with %s in its about is unreadable", (_, damaged) => {
    expect(refusedPart({ about: damaged, answers }, questionnaire)).toBe("about");
  });

  test("of another version is unreadable", () => {
    expect(refusedPart({ about: about.replace("1;", "2;"), answers }, questionnaire)).toBe("version");
  });

  test("says in its refusal which part is unreadable and nothing of what it holds", () => {
    const refused = () => unpack({ about: about.replace("girl", "marker-7f3"), answers }, questionnaire);
    expect(refused).toThrow("its about does not fit the questionnaire");
    expect(refused).not.toThrow(/marker/);
  });

  test("is never made of a code that the scale does not have", () => {
    const response = unpack({ about, answers }, questionnaire);
    for (const code of [-1, 11, 2.5, Number.NaN]) {
      const wrong = { ...response, answers: new Map([["life-satisfaction", code]]) };
      expect(() => pack(wrong, questionnaire)).toThrow(UnreadableResponse);
    }
    expect(() => pack({ ...response, version: 2 }, questionnaire)).toThrow(UnreadableResponse);
  });
});

test("a response that misfits by its age alone is told from one that is damaged, and from one of another version", () => {
  const questionnaire = latestVersionOf("ylyc-8-11");
  const packed = pack(
    fc.sample(responsesTo(questionnaire), { numRuns: 1, seed: 7 })[0] as ResponseContent,
    questionnaire,
  );
  const withField = (field: number, value: string) => {
    const fields = packed.about.split(";");
    fields[field] = value;
    return { ...packed, about: fields.join(";") };
  };
  // Nobody of that age is asked with any questionnaire.
  const ofNoAge = withField(2, "26-30");
  expect(refusedPart(ofNoAge, questionnaire)).toBe("age band");
  expect(refusedPart(withField(3, "26-30"), questionnaire)).toBe("about");
  expect(refusedPart({ ...ofNoAge, about: `${ofNoAge.about};more` }, questionnaire)).toBe("about");
  expect(refusedPart(ofNoAge, { ...questionnaire, version: 99 })).not.toBe("age band");
});
