import { METHOD_NOTES } from "#shared/release/datasets/all-datasets.ts";
import { SYNTHETIC_NOTICE } from "#shared/release/manifest.ts";
import type { Evidence } from "../evidence.ts";
import { type Faults, faultless, faultsOf, type Rule } from "../rule.ts";

/**
 * The notes are a page of Markdown about this very release: by its method and under its policy, and marked where answers
 * are invented. (That they are UTF-8 with LF is judged with the other files.)
 */
export const methodNotesSayHow: Rule = {
  name: "method-notes-say-how",
  begin: (evidence) => ({
    atEnd: () => notesFaults(evidence).map((detail) => ({ file: METHOD_NOTES, detail })),
  }),
};

function notesFaults({ draft: { files, manifest }, campaigns }: Evidence): Faults {
  const bytes = files.get(METHOD_NOTES);
  // That it is missing is found with the manifest.
  if (bytes === undefined) return faultless;
  const text = new TextDecoder().decode(bytes);
  const hasSynthetic = [...campaigns.values()].some(({ campaign }) => campaign.synthetic);
  return faultsOf(
    [!text.startsWith("# "), "does not begin with a heading"],
    [!text.includes(manifest.methodVersion), "does not name the method version"],
    [!text.includes(manifest.policy.id), "does not name the policy"],
    [text.includes(SYNTHETIC_NOTICE) !== hasSynthetic, "does not say rightly whether any answers are invented"],
  );
}
