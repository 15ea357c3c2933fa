import { METHOD_NOTES } from "#shared/release/datasets/all-datasets.ts";
import { authorityFolder, SYNTHETIC_NOTICE } from "#shared/release/manifest.ts";
import { codesOf, type Evidence } from "../evidence.ts";
import { type Faults, type FileFault, faultless, faultsOf, type Rule } from "../rule.ts";

/**
 * The notes are a page of Markdown about this very release: by its method and under its policy, and marked where answers
 * are invented. (That they are UTF-8 with LF is judged with the other files.)
 */
export const methodNotesSayHow: Rule = {
  name: "method-notes-say-how",
  begin: (evidence) => ({
    async atEnd() {
      const faults: FileFault[] = [];
      for (const folder of ["", ...codesOf(evidence).map(authorityFolder)]) {
        const file = `${folder}${METHOD_NOTES}`;
        const bytes = evidence.draft.files.get(file) ?? (await evidence.draft.read(file));
        faults.push(...notesFaults(bytes, evidence).map((detail) => ({ file, detail })));
      }
      return faults;
    },
  }),
};

function notesFaults(bytes: Uint8Array | undefined, { draft: { manifest }, campaigns }: Evidence): Faults {
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
