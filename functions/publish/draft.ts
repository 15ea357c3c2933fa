/** The draft of a run as its manifest describes it. */
import { createHash } from "node:crypto";
import { MANIFEST, type Manifest, manifest } from "#shared/release/manifest.ts";
import { parseObject } from "#shared/storage/objects.ts";
import type { Drafts } from "#shared/storage/releases.ts";

export interface Draft {
  readonly manifest: Manifest;
  readonly manifestSha256: string;
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** @throws MissingObject, DamagedObject */
export async function readDraft(runId: string, drafts: Pick<Drafts, "read">): Promise<Draft> {
  const bytes = await drafts.read(runId, MANIFEST);
  const parsed = parseObject(`drafts/${runId}/${MANIFEST}`, manifest, new TextDecoder().decode(bytes));
  return { manifest: parsed, manifestSha256: sha256Of(bytes) };
}
