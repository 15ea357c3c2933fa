/**
 * The `datasets` bucket: `drafts/<run>/...` until a draft has passed its audit, then `releases/<release>/...`, which
 * never changes, and `latest.json`, the one object that moves. `retractions.json` says which releases were taken back;
 * those that must not be read any more lie below `retracted/`. Analysts read releases, the pointer and the retractions.
 */
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import * as z from "zod";
import { type Retraction, retraction } from "../release/retraction.ts";
import { MissingObject, parseObject, unlessMissing } from "./objects.ts";

/** What `latest.json` says. A reader that follows it sees one whole release. */
export const latest = z.strictObject({
  releaseId: z.string(),
  /** Key of the manifest inside the bucket. */
  manifest: z.string(),
  /** SHA-256 of the manifest's bytes, in hexadecimal. */
  manifestSha256: z.string(),
});
export type Latest = z.infer<typeof latest>;

/** What `retractions.json` says. */
export const retractions = z.strictObject({
  /** The earliest first. */
  retractions: z.array(retraction.extend({ contentSha256: z.string() })),
  /** The newest release that readers have ever seen, when the last one was retracted. */
  lastTold: latest,
  /** The release that `latest.json` has named since then; null for none. As soon as it names another, that one was told last. */
  standsSince: z.string().nullable(),
});
export type Retractions = z.infer<typeof retractions>;

/** What readers are told of them, in every release that follows. */
export function toldOf(retracted: Retractions | undefined): Retraction[] {
  return (retracted?.retractions ?? []).map(({ contentSha256: _, ...told }) => told);
}

export interface ReleaseFile {
  readonly path: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface Drafts {
  write(runId: string, file: ReleaseFile): Promise<void>;
  /** @throws MissingObject */
  read(runId: string, path: string): Promise<Uint8Array>;
}

export interface Releases {
  /**
   * What the pointer says, or undefined before the first release.
   * @throws DamagedObject
   */
  latest(): Promise<Latest | undefined>;
  /**
   * Undefined as long as none was.
   * @throws DamagedObject
   */
  retractions(): Promise<Retractions | undefined>;
  /** @throws MissingObject */
  read(releaseId: string, path: string): Promise<Uint8Array>;
  /**
   * As `read`, also where readers cannot any more.
   * @throws MissingObject
   */
  recall(releaseId: string, path: string): Promise<Uint8Array>;
  /**
   * Puts one file of an audited draft into a release, unless one of this name is there: that one stays, whatever is in it.
   * Repeating it is harmless.
   * @throws MissingObject when the draft has no such file
   */
  adopt(runId: string, releaseId: string, path: string): Promise<void>;
  /** The one step that makes a release visible. */
  pointTo(latest: Latest): Promise<void>;
}

/** Takes a release back. Each step may be repeated. */
export interface Retracting {
  writeRetractions(retractions: Retractions): Promise<void>;
  /** From now on there is no release. */
  pointNowhere(): Promise<void>;
  /** Where readers find the file no longer, and nights still do. Harmless where it lies there already. */
  takeOutOfReach(releaseId: string, path: string): Promise<void>;
}

const POINTER = "latest.json";
const RETRACTIONS = "retractions.json";
const draftKey = (runId: string, path: string) => `drafts/${runId}/${path}`;
const releaseKey = (releaseId: string, path: string) => `releases/${releaseId}/${path}`;
const retractedKey = (releaseId: string, path: string) => `retracted/${releaseId}/${path}`;

export function manifestKey(releaseId: string): string {
  return releaseKey(releaseId, "manifest.json");
}

async function orMissing<Answer>(key: string, asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchKey") throw new MissingObject(key);
    throw error;
  }
}

async function readObject(client: S3Client, bucket: string, key: string): Promise<Uint8Array> {
  const { Body: body } = await orMissing(key, client.send(new GetObjectCommand({ Bucket: bucket, Key: key })));
  if (body === undefined) throw new MissingObject(key);
  return body.transformToByteArray();
}

/** Reads whatever lies under a key of the bucket, as an analyst may. */
export function objectReader(client: S3Client, bucket: string): (key: string) => Promise<Uint8Array> {
  return (key) => readObject(client, bucket, key);
}

export function draftStore(client: S3Client, bucket: string): Drafts {
  return {
    async write(runId, { path, contentType, bytes }) {
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: draftKey(runId, path), Body: bytes, ContentType: contentType }),
      );
    },
    read: (runId, path) => readObject(client, bucket, draftKey(runId, path)),
  };
}

/**
 * @param condition that nothing lies at the target: S3 refuses the copy then. One that ignores it writes over what does.
 * @throws MissingObject when there is nothing to copy
 */
async function copyObject(
  client: S3Client,
  bucket: string,
  source: string,
  target: string,
  condition?: { readonly IfNoneMatch: "*" },
): Promise<void> {
  await orMissing(
    source,
    client.send(
      new CopyObjectCommand({
        Bucket: bucket,
        // Travels in a header and is decoded there, unlike a key.
        CopySource: [bucket, ...source.split("/")].map(encodeURIComponent).join("/"),
        Key: target,
        ...condition,
      }),
    ),
  );
}

/** What lies there already, or is being put there by somebody else, stays. Whoever asked compares what lies there then. */
async function unlessThere(copied: Promise<void>): Promise<void> {
  try {
    await copied;
  } catch (error) {
    const isThere = error instanceof Error && ["PreconditionFailed", "ConditionalRequestConflict"].includes(error.name);
    if (!isThere) throw error;
  }
}

/** An object that readers ask for again and again, since it may change. */
async function writeMoving(client: S3Client, bucket: string, key: string, value: unknown): Promise<void> {
  await client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: `${JSON.stringify(value, null, 2)}\n`,
      ContentType: "application/json",
      CacheControl: "no-cache",
    }),
  );
}

export function releaseStore(client: S3Client, bucket: string): Releases {
  const read = (releaseId: string, path: string) => readObject(client, bucket, releaseKey(releaseId, path));
  async function readMoving<Shape extends z.ZodType>(key: string, shape: Shape): Promise<z.output<Shape> | undefined> {
    const bytes = await unlessMissing(readObject(client, bucket, key));
    return bytes && parseObject(key, shape, new TextDecoder().decode(bytes));
  }

  return {
    latest: () => readMoving(POINTER, latest),
    retractions: () => readMoving(RETRACTIONS, retractions),
    read,
    recall: async (releaseId, path) =>
      (await unlessMissing(read(releaseId, path))) ?? readObject(client, bucket, retractedKey(releaseId, path)),
    // The bucket takes nothing into a release that does not ask for this (infra/data-stack.ts).
    adopt: (runId, releaseId, path) =>
      unlessThere(copyObject(client, bucket, draftKey(runId, path), releaseKey(releaseId, path), { IfNoneMatch: "*" })),
    pointTo: (pointer) => writeMoving(client, bucket, POINTER, latest.parse(pointer)),
  };
}

export function retractingStore(client: S3Client, bucket: string): Retracting {
  const remove = async (key: string) => {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  };
  return {
    writeRetractions: (written) => writeMoving(client, bucket, RETRACTIONS, retractions.parse(written)),
    pointNowhere: () => remove(POINTER),
    async takeOutOfReach(releaseId, path) {
      const from = releaseKey(releaseId, path);
      await unlessMissing(copyObject(client, bucket, from, retractedKey(releaseId, path)));
      await remove(from);
    },
  };
}
