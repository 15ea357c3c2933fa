import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SCHEMA_VERSION } from "#shared/release/manifest.ts";
import { intoFolder, pullRelease, ReleaseDamaged, releaseInMemory } from "../../../infra/local/pull-release.ts";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const file = Buffer.from("a,b\n1,2\n3,4\n");
const releaseId = "2026-04-01-0123456789ab";

/** A bucket with one release of one file; what the manifest says of the file can be made wrong. */
function bucket(wrong: Partial<{ rows: number; bytes: number; sha256: string; manifestSha256: string }> = {}) {
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: SCHEMA_VERSION,
      releaseId,
      asOf: "2026-04-01",
      synthetic: true,
      notice: "SYNTHETIC",
      methodVersion: "1",
      policy: { id: "policy", version: 1 },
      codeVersion: "test",
      responses: 0,
      released: [],
      supersedes: null,
      retractions: [],
      files: [
        {
          path: "a.csv",
          contentType: "text/csv; charset=utf-8",
          rows: wrong.rows ?? 2,
          bytes: wrong.bytes ?? file.byteLength,
          sha256: wrong.sha256 ?? sha256(file),
        },
      ],
      contentSha256: "0".repeat(64),
    }),
  );
  const objects = new Map<string, Uint8Array>([
    [
      "latest.json",
      Buffer.from(
        JSON.stringify({
          releaseId,
          manifest: `releases/${releaseId}/manifest.json`,
          manifestSha256: wrong.manifestSha256 ?? sha256(manifest),
        }),
      ),
    ],
    [`releases/${releaseId}/manifest.json`, manifest],
    [`releases/${releaseId}/a.csv`, file],
  ]);
  return async (key: string) => {
    const bytes = objects.get(key);
    if (bytes === undefined) throw new RangeError(`no object ${key}`);
    return bytes;
  };
}

describe("pulling a release", () => {
  it("follows the pointer to the manifest and the manifest to the files", async () => {
    const { manifest, files } = await releaseInMemory(bucket());
    expect(manifest.releaseId).toBe(releaseId);
    expect([...files.keys()]).toEqual(["a.csv", "manifest.json"]);
    expect(files.get("a.csv")).toEqual(file);
  });

  it.each([
    ["a manifest that the pointer does not name", { manifestSha256: "0".repeat(64) }, "manifest.json", "sha256"],
    ["a file of another length", { bytes: 1 }, "a.csv", "bytes"],
    ["a file with other bytes", { sha256: "0".repeat(64) }, "a.csv", "sha256"],
    ["a file with another number of rows", { rows: 3 }, "a.csv", "rows"],
  ])("refuses %s", async (_, wrong, path, what) => {
    const pulling = releaseInMemory(bucket(wrong));
    await expect(pulling).rejects.toBeInstanceOf(ReleaseDamaged);
    await expect(pulling).rejects.toMatchObject({ path, what });
  });

  it("writes the files as they were pulled", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pulled-"));
    try {
      await intoFolder(join(folder, "release"), (keep) => pullRelease(bucket(), { keep }));
      expect(await readFile(join(folder, "release", "a.csv"))).toEqual(file);
      expect(JSON.parse(await readFile(join(folder, "release", "manifest.json"), "utf8"))).toMatchObject({ releaseId });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
