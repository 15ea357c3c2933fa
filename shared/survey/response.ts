/**
 * What is kept of a submission, and how it is packed. A `Response` can only be made by `anonymise`; everything behind
 * the front door takes a `Response` and so can never see a submission.
 */
import * as z from "zod";
import {
  type DisabilityId,
  disabilities,
  type GenderId,
  genders,
  type MajorEthnicGroup,
  type Mode,
  majorEthnicGroups,
  modes,
  type PlacementId,
  placements,
  type TimeInCareId,
  timesInCare,
} from "./about.ts";
import { answersOf, type Item, itemsOf, type Questionnaire } from "./questionnaire.ts";

declare const anonymised: unique symbol;

/** The respondent, in classes. A question that was skipped is "unknown". */
export interface KeptAbout {
  readonly ageBand: string;
  readonly gender: GenderId | "unknown";
  readonly ethnicity: MajorEthnicGroup;
  readonly placement: PlacementId | "unknown";
  readonly timeInCare: TimeInCareId | "unknown";
  readonly disability: DisabilityId | "unknown";
}

/** Answer codes by item id: the option's position on a choice, the step on a ladder. Skipped items are absent. */
export type AnswerCodes = ReadonlyMap<string, number>;

export interface ResponseContent {
  readonly version: number;
  readonly mode: Mode;
  readonly about: KeptAbout;
  readonly answers: AnswerCodes;
}

export type Response = ResponseContent & { readonly [anonymised]: true };

/** Two short strings: the whole of what a table keeps of a child's submission. */
export interface PackedResponse {
  readonly about: string;
  readonly answers: string;
}

/** `age band`: everything else about the respondent fits, and nobody of that age is asked with this questionnaire. */
export type UnreadablePart = "about" | "age band" | "answers" | "version";

/** A stored response that does not fit the questionnaire that it names. Carries no answer. */
export class UnreadableResponse extends Error {
  override readonly name = "UnreadableResponse";
  readonly part: UnreadablePart;
  constructor(part: UnreadablePart) {
    super(`a stored response cannot be read: its ${part} does not fit the questionnaire`);
    this.part = part;
  }
}

const SKIPPED = "-";
const ids = <Id extends string>(choices: readonly { readonly id: Id }[]) => choices.map(({ id }) => id);
const oneOf = <Id extends string>(known: readonly Id[]) => z.enum<(Id | "unknown")[]>([...known, "unknown"]);

/** Built once a questionnaire: a night unpacks hundreds of thousands. */
const schemas = new WeakMap<Questionnaire, ReturnType<typeof keptAbout>>();

function keptAboutOf(questionnaire: Questionnaire) {
  const known = schemas.get(questionnaire) ?? keptAbout(questionnaire);
  schemas.set(questionnaire, known);
  return known;
}

function keptAbout(questionnaire: Questionnaire) {
  return z.tuple([
    z
      .string()
      .regex(/^[1-9][0-9]*$/)
      .transform(Number),
    z.enum(modes),
    z.enum(["unknown", ...ids(questionnaire.ageBands)]),
    oneOf(ids(genders)),
    z.enum(Object.keys(majorEthnicGroups) as MajorEthnicGroup[]),
    oneOf(ids(placements)),
    oneOf(ids(timesInCare)),
    oneOf(ids(disabilities)),
  ]);
}

function packAnswer(item: Item, code: number | undefined): string {
  if (code === undefined) return SKIPPED;
  if (!Number.isInteger(code) || code < 0 || code >= answersOf(item.scale)) throw new UnreadableResponse("answers");
  return code.toString(36);
}

/**
 * Packs a response into two strings: `about` as eight fields between semicolons (version, mode, age band, gender,
 * ethnicity, placement, time in care, disability), `answers` as one character an item in the questionnaire's order
 * (the answer's code in base 36, "-" where skipped). The same response always packs to the same strings.
 */
export function pack(response: ResponseContent, questionnaire: Questionnaire): PackedResponse {
  const { version, mode, about } = response;
  if (version !== questionnaire.version) throw new UnreadableResponse("version");
  return {
    about: [
      version,
      mode,
      about.ageBand,
      about.gender,
      about.ethnicity,
      about.placement,
      about.timeInCare,
      about.disability,
    ].join(";"),
    answers: itemsOf(questionnaire)
      .map((item) => packAnswer(item, response.answers.get(item.id)))
      .join(""),
  };
}

/** Among the fields of `about`. */
const [VERSION, AGE_BAND] = [0, 2];

/** What is wrong with fields that do not fit. Another version may well have other ages. */
function misfitOf(fields: readonly string[], { issues }: z.ZodError, { version }: Questionnaire): UnreadablePart {
  const onlyTheAge = issues.every(({ path: [field] }) => field === AGE_BAND);
  return onlyTheAge && fields[VERSION] === String(version) ? "age band" : "about";
}

/**
 * The inverse of `pack`.
 * @throws UnreadableResponse when the strings do not fit the questionnaire
 */
export function unpack(packed: PackedResponse, questionnaire: Questionnaire): ResponseContent {
  const fields = packed.about.split(";");
  const parsed = keptAboutOf(questionnaire).safeParse(fields);
  if (!parsed.success) throw new UnreadableResponse(misfitOf(fields, parsed.error, questionnaire));
  const [version, mode, ageBand, gender, ethnicity, placement, timeInCare, disability] = parsed.data;
  if (version !== questionnaire.version) throw new UnreadableResponse("version");

  const items = itemsOf(questionnaire);
  if (packed.answers.length !== items.length) throw new UnreadableResponse("answers");
  const answers = new Map<string, number>();
  for (const [position, item] of items.entries()) {
    const character = packed.answers[position];
    if (character === undefined || character === SKIPPED) continue;
    const code = Number.parseInt(character, 36);
    // Only the character that `pack` writes: parseInt also reads capitals.
    if (code.toString(36) !== character || code >= answersOf(item.scale)) throw new UnreadableResponse("answers");
    answers.set(item.id, code);
  }
  return { version, mode, about: { ageBand, gender, ethnicity, placement, timeInCare, disability }, answers };
}
