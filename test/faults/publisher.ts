/**
 * Publishes one release after another until it is killed. Run by `publish-killed.test.ts`, which starts it again: it goes
 * on with the release that it was at, as a night that is run again does. SYNTHETIC.
 */
import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import { publish } from "#functions/publish/publish.ts";
import { MANIFEST, manifest as manifestShape, SCHEMA_VERSION, SYNTHETIC_NOTICE } from "#shared/release/manifest.ts";
import { dynamoDb, nightly, s3 } from "#shared/storage/clients.ts";
import { programmeStore } from "#shared/storage/programme.ts";
import { draftStore, type ReleaseFile, releaseStore } from "#shared/storage/releases.ts";

const { values } = parseArgs({
  options: {
    bucket: { type: "string" },
    table: { type: "string" },
    from: { type: "string" },
    until: { type: "string" },
  },
});
const { bucket = "", table = "", from, until } = values;
const stores = {
  programme: programmeStore(dynamoDb(nightly), table),
  drafts: draftStore(s3(nightly), bucket),
  releases: releaseStore(s3(nightly), bucket),
};
const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");

/** Eight files, the largest of some 40 kB, each of which says which release it is of. */
function filesOf(release: number): ReleaseFile[] {
  return Array.from({ length: 8 }, (_, file) => ({
    path: file < 6 ? `dataset_${file}.csv` : `authorities/801/dataset_${file}.csv`,
    contentType: "text/csv; charset=utf-8",
    bytes: Buffer.from(`release,line\n${`${release},SYNTHETIC\n`.repeat(1 + file * 400)}`),
  }));
}

async function draftAndPublish(release: number): Promise<void> {
  const runId = `night-${release}`;
  const asOf = new Date(Date.UTC(2017, 0, 1 + release)).toISOString().slice(0, 10);
  const nowInSeconds = Math.floor(Date.now() / 1_000);
  if (!(await stores.programme.acquireLease({ holder: runId, nowInSeconds, seconds: 3_600 }))) return;
  const files = filesOf(release);
  const contentSha256 = sha256(`${release}`);
  const manifest = manifestShape.parse({
    schemaVersion: SCHEMA_VERSION,
    releaseId: `${asOf}-${contentSha256.slice(0, 12)}`,
    asOf,
    synthetic: true,
    notice: SYNTHETIC_NOTICE,
    methodVersion: "1",
    policy: { id: "test", version: 1 },
    codeVersion: "1",
    responses: 0,
    released: [],
    supersedes: null,
    retractions: [],
    files: files.map(({ path, contentType, bytes }) => ({
      path,
      contentType,
      rows: 0,
      bytes: bytes.byteLength,
      sha256: sha256(bytes),
    })),
    contentSha256,
  });
  await Promise.all(files.map((file) => stores.drafts.write(runId, file)));
  const bytes = Buffer.from(JSON.stringify(manifest));
  await stores.drafts.write(runId, { path: MANIFEST, contentType: "application/json", bytes });
  await publish(runId, stores, () => new Date());
}

process.send?.("ready");
for (let release = Number(from); release < Number(until); release += 1) {
  await draftAndPublish(release);
  process.send?.(release);
}
