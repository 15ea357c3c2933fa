/** A reader of releases who never rests: follows the pointer as analysts do, and verifies every byte of what it names. */
import { setTimeout as wait } from "node:timers/promises";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { pullRelease } from "../../infra/local/pull-release.ts";

const BETWEEN_LOOKS_IN_MILLISECONDS = 20;
/** How long a release that has been found whole is taken for it, as long as the pointer stays. */
const TRUSTED_FOR_IN_MILLISECONDS = 3_000;

export interface Reading {
  /** How often the pointer was looked at. */
  readonly looks: number;
  /** How often a whole release was read, every byte of it. */
  readonly pulls: number;
  /** The releases that were met, in the order in which the pointer came to them. */
  readonly releases: readonly string[];
}

export interface Reader {
  /** Rejects with what the reader met that was no whole release. */
  stop(): Promise<Reading>;
}

export function startReader({
  s3Url,
  bucketNames,
}: {
  readonly s3Url: string;
  readonly bucketNames: readonly string[];
}): Reader {
  const client = new S3Client({
    endpoint: s3Url,
    region: "eu-west-2",
    credentials: { accessKeyId: "synthetic", secretAccessKey: "synthetic" },
    forcePathStyle: true,
  });
  const Bucket = bucketNames.find((name) => name.includes("datasets"));
  async function read(Key: string): Promise<Uint8Array> {
    const { Body: body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    return (await body?.transformToByteArray()) ?? new Uint8Array();
  }

  let stopped = false;
  const following = (async (): Promise<Reading> => {
    const releases: string[] = [];
    let [looks, pulls, pulledAt] = [0, 0, 0];
    let known = "";
    while (!stopped) {
      const pointer = Buffer.from(await read("latest.json")).toString();
      looks += 1;
      if (pointer !== known || performance.now() > pulledAt + TRUSTED_FOR_IN_MILLISECONDS) {
        const { releaseId } = await pullRelease(read, { keep: () => {} });
        pulls += 1;
        pulledAt = performance.now();
        if (releaseId !== releases.at(-1)) releases.push(releaseId);
        known = pointer;
      }
      await wait(BETWEEN_LOOKS_IN_MILLISECONDS);
    }
    return { looks, pulls, releases };
  })();
  // Told when it is asked for; until then nobody waits for it.
  following.catch(() => {});
  return {
    async stop() {
      stopped = true;
      try {
        return await following;
      } finally {
        client.destroy();
      }
    },
  };
}
