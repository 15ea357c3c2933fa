import { createHash } from "node:crypto";
import { benchmarks, responseRates } from "#shared/release/dataset.ts";
import type { Manifest } from "#shared/release/manifest.ts";
import { MANIFEST } from "../draft.ts";
import type { Evidence } from "../evidence.ts";
import { faultless, faultsOf, type Rule } from "../rule.ts";

/** A reader can trust the manifest: it lists exactly the files of the release, with their true rows, bytes and SHA-256. */
export const manifestDescribesTheFiles: Rule = {
  name: "manifest-describes-the-files",
  begin(evidence) {
    const rows = new Map([
      [benchmarks.path as string, 0],
      [responseRates.path, 0],
    ]);
    const countRow = (path: string) => () => {
      rows.set(path, (rows.get(path) ?? 0) + 1);
      return faultless;
    };
    return {
      benchmarksRow: countRow(benchmarks.path),
      responseRatesRow: countRow(responseRates.path),
      atEnd: () => [
        ...identityFaults(evidence).map((detail) => ({ file: MANIFEST, detail })),
        ...[...rows].flatMap(([file, count]) =>
          fileFaults(evidence, file, count).map((detail) => ({ file: MANIFEST, detail: `${file}: ${detail}` })),
        ),
      ],
    };
  },
};

function identityFaults({ draft: { manifest, files }, plan, policy }: Evidence) {
  const listed = manifest.files.map(({ path }) => path).toSorted();
  return faultsOf(
    [listed.join() !== [...files.keys()].toSorted().join(), "lists other files than the datasets of a release"],
    [manifest.asOf !== plan.asOf, "is for another day than the plan"],
    [!manifest.releaseId.startsWith(`${manifest.asOf}-`), "release id is for another day"],
    [
      manifest.policy.id !== policy.id || manifest.policy.version !== policy.version,
      "names another policy than the one that is audited",
    ],
    [manifest.methodVersion === "" || manifest.codeVersion === "", "does not say by which method and code"],
  );
}

function fileFaults({ draft: { manifest, files } }: Evidence, path: string, rows: number) {
  const bytes = files.get(path);
  if (bytes === undefined) return ["is not there"];
  const described: Partial<Manifest["files"][number]> = manifest.files.find((file) => file.path === path) ?? {};
  return faultsOf(
    [described.contentType?.startsWith("text/csv") !== true, "is not described as CSV"],
    [described.rows !== rows, "has another number of rows"],
    [described.bytes !== bytes.byteLength, "has another number of bytes"],
    [described.sha256 !== createHash("sha256").update(bytes).digest("hex"), "has another SHA-256"],
  );
}
