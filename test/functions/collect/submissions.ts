/** Submissions as generators: what a questionnaire allows, and what a careless or hostile client makes of it. */
import fc from "fast-check";
import { disabilities, ethnicities, genders, modes, placements } from "#shared/survey/about.ts";
import { yearsInCareAccepted } from "#shared/survey/about-questions.ts";
import { itemsOf, type Questionnaire, type Scale } from "#shared/survey/questionnaire.ts";

const oneOf = (choices: readonly { readonly id: string }[]) => fc.constantFrom(...choices.map(({ id }) => id));
const answerOn = (scale: Scale) => (scale.kind === "ladder" ? fc.integer({ min: 0, max: 10 }) : oneOf(scale.options));

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** What the questionnaire allows; every question may be skipped. */
export function goodSubmissionsTo(questionnaire: Questionnaire, words: fc.Arbitrary<string> = fc.string()) {
  const { ages, asksDisability } = questionnaire;
  const about = {
    age: fc.integer({ min: ages.from, max: ages.to }),
    gender: oneOf(genders),
    ethnicity: oneOf(ethnicities),
    placement: oneOf(placements),
    yearsInCare: fc.integer({ min: yearsInCareAccepted.from, max: yearsInCareAccepted.to }),
    ...(asksDisability && { disability: oneOf(disabilities) }),
  };
  const answers = Object.fromEntries(itemsOf(questionnaire).map(({ id, scale }) => [id, answerOn(scale)]));
  const comments = Object.fromEntries(questionnaire.comments.map(({ id }) => [id, words]));
  return fc.record(
    {
      questionnaire: fc.constant(questionnaire.id),
      version: fc.constant(questionnaire.version),
      language: fc.constantFrom("en", "cy"),
      mode: fc.constantFrom(...modes),
      about: fc.record(about, { requiredKeys: [] }),
      answers: fc.record(answers, { requiredKeys: [] }),
      comments: fc.record(comments, { requiredKeys: [] }),
    },
    { requiredKeys: ["questionnaire", "version", "language", "mode", "about", "answers"] },
  ) as fc.Arbitrary<{ [name: string]: Json }>;
}

/** Values that are near the mark for some field: whether one fits depends on where it is put. */
const oddValues: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, "", "7", "girl", "foster", "yes", "no", "prefer-not-to-say", "unknown", [], {}),
  fc.constantFrom<Json>(-1, -0, 0, 1, 3, 7, 10, 11, 13, 17, 25, 26, 7.5, 1e21, 1e300, -1e300, 2 ** 53),
  fc.constantFrom<Json>(["girl"], { age: 13 }, [[]], "x".repeat(2000), "x".repeat(2001), "\u{1F600}".repeat(1001)),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string(),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
);

const oddNames: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "prototype", "", "0", "length", "name"),
  fc.constantFrom("age", "disability", "life-satisfaction", "make-care-better", "comments", "about", "answers"),
  fc.string(),
);

type Holder = { [name: string]: Json };
const isHolder = (value: Json | undefined): value is Holder =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An own property even where the name is `__proto__`. */
function put(holder: Holder, name: string, value: Json): void {
  Object.defineProperty(holder, name, { value, enumerable: true, writable: true, configurable: true });
}

/** Changes, adds or takes away one field, at the top or in one of the three groups. */
export const mutations: fc.Arbitrary<(submission: Holder) => Holder> = fc
  .record({
    group: fc.constantFrom("", "about", "answers", "comments"),
    kind: fc.constantFrom("replace", "add", "take away"),
    nth: fc.nat(),
    name: oddNames,
    value: oddValues,
  })
  .map(({ group, kind, nth, name, value }) => (submission: Holder) => {
    const mutated = structuredClone(submission);
    const inner = mutated[group];
    const holder = isHolder(inner) ? inner : mutated;
    const names = Object.keys(holder);
    const chosen = names[nth % Math.max(1, names.length)] ?? name;
    if (kind === "add") put(holder, name, value);
    else if (kind === "replace") put(holder, chosen, value);
    else delete holder[chosen];
    return mutated;
  });
