/** The template's buckets, in fauxqs on disk. */
import { mkdir } from "node:fs/promises";
import { knownProperties } from "./mapping.ts";
import { type StoreThread, startStoreThread } from "./store-thread.ts";
import type { Templates } from "./template.ts";

export interface Buckets extends StoreThread {
  readonly names: readonly string[];
}

const understood = {
  mapped: ["BucketName", "LifecycleConfiguration"],
  meaningless: [
    "AccessControl",
    "BucketEncryption",
    "LoggingConfiguration",
    "OwnershipControls",
    "PublicAccessBlockConfiguration",
    "Tags",
    "VersioningConfiguration",
  ],
};

/** Throws `UnsupportedResource` for a bucket that does more than keep objects (notifications, say). */
export function bucketNames(templates: Templates): string[] {
  return templates.ofType("AWS::S3::Bucket").map((resource) => {
    knownProperties(resource, understood);
    return resource.name;
  });
}

/** The differences to the real store that a reader of this machine's data should know. */
export function bucketNotes(templates: Templates): string[] {
  return templates
    .ofType("AWS::S3::Bucket")
    .flatMap((resource) => [
      ...("LifecycleConfiguration" in resource.properties
        ? [`bucket ${resource.name}: objects expire before a scheduled night`]
        : []),
      ...("VersioningConfiguration" in resource.properties ? [`bucket ${resource.name}: keeps no old versions`] : []),
    ]);
}

/** Starts the store on `folder` and creates the buckets that are missing. What was there before is kept. */
export async function startBuckets(options: {
  readonly templates: Templates;
  readonly folder: string;
  readonly port: number;
}): Promise<Buckets> {
  const names = bucketNames(options.templates);
  await mkdir(options.folder, { recursive: true });
  const thread = await startStoreThread({
    program: new URL("./buckets-thread.ts", import.meta.url),
    purpose: "S3",
    folder: options.folder,
    port: options.port,
    details: { bucketNames: names },
  });
  return { ...thread, names };
}
