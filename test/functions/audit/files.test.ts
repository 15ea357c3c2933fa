/** Files and manifests that the audit must not let pass. */
import { describe, test } from "vitest";
import {
  BENCHMARKS,
  inBenchmarks,
  inManifest,
  inRates,
  inText,
  isExact,
  isFound,
  isWithheld,
  RATES,
  type Spoiled,
} from "./spoiling.ts";

describe("the manifest describes the files: finds", () => {
  const rule = "manifest-describes-the-files";
  test.each<Spoiled>([
    [
      "a file whose bytes are not the described ones",
      (night) =>
        night.datasets.objects.set(`drafts/night-1/${RATES}`, Buffer.from(night.bytesOf(RATES)).fill("x", 5, 6)),
      `${rule}: ${RATES}: has another SHA-256`,
    ],
    [
      "another number of rows",
      inManifest(({ files }) => ({ files: files.map((file) => ({ ...file, rows: file.rows + 1 })) })),
      `${rule}: ${BENCHMARKS}: has another number of rows`,
    ],
    [
      "another number of bytes",
      inManifest(({ files }) => ({ files: files.map((file) => ({ ...file, bytes: file.bytes + 1 })) })),
      `${rule}: ${BENCHMARKS}: has another number of bytes`,
    ],
    [
      "a file that is not there",
      (night) => night.datasets.objects.delete(`drafts/night-1/${BENCHMARKS}`),
      `${rule}: ${BENCHMARKS}: is not there`,
    ],
    [
      "a file too many",
      inManifest(({ files }) => ({ files: [...files, { ...files[0], path: "tallies.json" }] })),
      `${rule}: lists other files than the datasets of a release`,
    ],
    [
      "another day",
      inManifest(({ releaseId }) => ({ asOf: "2017-04-02", releaseId: releaseId.replace("04-01", "04-02") })),
      `${rule}: is for another day than the plan`,
    ],
    [
      "a release id of another day",
      inManifest(() => ({ releaseId: "2017-04-02-000000000000" })),
      `${rule}: release id is for another day`,
    ],
    [
      "another policy",
      inManifest(({ policy }) => ({ policy: { ...policy, version: policy.version + 1 } })),
      `${rule}: names another policy than the one that is audited`,
    ],
    [
      "text that is no JSON",
      (night) => night.datasets.objects.set("drafts/night-1/manifest.json", Buffer.from("{")),
      `${rule}: is not there, or is no manifest`,
    ],
  ])("%s", (_, spoil, fault) => isFound(spoil, fault));
});

describe("the columns are as defined: finds", () => {
  const rule = "columns-are-as-defined";
  test.each<Spoiled>([
    ["a blank", inBenchmarks(isWithheld, () => ({ band: " " })), `${rule}: band is blank`],
    [
      "a fraction",
      inBenchmarks(isExact, () => ({ band_percent: "41.5" })),
      `${rule}: band_percent holds no whole number and no symbol`,
    ],
    [
      "a symbol that is not ours",
      inBenchmarks(isWithheld, () => ({ answer_count: "~" })),
      `${rule}: answer_count holds no whole number and no symbol`,
    ],
    ["a formula", inRates("open", () => ({ la_name: "=1+1" })), `${rule}: la_name begins like a formula`],
    [
      "another header",
      inText(BENCHMARKS, (text) => text.replace("band_percent,", "share,")),
      `${rule}: has other columns than its definition`,
    ],
    [
      "a field too many",
      inText(RATES, (text) => text.replace(/\n$/, ",1\n")),
      `${rule}: has another number of fields than the header`,
    ],
    ["an empty line", inText(RATES, (text) => `${text}\n`), `${rule}: has another number of fields than the header`],
    ["an open quote", inText(RATES, (text) => text.replace(/\n2017/, '\n"2017')), `${rule}: is no CSV after row 0`],
    [
      "line ends of Windows",
      inText(RATES, (text) => text.replaceAll("\n", "\r\n")),
      `${rule}: has line ends other than LF`,
    ],
    ["a byte order mark", inText(RATES, (text) => `\uFEFF${text}`), `${rule}: begins with a byte order mark`],
    [
      "bytes that are not UTF-8",
      inText(RATES, (text) => text.replace("Authority", "Autorité"), "latin1"),
      `${rule}: is not UTF-8`,
    ],
    ["an empty file", inText(RATES, () => ""), `${rule}: has no header`],
    [
      "a last line that is cut off",
      inText(RATES, (text) => text.slice(0, -1)),
      `${rule}: does not end with a line end`,
    ],
  ])("%s", (_, spoil, fault) => isFound(spoil, fault));
});
