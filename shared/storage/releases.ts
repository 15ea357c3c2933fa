/**
 * The `datasets` bucket: `drafts/<run>/...` until a draft has passed its audit, then `releases/<release>/...`, which
 * never changes, and `latest.json`, the one object that moves. Analysts read releases and the pointer, never drafts.
 */
import { CopyObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import { MissingObject, parseObject } from "./tallies.ts";

/** What `latest.json` says. A reader that follows it sees one whole release. */
export const latest = z.strictObject({
  releaseId: z.string(),
  /** Key of the manifest inside the bucket. */
  manifest: z.string(),
  /** SHA-256 of the manifest's bytes, in hexadecimal. */
  manifestSha256: z.string(),
});
export type Latest = z.infer<typeof latest>;

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
  /** @throws MissingObject */
  read(releaseId: string, path: string): Promise<Uint8Array>;
  /**
   * Puts one file of an audited draft into a release. Repeating it is harmless: the bytes are the same.
   * @throws MissingObject when the draft has no such file
   */
  adopt(runId: string, releaseId: string, path: string): Promise<void>;
  /** The one step that makes a release visible. */
  pointTo(latest: Latest): Promise<void>;
}

const POINTER = "latest.json";
const draftKey = (runId: string, path: string) => `drafts/${runId}/${path}`;
const releaseKey = (releaseId: string, path: string) => `releases/${releaseId}/${path}`;

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

export function releaseStore(client: S3Client, bucket: string): Releases {
  return {
    async latest() {
      try {
        return parseObject(POINTER, latest, new TextDecoder().decode(await readObject(client, bucket, POINTER)));
      } catch (error) {
        if (error instanceof MissingObject) return undefined;
        throw error;
      }
    },
    read: (releaseId, path) => readObject(client, bucket, releaseKey(releaseId, path)),
    async adopt(runId, releaseId, path) {
      const source = draftKey(runId, path);
      await orMissing(
        source,
        client.send(
          new CopyObjectCommand({
            Bucket: bucket,
            // Travels in a header and is decoded there, unlike a key.
            CopySource: [bucket, ...source.split("/")].map(encodeURIComponent).join("/"),
            Key: releaseKey(releaseId, path),
          }),
        ),
      );
    },
    async pointTo(pointer) {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: POINTER,
          Body: `${JSON.stringify(latest.parse(pointer), null, 2)}\n`,
          ContentType: "application/json",
          CacheControl: "no-cache",
        }),
      );
    },
  };
}
