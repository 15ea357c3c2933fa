import { describe, expect, test } from "vitest";
import { type Manifest, manifest } from "#shared/release/manifest.ts";

const sha256 = "0123456789abcdef".repeat(4);
const whole: Manifest = {
  schemaVersion: 3,
  releaseId: "2017-04-01-0123456789ab",
  supersedes: null,
  asOf: "2017-04-01",
  synthetic: true,
  notice: "SYNTHETIC",
  methodVersion: "4",
  policy: { id: "noise-1", version: 1 },
  codeVersion: "1.0.0",
  responses: 250,
  released: [{ wave: "2017", authority: "801", questionnaire: "ylyc-4-7", asAt: "2017-04-01" }],
  retractions: [],
  files: [{ path: "benchmarks.csv", contentType: "text/csv; charset=utf-8", rows: 1, bytes: 2, sha256 }],
  contentSha256: sha256,
};

describe("the shape of a manifest", () => {
  test("takes a whole one as it is", () => {
    expect(manifest.parse(whole)).toEqual(whole);
  });

  test.each([
    ["a field that nobody knows", { ...whole, generatedAt: "2017-04-01T03:15:00Z" }],
    ["another schema", { ...whole, schemaVersion: 2 }],
    ["a release id that leads out of its folder", { ...whole, releaseId: "../2017-04-01-0123456789ab" }],
    ["a day that does not exist", { ...whole, asOf: "2017-02-29" }],
    ["a negative number of responses", { ...whole, responses: -1 }],
    ["a checksum that is none", { ...whole, files: whole.files.map((file) => ({ ...file, sha256: "abc" })) }],
    [
      "an authority that is named rather than coded",
      { ...whole, released: [{ ...whole.released[0], authority: "Devon" }] },
    ],
    ["a campaign without the day of its count", { ...whole, released: [{ ...whole.released[0], asAt: undefined }] }],
    ["no notice", { ...whole, notice: undefined }],
  ])("refuses %s", (_, wrong) => {
    expect(manifest.safeParse(wrong).success).toBe(false);
  });
});
