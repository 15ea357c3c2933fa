/**
 * `npm run datasets -- pull [--authority CODE] [--to FOLDER] [--bucket NAME]`: the newest release as plain files, every
 * checksum verified. From the running local cloud; only with `--bucket` from a bucket of AWS, by the credentials and the
 * region of the environment. Without `--to` into `.local/`.
 */
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { authorityCode } from "#shared/programme/campaign.ts";
import type { Retraction } from "#shared/release/retraction.ts";
import { nightly, s3 } from "#shared/storage/clients.ts";
import { MissingObject, parseObject } from "#shared/storage/objects.ts";
import { objectReader, retractions, toldOf } from "#shared/storage/releases.ts";
import { runCommand } from "./command.ts";
import { progressDisplay } from "./progress.ts";
import { intoFolder, pullAuthority, pullRelease, type ReadObject } from "./pull-release.ts";
import { findLocalCloud } from "./whereabouts.ts";

const usage = "npm run datasets -- pull [--authority CODE] [--to FOLDER] [--bucket NAME]";

const wishes = z.object({
  command: z.literal("pull", "say pull"),
  authority: authorityCode.optional(),
  to: z.string().min(1).optional(),
  bucket: z.string().min(3).optional(),
});
type Wishes = z.infer<typeof wishes>;

/** Nothing has been released yet, or there is no such folder, or it may not be read. */
class NotThere extends Error {
  override readonly name = "NotThere";
  readonly key: string;
  constructor(key: string, why: string) {
    super(
      key === "latest.json"
        ? `there is no release (${why}): the first night after a campaign has closed makes one, unless it was retracted`
        : `there is no ${key} (${why})`,
    );
    this.key = key;
  }
}

async function localReader(): Promise<ReadObject> {
  const { s3Url, bucketNames } = await findLocalCloud();
  const bucket = bucketNames.find((name) => name.includes("datasets"));
  return async (key) => {
    const response = await fetch(new URL(`/${bucket}/${key}`, s3Url));
    if (!response.ok) throw new NotThere(key, `the store answers ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
}

/** Which releases were taken back: whoever has one of them should know. */
async function retractionsIn(read: ReadObject): Promise<Retraction[]> {
  const key = "retractions.json";
  try {
    return toldOf(parseObject(key, retractions, new TextDecoder().decode(await read(key))));
  } catch (error) {
    if (error instanceof NotThere || error instanceof MissingObject) return [];
    throw error;
  }
}

async function pull({ authority, to, bucket }: Wishes): Promise<number> {
  const read = bucket === undefined ? await localReader() : objectReader(s3(nightly), bucket);
  const folder = resolve(to ?? join(".local", authority === undefined ? "release" : `authority-${authority}`));
  const display = progressDisplay("Pulling", "files", process.stdout);
  let skipped = 0;
  const { releaseId, notice, files } = await intoFolder(folder, async (keep) => {
    try {
      const options = { keep, onProgress: display.show };
      if (authority !== undefined) return await pullAuthority(authority, read, options);
      // The folders of single authorities repeat the lines of the files for everybody.
      const isWanted = (path: string) => !path.startsWith("authorities/");
      const manifest = await pullRelease(read, { ...options, isWanted });
      skipped = manifest.files.filter(({ path }) => !isWanted(path)).length;
      return manifest;
    } finally {
      display.end();
    }
  });
  console.log(notice);
  console.log(
    `Release ${releaseId}${authority === undefined ? "" : `, authority ${authority}`}: ${files.length - skipped} files in ${folder}, every checksum verified.`,
  );
  if (skipped > 0)
    console.log(`Left out: ${skipped} files in folders of single authorities; --authority CODE pulls one.`);
  for (const { releaseId: id, retractedOn, note: why } of await retractionsIn(read)) {
    console.log(`Release ${id} was taken back on ${retractedOn}: ${why}`);
  }
  console.log(`Begin with ${folder}/README.md.`);
  return 0;
}

await runCommand({
  usage,
  read() {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { authority: { type: "string" }, to: { type: "string" }, bucket: { type: "string" } },
    });
    return wishes.parse({ command: positionals.join(" "), ...values });
  },
  run: pull,
});
