/**
 * Whether anything is left, and since when: in a partition of a table, under a prefix of a bucket. Counts and lists, and reads
 * nothing of what it finds.
 */
import { type DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import {
  ListObjectVersionsCommand,
  type ListObjectVersionsOutput,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";

export interface TableRemains {
  readonly isAnythingLeftIn: (partition: string) => Promise<boolean>;
}

export function tableRemains(client: DynamoDBClient, table: string): TableRemains {
  return {
    async isAnythingLeftIn(partition) {
      const { Count: count = 0 } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": { S: partition } },
          // The role allows nothing else. One is enough to know, and costs no more however many there are.
          Select: "COUNT",
          Limit: 1,
        }),
      );
      return count > 0;
    },
  };
}

/** A version of an object: the one that a reader gets, an earlier one, or the mark that a deletion leaves in their place. */
export interface HeldVersion {
  readonly kind: "current" | "earlier" | "deletion";
  /** Of an earlier version when it was replaced, else when it was written. */
  readonly since: Date;
}

export interface BucketRemains {
  /** Every version of every object under the prefix, in no meaningful order. */
  readonly under: (prefix: string) => Promise<HeldVersion[]>;
}

interface Version {
  readonly key: string;
  readonly written: Date;
  readonly isLatest: boolean;
  readonly isDeletion: boolean;
}

export function bucketRemains(client: S3Client, bucket: string): BucketRemains {
  async function versionsUnder(prefix: string): Promise<Version[]> {
    const found: Version[] = [];
    const listed = { Bucket: bucket, Prefix: prefix };
    let page: ListObjectVersionsOutput = await client.send(new ListObjectVersionsCommand(listed));
    for (;;) {
      for (const [entries = [], isDeletion] of [
        [page.Versions, false],
        [page.DeleteMarkers, true],
      ] as const) {
        for (const { Key: key = "", LastModified: written = new Date(0), IsLatest: isLatest = false } of entries) {
          found.push({ key, written, isLatest, isDeletion });
        }
      }
      const { IsTruncated: isTruncated, NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
      if (isTruncated !== true || KeyMarker === undefined) return found;
      page = await client.send(new ListObjectVersionsCommand({ ...listed, KeyMarker, VersionIdMarker }));
    }
  }

  return {
    async under(prefix) {
      const byKey = Map.groupBy(await versionsUnder(prefix), ({ key }) => key);
      const held = [...byKey.values()].flatMap(heldVersions);
      // A store that keeps no versions has none to list, and its objects all the same.
      for await (const { Contents: objects = [] } of paginateListObjectsV2(
        { client },
        { Bucket: bucket, Prefix: prefix },
      )) {
        for (const { Key: key = "", LastModified: since = new Date(0) } of objects) {
          if (!byKey.has(key)) held.push({ kind: "current", since });
        }
      }
      return held;
    },
  };
}

/** Of one key. An earlier version counts from the day on that the next one took its place. */
function heldVersions(versions: readonly Version[]): HeldVersion[] {
  const newestFirst = versions.toSorted(
    (one, other) => Number(other.isLatest) - Number(one.isLatest) || other.written.getTime() - one.written.getTime(),
  );
  return newestFirst.map(({ written, isLatest, isDeletion }, index) => {
    if (isLatest) return { kind: isDeletion ? "deletion" : "current", since: written };
    return { kind: "earlier", since: newestFirst[index - 1]?.written ?? written };
  });
}
