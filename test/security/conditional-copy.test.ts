/** Files go into a release by copies that S3 refuses where something lies already, as the bucket's policy demands. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import { S3Client } from "@aws-sdk/client-s3";
import { afterEach, expect, test } from "vitest";
import { releaseStore } from "#shared/storage/releases.ts";
import { closeServer, listen } from "../../infra/local/listen.ts";

const copied = "<CopyObjectResult><ETag>&quot;0&quot;</ETag></CopyObjectResult>";
const refused = (code: string) => `<Error><Code>${code}</Code><Message>SYNTHETIC</Message></Error>`;

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

let ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.toReversed()) await end();
  ends = [];
});

/** Adopts one file where S3 answers like this; tells what it was asked. */
async function adopt(status: number, body: string): Promise<Asked[]> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    asked.push({ method: request.method, url: request.url, headers: request.headers });
    request.resume();
    response.writeHead(status, { "content-type": "application/xml" }).end(body);
  });
  ends.push(() => closeServer(server));
  const client = new S3Client({
    endpoint: await listen(server, 0, "a bucket that always says the same"),
    region: "eu-west-2",
    credentials: { accessKeyId: "synthetic", secretAccessKey: "synthetic" },
    forcePathStyle: true,
  });
  ends.push(() => client.destroy());
  await releaseStore(client, "datasets").adopt("night-1", "r1", "benchmarks.csv");
  return asked;
}

test("asks S3 to refuse the copy where something lies already", async () => {
  const [request, ...others] = await adopt(200, copied);
  expect(others).toEqual([]);
  expect(request).toMatchObject({
    method: "PUT",
    url: expect.stringMatching(/^\/datasets\/releases\/r1\/benchmarks\.csv(\?|$)/),
    headers: { "if-none-match": "*", "x-amz-copy-source": "datasets/drafts/night-1/benchmarks.csv" },
  });
  // Of the draft it asks nothing: that would be another condition, and another header.
  expect(request?.headers).not.toHaveProperty("x-amz-copy-source-if-none-match");
});

test.each([
  ["lies there already", 412, "PreconditionFailed"],
  ["is being put there by somebody else", 409, "ConditionalRequestConflict"],
])("leaves what %s, for publish to compare", async (_, status, code) => {
  await expect(adopt(status, refused(code))).resolves.toHaveLength(1);
});

test.each([
  [403, "AccessDenied"],
  [409, "OperationAborted"],
  [404, "NoSuchBucket"],
])("takes no other refusal for that: %d %s", async (status, code) => {
  await expect(adopt(status, refused(code))).rejects.toThrow(expect.objectContaining({ name: code }));
});
