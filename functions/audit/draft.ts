/** The draft as an outsider finds it: a manifest and the files that it should have. */
import { allDatasets, METHOD_NOTES } from "#shared/release/datasets/all-datasets.ts";
import { type Manifest, manifest } from "#shared/release/manifest.ts";
import type { Drafts } from "#shared/storage/releases.ts";
import { MissingObject } from "#shared/storage/tallies.ts";

export const MANIFEST = "manifest.json";

export interface Draft {
  readonly manifest: Manifest;
  /** Bytes by path; undefined where the draft lacks a file. */
  readonly files: ReadonlyMap<string, Uint8Array | undefined>;
}

/** Undefined when there is no manifest, or none of the right shape. */
export async function readDraft(runId: string, drafts: Pick<Drafts, "read">): Promise<Draft | undefined> {
  const parsed = manifest.safeParse(jsonOrNothing(await readIfThere(runId, MANIFEST, drafts)));
  if (!parsed.success) return undefined;
  const files = new Map<string, Uint8Array | undefined>();
  for (const path of [...allDatasets.map((dataset) => dataset.path), METHOD_NOTES]) {
    files.set(path, await readIfThere(runId, path, drafts));
  }
  return { manifest: parsed.data, files };
}

async function readIfThere(runId: string, path: string, drafts: Pick<Drafts, "read">): Promise<Uint8Array | undefined> {
  try {
    return await drafts.read(runId, path);
  } catch (error) {
    if (error instanceof MissingObject) return undefined;
    throw error;
  }
}

function jsonOrNothing(bytes: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
