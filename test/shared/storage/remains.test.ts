/** What S3 lists of a bucket with versions, as its documentation has it: no local store keeps versions. */
import { ListObjectVersionsCommand, type ListObjectVersionsOutput, S3Client } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { bucketRemains } from "#shared/storage/remains.ts";

const at = (day: number) => new Date(Date.UTC(2026, 10, day, 3, 16));

/** Answers one page after another, and that the same objects are current. */
function listing(...pages: ListObjectVersionsOutput[]) {
  const asked: unknown[] = [];
  const latest = pages.flatMap(({ Versions = [] }) => Versions).filter(({ IsLatest }) => IsLatest);
  const client: S3Client = Object.create(new S3Client({ region: "eu-west-2" }), {
    send: {
      async value(command: { readonly input: unknown }) {
        if (!(command instanceof ListObjectVersionsCommand)) return { Contents: latest };
        asked.push(command.input);
        return pages[asked.length - 1];
      },
    },
  });
  return { client, asked };
}

test("an earlier version counts from the day on that the next one took its place, a deletion's too", async () => {
  const { client } = listing({
    Versions: [
      { Key: "a", LastModified: at(3), IsLatest: true },
      { Key: "a", LastModified: at(1), IsLatest: false },
      { Key: "a", LastModified: at(2), IsLatest: false },
      { Key: "b", LastModified: at(1), IsLatest: false },
    ],
    DeleteMarkers: [{ Key: "b", LastModified: at(5), IsLatest: true }],
  });
  expect(await bucketRemains(client, "bucket").under("")).toEqual([
    { kind: "current", since: at(3) },
    { kind: "earlier", since: at(3) },
    { kind: "earlier", since: at(2) },
    { kind: "deletion", since: at(5) },
    { kind: "earlier", since: at(5) },
  ]);
});

test("what goes on over the page is read on from where it stopped", async () => {
  const { client, asked } = listing(
    {
      Versions: [{ Key: "a", LastModified: at(2), IsLatest: true }],
      IsTruncated: true,
      NextKeyMarker: "a",
      NextVersionIdMarker: "v2",
    },
    { Versions: [{ Key: "a", LastModified: at(1), IsLatest: false }] },
  );
  expect(await bucketRemains(client, "bucket").under("owner/2026/")).toEqual([
    { kind: "current", since: at(2) },
    { kind: "earlier", since: at(2) },
  ]);
  expect(asked).toEqual([
    { Bucket: "bucket", Prefix: "owner/2026/" },
    { Bucket: "bucket", Prefix: "owner/2026/", KeyMarker: "a", VersionIdMarker: "v2" },
  ]);
});

test("a store that knows no versions, and answers as if it had been asked for objects, is asked once", async () => {
  const { client, asked } = listing({ IsTruncated: true });
  expect(await bucketRemains(client, "bucket").under("")).toEqual([]);
  expect(asked).toHaveLength(1);
});
