/** The draft as an outsider finds it: a manifest and the files that it should have. */
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { MANIFEST, type Manifest, manifest } from "#shared/release/manifest.ts";
import { metaPathOf } from "#shared/release/release-layout.ts";
import { unlessMissing } from "#shared/storage/objects.ts";
import type { Drafts } from "#shared/storage/releases.ts";

export interface Draft {
  readonly manifest: Manifest;
  /** Bytes of the datasets as CSV and of the metadata beside them, by path; undefined where the draft lacks a file. */
  readonly files: ReadonlyMap<string, Uint8Array | undefined>;
  /** Any other file of the draft, once: there are thousands. Undefined where it is not there. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
}

/** Undefined when there is no manifest, or none of the right shape. */
export async function readDraft(runId: string, drafts: Pick<Drafts, "read">): Promise<Draft | undefined> {
  const parsed = manifest.safeParse(jsonOrNothing(await unlessMissing(drafts.read(runId, MANIFEST))));
  if (!parsed.success) return undefined;
  const files = new Map<string, Uint8Array | undefined>();
  const read = (path: string) => unlessMissing(drafts.read(runId, path));
  for (const path of allDatasets.flatMap((dataset) => [dataset.path, metaPathOf(dataset)])) {
    files.set(path, await read(path));
  }
  return { manifest: parsed.data, files, read };
}

function jsonOrNothing(bytes: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
