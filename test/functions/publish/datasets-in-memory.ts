/** The datasets bucket in memory, and a reader that follows its pointer. */
import { createHash } from "node:crypto";
import { type Manifest, manifest as manifestShape, SCHEMA_VERSION } from "#shared/release/manifest.ts";
import { MissingObject } from "#shared/storage/objects.ts";
import {
  type Drafts,
  type Latest,
  manifestKey,
  type Releases,
  type Retracting,
  type Retractions,
} from "#shared/storage/releases.ts";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** The datasets bucket as a map from keys to bytes. */
export function datasetsInMemory() {
  const objects = new Map<string, Uint8Array>();
  const read = (key: string) => {
    const found = objects.get(key);
    if (found === undefined) throw new MissingObject(key);
    return found;
  };
  const drafts: Drafts = {
    async write(runId, { path, bytes }) {
      objects.set(`drafts/${runId}/${path}`, bytes);
    },
    read: async (runId, path) => read(`drafts/${runId}/${path}`),
  };
  const releases: Releases = {
    async latest() {
      const pointer = objects.get("latest.json");
      return pointer && (JSON.parse(new TextDecoder().decode(pointer)) as Latest);
    },
    async retractions() {
      const written = objects.get("retractions.json");
      return written && (JSON.parse(new TextDecoder().decode(written)) as Retractions);
    },
    read: async (releaseId, path) => read(`releases/${releaseId}/${path}`),
    recall: async (releaseId, path) =>
      objects.get(`releases/${releaseId}/${path}`) ?? read(`retracted/${releaseId}/${path}`),
    async adopt(runId, releaseId, path) {
      objects.set(`releases/${releaseId}/${path}`, read(`drafts/${runId}/${path}`));
    },
    async pointTo(latest) {
      objects.set("latest.json", bytesOf(JSON.stringify(latest)));
    },
  };
  const retracting: Retracting = {
    async writeRetractions(written) {
      objects.set("retractions.json", bytesOf(JSON.stringify(written)));
    },
    async pointNowhere() {
      objects.delete("latest.json");
    },
    async takeOutOfReach(releaseId, path) {
      const bytes = objects.get(`releases/${releaseId}/${path}`);
      if (bytes !== undefined) objects.set(`retracted/${releaseId}/${path}`, bytes);
      objects.delete(`releases/${releaseId}/${path}`);
    },
  };
  return { objects, drafts, releases, retracting };
}

type Datasets = ReturnType<typeof datasetsInMemory>;

/** Writes a draft of two files whose content is this text. */
export async function writeDraft(
  { drafts }: Datasets,
  runId: string,
  {
    text = "first",
    asOf = "2017-04-01",
    released = [{ wave: "2017", authority: "801", questionnaire: "ylyc-8-11", asAt: "2017-04-01" }],
    supersedes = null,
  }: {
    readonly text?: string;
    readonly asOf?: string;
    readonly released?: Manifest["released"];
    readonly supersedes?: Manifest["supersedes"];
  } = {},
): Promise<Manifest> {
  const files = ["benchmarks.csv", "response_rates.csv"].map((path) => {
    const bytes = bytesOf(`${path}\n${text}\n`);
    return { path, contentType: "text/csv", rows: 1, bytes, sha256: sha256(bytes) };
  });
  const contentSha256 = sha256(bytesOf(text));
  const manifest = manifestShape.parse({
    schemaVersion: SCHEMA_VERSION,
    releaseId: `${asOf}-${contentSha256.slice(0, 12)}`,
    asOf,
    synthetic: false,
    notice: "",
    methodVersion: "1",
    policy: { id: "test", version: 1 },
    codeVersion: "1",
    responses: 0,
    released,
    supersedes,
    retractions: [],
    files: files.map(({ bytes, ...file }) => ({ ...file, bytes: bytes.length })),
    contentSha256,
  });
  for (const { path, contentType, bytes } of files) await drafts.write(runId, { path, contentType, bytes });
  await drafts.write(runId, {
    path: "manifest.json",
    contentType: "application/json",
    bytes: bytesOf(JSON.stringify(manifest)),
  });
  return manifest;
}

/**
 * Does what an analyst does: follows the pointer and checks every byte on the way.
 * @returns the id of the release and the text of its files, or undefined before the first release
 */
export async function followThePointer({ objects }: Datasets) {
  const pointer = objects.get("latest.json");
  if (pointer === undefined) return undefined;
  const get = (key: string) => {
    const found = objects.get(key);
    if (found === undefined) throw new Error(`a reader finds no ${key}`);
    return found;
  };
  const latest = JSON.parse(new TextDecoder().decode(pointer)) as Latest;
  const manifestBytes = get(latest.manifest);
  if (latest.manifest !== manifestKey(latest.releaseId)) throw new Error("the pointer leads elsewhere");
  if (sha256(manifestBytes) !== latest.manifestSha256) throw new Error("a reader finds another manifest");
  const manifest = manifestShape.parse(JSON.parse(new TextDecoder().decode(manifestBytes)));
  const texts = manifest.files.map(({ path, sha256: expected }) => {
    const bytes = get(`releases/${latest.releaseId}/${path}`);
    if (sha256(bytes) !== expected) throw new Error(`a reader finds another ${path}`);
    return new TextDecoder().decode(bytes);
  });
  return { releaseId: manifest.releaseId, texts };
}
