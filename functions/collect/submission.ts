/**
 * What a front end posts. The shape of each questionnaire's submissions follows from the questionnaire's definition;
 * the same schemas judge what arrives and describe it in the OpenAPI document.
 */
import * as z from "zod";
import { disabilities, ethnicities, genders, modes, placements } from "#shared/survey/about.ts";
import { yearsInCareAccepted } from "#shared/survey/about-questions.ts";
import { type Item, itemsOf, type Questionnaire, type QuestionnaireId } from "#shared/survey/questionnaire.ts";
import { longestCommentInCharacters } from "#shared/survey/rendering.ts";

const oneOf = <Id extends string>(choices: readonly { readonly id: Id }[]) =>
  z.enum(choices.map(({ id }) => id) as Id[]);

function answerTo({ scale, wording }: Item) {
  const answer = scale.kind === "ladder" ? z.int().min(0).max(10) : oneOf(scale.options);
  return answer.optional().describe(wording.en);
}

/** As JSON Schema and people count: an emoji is one character, though JavaScript stores it as two. */
const comment = z
  .string()
  .check(({ value, issues }) => {
    if ([...value].length > longestCommentInCharacters)
      issues.push({ code: "too_big", origin: "string", maximum: longestCommentInCharacters, input: value });
  })
  .meta({ maxLength: longestCommentInCharacters });

/** Every question may be skipped by leaving its field out. A field that is not listed is refused. */
export function submissionTo(questionnaire: Questionnaire) {
  const { ages } = questionnaire;
  return z.strictObject({
    questionnaire: z.literal(questionnaire.id),
    version: z.literal(questionnaire.version),
    language: z.enum(["en", "cy"]).describe("The language in which the questions were read"),
    mode: z.enum(modes).describe("paper: a form on paper, typed in later"),
    about: z.strictObject({
      age: z.int().min(ages.from).max(ages.to).optional(),
      gender: oneOf(genders).optional(),
      ethnicity: oneOf(ethnicities).optional(),
      placement: oneOf(placements).optional(),
      yearsInCare: z.int().min(yearsInCareAccepted.from).max(yearsInCareAccepted.to).optional(),
      ...(questionnaire.asksDisability && { disability: oneOf(disabilities).optional() }),
    }),
    answers: z.strictObject(Object.fromEntries(itemsOf(questionnaire).map((item) => [item.id, answerTo(item)]))),
    comments: z
      .strictObject(
        Object.fromEntries(
          questionnaire.comments.map(({ id, wording }) => [id, comment.optional().describe(wording.en)]),
        ),
      )
      .optional(),
  });
}

/** A submission that its questionnaire allows. Holds exact values: it goes to `anonymise` and nowhere else. */
export interface Submission {
  readonly questionnaire: QuestionnaireId;
  readonly version: number;
  readonly language: "en" | "cy";
  readonly mode: (typeof modes)[number];
  readonly about: {
    readonly age?: number | undefined;
    readonly gender?: (typeof genders)[number]["id"] | undefined;
    readonly ethnicity?: (typeof ethnicities)[number]["id"] | undefined;
    readonly placement?: (typeof placements)[number]["id"] | undefined;
    readonly yearsInCare?: number | undefined;
    readonly disability?: (typeof disabilities)[number]["id"] | undefined;
  };
  readonly answers: Readonly<Record<string, string | number | undefined>>;
  readonly comments?: Readonly<Record<string, string | undefined>> | undefined;
}
