/** Judges the shape of a document: every field that is missing, unknown or not what its place expects. */
import type * as z from "zod";
import { programmeDocument, programmeSchema } from "#shared/programme/document.ts";
import { type DocumentProblem, pointerTo } from "./problem.ts";

type Path = readonly PropertyKey[];
type Schema = z.core.JSONSchema.BaseSchema;

function schemaAt(path: Path): Schema {
  return path.reduce<Schema>((schema, segment) => {
    const inside = typeof segment === "number" ? schema.items : schema.properties?.[String(segment)];
    return (inside ?? {}) as Schema;
  }, programmeSchema);
}

function expectedAt(path: Path): string {
  const { description, examples, enum: choices } = schemaAt(path);
  const such = Array.isArray(examples) ? `, such as ${JSON.stringify(examples[0])}` : "";
  const among = Array.isArray(choices) ? `, one of: ${choices.join(", ")}` : "";
  return `${description}${such}${among}`;
}

function isThere(document: unknown, path: Path): boolean {
  let holder = document;
  for (const segment of path) {
    if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, segment)) return false;
    holder = (holder as Record<PropertyKey, unknown>)[segment];
  }
  return true;
}

function problemsOf(issue: z.core.$ZodIssue, document: unknown): DocumentProblem[] {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(schemaAt(path).properties ?? {}).join(", ");
    return issue.keys.map((key) => ({
      pointer: pointerTo([...path, key]),
      code: "unknown-field",
      detail: `Remove this field or correct its name. Known here: ${known}.`,
    }));
  }
  const pointer = pointerTo(path);
  return isThere(document, path)
    ? [{ pointer, code: "unexpected-value", detail: `Correct this. Expected here: ${expectedAt(path)}.` }]
    : [{ pointer, code: "missing", detail: `Add this. Expected here: ${expectedAt(path)}.` }];
}

/** Every problem of the document's shape; none exactly when `programmeDocument` accepts it. */
export function problemsOfShape(document: unknown): DocumentProblem[] {
  return programmeDocument.safeParse(document).error?.issues.flatMap((issue) => problemsOf(issue, document)) ?? [];
}
