/** Takes the newest release out of S3 as an analyst would: pointer, manifest, files, each checked against what names it. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import pMap from "p-map";
import {
  type AuthorityManifest,
  authorityFolder,
  authorityManifest,
  type FileEntry,
  MANIFEST,
  type Manifest,
  manifest as manifestSchema,
} from "#shared/release/manifest.ts";
import { latest as latestSchema } from "#shared/storage/releases.ts";

/** A file is not the one that the release promises. */
export class ReleaseDamaged extends Error {
  override readonly name = "ReleaseDamaged";
  readonly path: string;
  readonly what: "bytes" | "sha256" | "rows";
  constructor(path: string, what: ReleaseDamaged["what"]) {
    super(
      `${path} is damaged: its ${what} are not those that the release names; pull again, and if it stays so, tell the coordinators`,
    );
    this.path = path;
    this.what = what;
  }
}

/** The folder holds something that no pull has put there. */
export class FolderTaken extends Error {
  override readonly name = "FolderTaken";
  readonly folder: string;
  constructor(folder: string) {
    super(`${folder} holds files that are no release; name another folder with --to, or empty it`);
    this.folder = folder;
  }
}

/** Gives an object of the datasets bucket. */
export type ReadObject = (key: string) => Promise<Uint8Array>;

export interface PullOptions {
  /** Called with every file when it is verified, in no certain order. */
  readonly keep: (path: string, bytes: Uint8Array) => void | Promise<void>;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Which files of the manifest. Default: all. */
  readonly isWanted?: (path: string) => boolean;
}

const FILES_AT_ONCE = 8;

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const json = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));

async function pointer(read: ReadObject) {
  return latestSchema.parse(json(await read("latest.json")));
}

/**
 * The release that `latest.json` points to, every byte verified.
 * @throws ReleaseDamaged
 */
export async function pullRelease(read: ReadObject, options: PullOptions): Promise<Manifest> {
  const { manifest: key, manifestSha256 } = await pointer(read);
  const bytes = await read(key);
  if (sha256(bytes) !== manifestSha256) throw new ReleaseDamaged(MANIFEST, "sha256");
  const manifest = manifestSchema.parse(json(bytes));
  await pullFiles(dirname(key), manifest.files, read, options);
  await options.keep(MANIFEST, bytes);
  return manifest;
}

/**
 * The folder of one authority in that release, every byte verified against the folder's own manifest: whoever may read no
 * more than the pointer and the folder can pull it.
 * @throws ReleaseDamaged
 */
export async function pullAuthority(
  code: string,
  read: ReadObject,
  options: PullOptions,
): Promise<AuthorityManifest & { readonly releaseId: string }> {
  const { manifest: key, releaseId } = await pointer(read);
  const folder = join(dirname(key), authorityFolder(code));
  const bytes = await read(join(folder, MANIFEST));
  const manifest = authorityManifest.parse(json(bytes));
  await pullFiles(folder, manifest.files, read, options);
  await options.keep(MANIFEST, bytes);
  return { ...manifest, releaseId };
}

async function pullFiles(
  folder: string,
  files: readonly FileEntry[],
  read: ReadObject,
  { keep, onProgress, isWanted = () => true }: PullOptions,
): Promise<void> {
  const wanted = files.filter(({ path }) => isWanted(path));
  let done = 0;
  await pMap(
    wanted,
    async (file) => {
      const bytes = await read(join(folder, file.path));
      check(file, bytes);
      await keep(file.path, bytes);
      done += 1;
      onProgress?.({ done, total: wanted.length });
    },
    { concurrency: FILES_AT_ONCE },
  );
}

/** No cell of a dataset holds a line break, so rows are lines. */
const rowsBelowHeader = (bytes: Uint8Array) => bytes.filter((byte) => byte === 10).length - 1;

/** @throws ReleaseDamaged */
function check({ path, bytes, sha256: expected, rows, contentType }: FileEntry, found: Uint8Array): void {
  if (found.byteLength !== bytes) throw new ReleaseDamaged(path, "bytes");
  if (sha256(found) !== expected) throw new ReleaseDamaged(path, "sha256");
  const isData = contentType.startsWith("text/csv") && !path.endsWith(".meta.csv");
  if (isData && rowsBelowHeader(found) !== rows) throw new ReleaseDamaged(path, "rows");
}

export interface PulledRelease {
  readonly manifest: Manifest;
  /** By path, as in the manifest. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * The whole release in memory.
 * @throws ReleaseDamaged
 */
export async function releaseInMemory(read: ReadObject): Promise<PulledRelease> {
  const files = new Map<string, Uint8Array>();
  const manifest = await pullRelease(read, { keep: (path, bytes) => void files.set(path, bytes) });
  return { manifest, files };
}

/** Writes one file below a folder, which is created. */
export async function writeBelow(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, bytes);
}

/**
 * Fills a folder in one step: what was pulled there before stands until all of the new is there, and a pull that fails
 * leaves it as it was.
 * @throws FolderTaken when the folder holds something else
 */
export async function intoFolder<Pulled>(
  folder: string,
  pull: (keep: PullOptions["keep"]) => Promise<Pulled>,
): Promise<Pulled> {
  const isThere = existsSync(folder) && (await readdir(folder)).length > 0;
  if (isThere && !existsSync(join(folder, MANIFEST))) throw new FolderTaken(folder);
  const besides = (ending: string) => join(dirname(folder), `.${basename(folder)}.${process.pid}.${ending}`);
  const [incoming, outgoing] = [besides("incoming"), besides("outgoing")];
  try {
    const pulled = await pull((path, bytes) => writeBelow(incoming, path, bytes));
    if (existsSync(folder)) await rename(folder, outgoing);
    await rename(incoming, folder);
    return pulled;
  } finally {
    await rm(incoming, { recursive: true, force: true });
    await rm(outgoing, { recursive: true, force: true });
  }
}
