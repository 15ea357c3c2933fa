import { describe, expect, test } from "vitest";
import { type Manifest, manifest } from "#shared/release/manifest.ts";

const sha256 = "0123456789abcdef".repeat(4);
const whole: Manifest = {
  schemaVersion: 2,
  releaseId: "2017-04-01-0123456789ab",
  supersedes: null,
  asOf: "2017-04-01",
  synthetic: true,
  notice: "SYNTHETIC",
  methodVersion: "1",
  policy: { id: "ends-coded-by-base", version: 1 },
  codeVersion: "1.0.0",
  counts: { accepted: 12, tallied: 10, withdrawn: 0, setAside: { unreadable: 2 } },
  released: [{ wave: "2017", authority: "801", questionnaire: "ylyc-4-7" }],
  retractions: [],
  files: [{ path: "benchmarks.csv", contentType: "text/csv; charset=utf-8", rows: 1, bytes: 2, sha256 }],
  contentSha256: sha256,
};

describe("the shape of a manifest", () => {
  test("takes a whole one as it is", () => {
    expect(manifest.parse(whole)).toEqual(whole);
  });

  test("takes one that says as of which day a campaign's figures stand, and one from before that was said", () => {
    const released = whole.released.map((each) => ({ ...each, asAt: "2017-04-01" }));
    expect(manifest.parse({ ...whole, released }).released).toEqual(released);
    expect(manifest.parse(whole).released[0]).not.toHaveProperty("asAt");
  });

  test.each([
    ["a field that nobody knows", { ...whole, generatedAt: "2017-04-01T03:15:00Z" }],
    ["another schema", { ...whole, schemaVersion: 1 }],
    ["a release id that leads out of its folder", { ...whole, releaseId: "../2017-04-01-0123456789ab" }],
    ["a day that does not exist", { ...whole, asOf: "2017-02-29" }],
    ["a negative count", { ...whole, counts: { ...whole.counts, tallied: -1 } }],
    ["a reason for setting aside that nobody gives", { ...whole, counts: { ...whole.counts, setAside: { bored: 1 } } }],
    ["a checksum that is none", { ...whole, files: whole.files.map((file) => ({ ...file, sha256: "abc" })) }],
    [
      "an authority that is named rather than coded",
      { ...whole, released: [{ ...whole.released[0], authority: "Devon" }] },
    ],
    ["no notice", { ...whole, notice: undefined }],
  ])("refuses %s", (_, wrong) => {
    expect(manifest.safeParse(wrong).success).toBe(false);
  });
});
