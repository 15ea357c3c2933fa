/** fauxqs in this process, objects as plain files in a temporary folder. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { startFauxqs } from "fauxqs";
import { clientSettings } from "./database.ts";

export interface ObjectStore {
  readonly client: S3Client;
  /** A new empty bucket. */
  newBucket(): string;
  stop(): Promise<void>;
}

export async function startObjectStore(): Promise<ObjectStore> {
  const folder = await mkdtemp(join(tmpdir(), "bright-spots-s3-"));
  const server = await startFauxqs({ port: 0, logger: false, s3StorageDir: folder });
  const client = new S3Client(clientSettings(server.port));
  let buckets = 0;
  return {
    client,
    newBucket() {
      buckets += 1;
      return server.createBucket(`bucket-${buckets}`).bucketName;
    },
    async stop() {
      client.destroy();
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}
