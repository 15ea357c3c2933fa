/** Files and manifests that the audit must not let pass. */
import { describe, expect, test } from "vitest";
import { METHOD_NOTES } from "#shared/release/datasets/all-datasets.ts";
import { aNight, type Row } from "./a-night.ts";
import {
  AVERAGES,
  BENCHMARKS,
  COMPARISONS,
  inBenchmarks,
  inManifest,
  inRates,
  inRow,
  inText,
  isCompared,
  isExact,
  isFound,
  isWithheld,
  NATIONAL,
  RATES,
  type Spoiled,
  TRENDS,
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
      "another release before it than the one that was told last",
      inManifest(() => ({ supersedes: "2017-03-01-0123456789ab" })),
      `${rule}: takes the place of another release than was told last`,
    ],
    [
      "a retraction that there was not",
      inManifest(() => ({
        retractions: [
          {
            releaseId: "2017-03-01-0123456789ab",
            retractedOn: "2017-03-02",
            because: "wrong",
            note: "All of it was wrong, in every file.",
          },
        ],
      })),
      `${rule}: tells of other retractions than there were`,
    ],
    [
      "a file that is not there",
      (night) => night.datasets.objects.delete(`drafts/night-1/${BENCHMARKS}`),
      `${rule}: ${BENCHMARKS}: is not there`,
    ],
    [
      "a file too many",
      inManifest(({ files }) => ({ files: [...files, { ...files[0], path: "tallies.json" }] })),
      `${rule}: lists other files than the datasets of a release and its notes`,
    ],
    [
      "files in another order",
      inManifest(({ files }) => ({ files: files.toReversed() })),
      `${rule}: lists its files in another order`,
    ],
    [
      "a dataset that is described as something else",
      inManifest(({ files }) => ({
        files: files.map((file) => (file.path === TRENDS ? { ...file, contentType: "text/html" } : file)),
      })),
      `${rule}: ${TRENDS}: is described as something else`,
    ],
    [
      "notes that are described as something else",
      inManifest(({ files }) => ({
        files: files.map((file) => (file.path === METHOD_NOTES ? { ...file, contentType: "text/csv" } : file)),
      })),
      `${rule}: ${METHOD_NOTES}: is described as something else`,
    ],
    [
      "notes that have rows",
      inManifest(({ files }) => ({
        files: files.map((file) => (file.path === METHOD_NOTES ? { ...file, rows: 1 } : file)),
      })),
      `${rule}: ${METHOD_NOTES}: has another number of rows`,
    ],
    [
      "notes that are not there",
      (night) => night.datasets.objects.delete(`drafts/night-1/${METHOD_NOTES}`),
      `${rule}: ${METHOD_NOTES}: is not there`,
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
      "a formula that begins as a number",
      inRates("open", () => ({ la_name: "-1+1" })),
      `${rule}: la_name begins like a formula`,
    ],
    [
      "a nought below nought",
      inRow(COMPARISONS)(isCompared, () => ({ difference_points: "-0" })),
      `${rule}: difference_points holds no whole number with or without a minus and no symbol`,
    ],
    [
      "a plus",
      inRow(COMPARISONS)(isCompared, () => ({ difference_points: "+7" })),
      `${rule}: difference_points holds no whole number with or without a minus and no symbol`,
    ],
    [
      "a figure below nought that cannot be",
      inRow(COMPARISONS)(isCompared, () => ({ answer_count: "-5" })),
      `${rule}: answer_count holds no whole number and no symbol`,
    ],
    [
      "two decimals of a mean",
      inRow(AVERAGES)(isCompared, () => ({ answer_average: "6.25" })),
      `${rule}: answer_average holds no number of tenths and no symbol`,
    ],
    [
      "a mean below nought",
      inRow(AVERAGES)(isCompared, () => ({ answer_average: "-6.2" })),
      `${rule}: answer_average holds no number of tenths and no symbol`,
    ],
    [
      "a decimal that is nought",
      inRow(TRENDS)(isCompared, () => ({ change_per_year_points: "-2.0" })),
      `${rule}: change_per_year_points holds no number of tenths and no symbol`,
    ],
    [
      "four decimals of p",
      inRow(COMPARISONS)(isCompared, () => ({ p_value: "0.0341" })),
      `${rule}: p_value holds no number of thousandths up to 1 and no symbol`,
    ],
    [
      "a p of nought",
      inRow(COMPARISONS)(isCompared, () => ({ p_value: "0" })),
      `${rule}: p_value holds no number of thousandths up to 1 and no symbol`,
    ],
    [
      "a p above 1",
      inRow(COMPARISONS)(isCompared, () => ({ p_value: "1.001" })),
      `${rule}: p_value holds no number of thousandths up to 1 and no symbol`,
    ],
    [
      "words of another kind",
      inRow(COMPARISONS)(isCompared, () => ({ claim: "Bright spot" })),
      `${rule}: claim holds no word and no symbol`,
    ],
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

test("the columns may hold negative numbers, tenths and words where they are defined to, and symbols anywhere", async () => {
  const night = await aNight();
  const some = (path: string, changes: readonly Row[]) =>
    night.rewrite(path, (rows) => changes.map((change) => ({ ...rows[0], ...change })));
  night.empty([BENCHMARKS, NATIONAL]);
  some(COMPARISONS, [
    { difference_points: "-12", reference_percent: "2.5", p_value: "1", q_value: "0.05", claim: "none" },
    { difference_points: "0", reference_percent: "3", p_value: "0.001", q_value: "x", claim: "z" },
  ]);
  some(AVERAGES, [{ answer_average: "0.4", difference_average: "-0.4" }]);
  expect((await night.faults()).filter((fault) => fault.startsWith("columns-are-as-defined"))).toEqual([]);
});

describe("the method notes say how: finds", () => {
  const rule = "method-notes-say-how";
  const inNotes = (change: (text: string) => string) => inText(METHOD_NOTES, change);
  test.each<Spoiled>([
    ["a page without a heading", inNotes((text) => text.slice(2)), `${rule}: does not begin with a heading`],
    [
      "another method",
      (night) => {
        const { methodVersion } = night.manifest();
        inNotes((text) => text.replaceAll(methodVersion, "another"))(night);
      },
      `${rule}: does not name the method version`,
    ],
    [
      "another policy",
      (night) => {
        const { policy } = night.manifest();
        inNotes((text) => text.replaceAll(policy.id, "another"))(night);
      },
      `${rule}: does not name the policy`,
    ],
    [
      "invented answers that are not said to be",
      inNotes((text) => text.replaceAll("SYNTHETIC", "")),
      `${rule}: does not say rightly whether any answers are invented`,
    ],
    [
      "line ends of Windows",
      inNotes((text) => text.replaceAll("\n", "\r\n")),
      "columns-are-as-defined: has line ends other than LF",
    ],
    ["a byte order mark", inNotes((text) => `\uFEFF${text}`), "columns-are-as-defined: begins with a byte order mark"],
  ])("%s", (_, spoil, fault) => isFound(spoil, fault));
});
