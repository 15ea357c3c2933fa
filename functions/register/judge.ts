/** Judges a programme document, whole. */
import { type ProgrammeDocument, programmeDocument } from "#shared/programme/document.ts";
import { legible } from "./legible.ts";
import type { DocumentProblem } from "./problem.ts";
import { type Circumstances, problemsOfContent } from "./rules.ts";
import { problemsOfShape } from "./shape.ts";

export type Verdict =
  | { readonly sound: true; readonly document: ProgrammeDocument }
  | { readonly sound: false; readonly problems: readonly DocumentProblem[] };

/** Every problem at once, those of the shape first. A document with any is refused whole. */
export function judge(written: unknown, circumstances: Circumstances): Verdict {
  const problems = [...problemsOfShape(written), ...problemsOfContent(legible(written), circumstances)];
  return problems.length === 0
    ? { sound: true, document: programmeDocument.parse(written) }
    : { sound: false, problems };
}
