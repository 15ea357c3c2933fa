/** Takes the newest release out of S3 as an analyst would: pointer, manifest, files, each checked against what names it. */
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Manifest, manifest as manifestSchema } from "#shared/release/manifest.ts";
import { latest as latestSchema } from "#shared/storage/releases.ts";

/** A file is not the one that the release promises. */
export class ReleaseDamaged extends Error {
  override readonly name = "ReleaseDamaged";
  readonly path: string;
  readonly what: "bytes" | "sha256" | "rows";
  constructor(path: string, what: ReleaseDamaged["what"]) {
    super(`${path} is damaged: its ${what} are not those that the release names`);
    this.path = path;
    this.what = what;
  }
}

export interface PulledRelease {
  readonly manifest: Manifest;
  /** By path, as in the manifest. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export type ReadObject = (key: string) => Promise<Uint8Array>;

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const json = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));

/** No cell of a dataset holds a line break, so rows are lines. */
const rowsBelowHeader = (bytes: Uint8Array) => bytes.filter((byte) => byte === 10).length - 1;

/**
 * The release that `latest.json` points to, every byte verified.
 * @param read an object of the datasets bucket
 * @throws ReleaseDamaged
 */
export async function pullRelease(read: ReadObject): Promise<PulledRelease> {
  const pointer = latestSchema.parse(json(await read("latest.json")));
  const manifestBytes = await read(pointer.manifest);
  if (sha256(manifestBytes) !== pointer.manifestSha256) throw new ReleaseDamaged("manifest.json", "sha256");
  const manifest = manifestSchema.parse(json(manifestBytes));

  const files = new Map([["manifest.json", manifestBytes]]);
  for (const file of manifest.files) {
    const bytes = await read(`${dirname(pointer.manifest)}/${file.path}`);
    if (bytes.byteLength !== file.bytes) throw new ReleaseDamaged(file.path, "bytes");
    if (sha256(bytes) !== file.sha256) throw new ReleaseDamaged(file.path, "sha256");
    if (file.contentType.startsWith("text/csv") && rowsBelowHeader(bytes) !== file.rows) {
      throw new ReleaseDamaged(file.path, "rows");
    }
    files.set(file.path, bytes);
  }
  return { manifest, files };
}

/** Writes the release's files into the folder, which is created. */
export async function writeRelease({ files }: PulledRelease, folder: string): Promise<void> {
  for (const [path, bytes] of files) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes);
  }
}
