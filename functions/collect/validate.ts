/** Judges a submission and, where it is refused, says everything that is wrong at once without quoting any of it. */
import type * as z from "zod";
import type { FieldProblem } from "#shared/runtime/http.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { type Submission, submissionTo } from "./submission.ts";

export type Verdict =
  | { readonly valid: true; readonly submission: Submission }
  | { readonly valid: false; readonly problems: readonly FieldProblem[] };

type Issue = z.core.$ZodIssue;

/** Built once a questionnaire: a warm function judges without building schemas. */
const schemas = new WeakMap<Questionnaire, ReturnType<typeof submissionTo>>();

function schemaOf(questionnaire: Questionnaire) {
  const known = schemas.get(questionnaire);
  if (known !== undefined) return known;
  const schema = submissionTo(questionnaire);
  schemas.set(questionnaire, schema);
  return schema;
}

export function validate(body: unknown, questionnaire: Questionnaire): Verdict {
  const parsed = schemaOf(questionnaire).safeParse(body);
  if (parsed.success) return { valid: true, submission: parsed.data as Submission };
  // A number beyond all integers breaks the field's own bound too: the later problem, which is the field's own, is told.
  const problems = new Map(
    parsed.error.issues
      .map((issue) => problemOf(issue, body))
      .map((problem) => [`${problem.code} ${problem.pointer}`, problem]),
  );
  return { valid: false, problems: [...problems.values()] };
}

/** Pointers name fields of the contract only: an unknown field is told by its position, because its name may be a person's. */
function problemOf(issue: Issue, body: unknown): FieldProblem {
  const pointer = issue.path.map((segment) => `/${String(segment)}`).join("");
  const sent = at(body, issue.path);
  if (sent === undefined) return { pointer, code: "missing", detail: "This field is required." };
  switch (issue.code) {
    case "unrecognized_keys":
      return { pointer, code: "unknown-field", detail: unknownFields(issue.keys, sent) };
    case "invalid_type":
      return { pointer, code: "wrong-type", detail: wrongType(issue.expected) };
    case "invalid_value": {
      const expected = typeof issue.values[0];
      return typeof sent === expected
        ? { pointer, code: "unknown-option", detail: `Use one of: ${issue.values.map(String).join(", ")}.` }
        : { pointer, code: "wrong-type", detail: wrongType(expected) };
    }
    case "too_small":
      return { pointer, code: "below-minimum", detail: `Use a whole number of at least ${issue.minimum}.` };
    case "too_big":
      return issue.origin === "string"
        ? { pointer, code: "too-long", detail: `Use at most ${issue.maximum} characters.` }
        : { pointer, code: "above-maximum", detail: `Use a whole number of at most ${issue.maximum}.` };
    default:
      return { pointer, code: "invalid", detail: "This value is not allowed by the contract in /v1/openapi.json." };
  }
}

function wrongType(expected: string): string {
  const said: Record<string, string> = { int: "a whole number", number: "a whole number", object: "an object" };
  return `Use ${said[expected] ?? `a ${expected}`}, or leave the field out if it is optional. null is not a skipped answer.`;
}

const MOST_POSITIONS_NAMED = 20;

function unknownFields(keys: readonly string[], holder: unknown): string {
  const fields = Object.keys(holder as object);
  const unknown = new Set(keys);
  const positions = fields.flatMap((field, index) => (unknown.has(field) ? [index + 1] : []));
  const named = positions.slice(0, MOST_POSITIONS_NAMED).join(", ");
  const more = positions.length > MOST_POSITIONS_NAMED ? ` and ${positions.length - MOST_POSITIONS_NAMED} more` : "";
  return `The contract does not know these fields of the object, counted from 1: ${named}${more}. Remove them; /v1/openapi.json lists those that it knows.`;
}

function at(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (holder, segment) =>
      typeof holder === "object" && holder !== null && Object.hasOwn(holder, segment)
        ? (holder as Record<PropertyKey, unknown>)[segment]
        : undefined,
    body,
  );
}
