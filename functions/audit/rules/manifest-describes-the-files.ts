import { createHash } from "node:crypto";
import { allDatasets, METHOD_NOTES } from "#shared/release/datasets/all-datasets.ts";
import type { Manifest } from "#shared/release/manifest.ts";
import { MANIFEST } from "../draft.ts";
import type { Evidence } from "../evidence.ts";
import { faultless, faultsOf, type Rule } from "../rule.ts";

/** A reader can trust the manifest: it lists exactly the files of the release, with their true rows, bytes and SHA-256. */
export const manifestDescribesTheFiles: Rule = {
  name: "manifest-describes-the-files",
  begin(evidence) {
    const rows = new Map<string, number>();
    return {
      judge(_, { path }) {
        rows.set(path, (rows.get(path) ?? 0) + 1);
        return faultless;
      },
      atEnd: () => [
        ...identityFaults(evidence).map((detail) => ({ file: MANIFEST, detail })),
        ...filesOfARelease.flatMap(({ path, isType }) =>
          fileFaults(evidence, path, isType, rows.get(path) ?? 0).map((detail) => ({
            file: MANIFEST,
            detail: `${path}: ${detail}`,
          })),
        ),
      ],
    };
  },
};

type TypeCheck = (contentType: string) => boolean;

/** In the order in which a manifest lists them. */
const filesOfARelease: readonly { readonly path: string; readonly isType: TypeCheck }[] = [
  ...allDatasets.map(({ path }) => ({ path, isType: (type: string) => type.startsWith("text/csv") })),
  { path: METHOD_NOTES, isType: (type) => type === "text/markdown; charset=utf-8" },
];

function identityFaults({ draft: { manifest }, plan, policy }: Evidence) {
  const listed = manifest.files.map(({ path }) => path);
  const expected = filesOfARelease.map(({ path }) => path);
  const hasOthers = listed.toSorted().join() !== expected.toSorted().join();
  return faultsOf(
    [hasOthers, "lists other files than the datasets of a release and its notes"],
    [!hasOthers && listed.join() !== expected.join(), "lists its files in another order"],
    [manifest.asOf !== plan.asOf, "is for another day than the plan"],
    [!manifest.releaseId.startsWith(`${manifest.asOf}-`), "release id is for another day"],
    [
      manifest.policy.id !== policy.id || manifest.policy.version !== policy.version,
      "names another policy than the one that is audited",
    ],
    [manifest.methodVersion === "" || manifest.codeVersion === "", "does not say by which method and code"],
  );
}

function fileFaults({ draft: { manifest, files } }: Evidence, path: string, isType: TypeCheck, rows: number) {
  const bytes = files.get(path);
  if (bytes === undefined) return ["is not there"];
  const described: Partial<Manifest["files"][number]> = manifest.files.find((file) => file.path === path) ?? {};
  return faultsOf(
    [!isType(described.contentType ?? ""), "is described as something else"],
    [described.rows !== rows, "has another number of rows"],
    [described.bytes !== bytes.byteLength, "has another number of bytes"],
    [described.sha256 !== createHash("sha256").update(bytes).digest("hex"), "has another SHA-256"],
  );
}
