/** Files and manifests that the audit must not let pass. */
import { describe, expect, test } from "vitest";
import { authorityFoldersHoldTheirOwn } from "#functions/audit/rules/authority-folders-hold-their-own.ts";
import { columnsAreAsDefined } from "#functions/audit/rules/columns-are-as-defined.ts";
import { filesFollowTheSectorStandard } from "#functions/audit/rules/files-follow-the-sector-standard.ts";
import { manifestDescribesTheFiles } from "#functions/audit/rules/manifest-describes-the-files.ts";
import { METHOD_NOTES } from "#shared/release/datasets/all-datasets.ts";
import { authorityFolder } from "#shared/release/manifest.ts";
import { aNight, type Night, type Row, theNextNight, theNightWithLadders } from "./a-night.ts";
import {
  AVERAGES,
  BENCHMARKS,
  CHANGES,
  COMPARISONS,
  COUNTS,
  foundBy,
  having,
  inManifest,
  inRow,
  inText,
  isFound,
  NATIONAL,
  RATES,
  type Spoiled,
  TRENDS,
} from "./spoiling.ts";

const anyRow = () => true;
const isCompared = having({ status: "compared" });

describe("the manifest describes the files: finds", () => {
  const isFoundHere = (spoil: Spoiled[1], fault: string) =>
    isFound(manifestDescribesTheFiles, spoil, `manifest.json: ${fault}`);
  const remove = (path: string) => (night: Night) => night.datasets.objects.delete(`drafts/night-1/${path}`);
  const describedAs = (path: string, change: object) =>
    inManifest(({ files }) => ({ files: files.map((file) => (file.path === path ? { ...file, ...change } : file)) }));

  test.each<Spoiled>([
    [
      "a file whose bytes are not the described ones",
      (night) =>
        night.datasets.objects.set(`drafts/night-1/${RATES}`, Buffer.from(night.bytesOf(RATES)).fill("x", 5, 6)),
      `${RATES} has another SHA-256 than the manifest says`,
    ],
    [
      "another number of rows",
      inManifest(({ files }) => ({ files: files.map((file) => ({ ...file, rows: file.rows + 1 })) })),
      `${BENCHMARKS} has another number of rows than the manifest says`,
    ],
    [
      "another number of bytes",
      inManifest(({ files }) => ({ files: files.map((file) => ({ ...file, bytes: file.bytes + 1 })) })),
      `${BENCHMARKS} has another number of bytes than the manifest says`,
    ],
    [
      "another number of responses",
      inManifest(({ responses }) => ({ responses: responses + 10 })),
      "has another number of responses than the released campaigns, rounded",
    ],
    [
      "an exact number of responses",
      inManifest(({ responses }) => ({ responses: responses + 1 })),
      "has another number of responses than the released campaigns, rounded",
    ],
    [
      "another release before it",
      inManifest(() => ({ supersedes: "2017-03-01-0123456789ab" })),
      "supersedes another release than the one told last",
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
      "tells other retractions than retractions.json",
    ],
    ["a dataset that is not there", remove(BENCHMARKS), `${BENCHMARKS} is not there`],
    ["notes that are not there", remove(METHOD_NOTES), `${METHOD_NOTES} is not there`],
    [
      "a file of an authority that is not there",
      remove(`${authorityFolder("802")}${RATES}`),
      `${authorityFolder("802")}${RATES} is not there`,
    ],
    [
      "a file too many",
      inManifest(({ files }) => ({ files: [...files, { ...files[0], path: "counts.json" }] })),
      "lists other files than those of a release and of each authority with a row",
    ],
    [
      "files in another order",
      inManifest(({ files }) => ({ files: files.toReversed() })),
      "lists its files in another order than the layout",
    ],
    [
      "a dataset that is described as something else",
      describedAs(TRENDS, { contentType: "text/html" }),
      `${TRENDS} is described with another content type than the layout gives`,
    ],
    [
      "notes that have rows",
      describedAs(METHOD_NOTES, { rows: 1 }),
      `${METHOD_NOTES} has another number of rows than the manifest says`,
    ],
    [
      "another day",
      inManifest(({ releaseId }) => ({ asOf: "2017-04-02", releaseId: releaseId.replace("04-01", "04-02") })),
      "is for another day than the plan",
    ],
    [
      "a release id of another day",
      inManifest(() => ({ releaseId: "2017-04-02-000000000000" })),
      "has a release id that does not begin with its day",
    ],
    [
      "another version of the policy",
      inManifest(({ policy }) => ({ policy: { ...policy, version: policy.version + 1 } })),
      "names another policy than the one that is audited",
    ],
    [
      "another policy",
      inManifest(() => ({ policy: { id: "none", version: 1 } })),
      "names another policy than the one that is audited",
    ],
    [
      "no version of the code",
      inManifest(() => ({ codeVersion: "" })),
      "does not say by which method and code it was made",
    ],
  ])("%s", (_, spoil, fault) => isFoundHere(spoil, fault));

  test("a release that does not say which one it supersedes", () =>
    isFound(
      manifestDescribesTheFiles,
      inManifest(() => ({ supersedes: null })),
      "manifest.json: supersedes another release than the one told last",
      theNextNight(),
    ));
});

describe("the columns are as defined: finds", () => {
  const inCompared = (column: string, cell: string) => inRow(COMPARISONS, isCompared, { [column]: cell });
  test.each<Spoiled>([
    ["a blank", inRow(BENCHMARKS, anyRow, { band: " " }), `${BENCHMARKS}: band is blank`],
    [
      "a fraction",
      inRow(BENCHMARKS, anyRow, { band_percent: "41.5" }),
      `${BENCHMARKS}: band_percent holds neither a whole number nor a symbol`,
    ],
    [
      "a symbol that is not ours",
      inRow(BENCHMARKS, anyRow, { answer_count: "~" }),
      `${BENCHMARKS}: answer_count holds neither a whole number nor a symbol`,
    ],
    ["a formula", inRow(RATES, anyRow, { la_name: "=1+1" }), `${RATES}: la_name begins like a formula`],
    [
      "a formula that begins as a number",
      inRow(RATES, anyRow, { la_name: "-1+1" }),
      `${RATES}: la_name begins like a formula`,
    ],
    [
      "a nought below nought",
      inCompared("difference_points", "-0"),
      `${COMPARISONS}: difference_points holds neither a whole number with or without a minus nor a symbol`,
    ],
    [
      "a plus",
      inCompared("difference_points", "+7"),
      `${COMPARISONS}: difference_points holds neither a whole number with or without a minus nor a symbol`,
    ],
    [
      "a base below nought",
      inCompared("answer_count", "-5"),
      `${COMPARISONS}: answer_count holds neither a whole number nor a symbol`,
    ],
    [
      "a noised count that is not whole",
      inRow(COUNTS, anyRow, { noised_count: "12.25" }),
      `${COUNTS}: noised_count holds neither a whole number with or without a minus nor a symbol`,
    ],
    [
      "four decimals of p",
      inCompared("p_value", "0.0341"),
      `${COMPARISONS}: p_value holds neither a number of thousandths nor a symbol`,
    ],
    [
      "words of another kind",
      inCompared("claim", "Bright spot"),
      `${COMPARISONS}: claim holds neither a word nor a symbol`,
    ],
    [
      "another header",
      inText(BENCHMARKS, (text) => text.replace("band_percent,", "share,")),
      `${BENCHMARKS}: has other columns than its definition`,
    ],
    [
      "the ends of a range",
      inText(BENCHMARKS, (text) => text.replace("interval_lower_percent,", "band_percent_at_least,")),
      `${BENCHMARKS}: has other columns than its definition`,
    ],
    [
      "a field too many",
      inText(RATES, (text) => text.replace(/\n$/, ",1\n")),
      `${RATES}: has another number of fields than the header`,
    ],
    ["an empty line", inText(RATES, (text) => `${text}\n`), `${RATES}: has another number of fields than the header`],
    ["an open quote", inText(RATES, (text) => text.replace(/\n2015/, '\n"2015')), `${RATES}: is not CSV after row 0`],
    [
      "line ends of Windows",
      inText(RATES, (text) => text.replaceAll("\n", "\r\n")),
      `${RATES}: has line ends other than LF`,
    ],
    ["a byte order mark", inText(RATES, (text) => `\uFEFF${text}`), `${RATES}: begins with a byte order mark`],
    [
      "bytes that are not UTF-8",
      inText(RATES, (text) => text.replace("Authority", "Autorité"), "latin1"),
      `${RATES}: is not UTF-8`,
    ],
    ["an empty file", inText(RATES, () => ""), `${RATES}: has no header`],
    [
      "a last line that is cut off",
      inText(RATES, (text) => text.slice(0, -1)),
      `${RATES}: does not end with a line end`,
    ],
  ])("%s", (_, spoil, fault) => isFound(columnsAreAsDefined, spoil, fault));

  test.each<Spoiled>([
    [
      "two decimals of a mean",
      inRow(AVERAGES, isCompared, { answer_average: "6.25" }),
      `${AVERAGES}: answer_average holds neither a number of tenths nor a symbol`,
    ],
    [
      "a mean below nought",
      inRow(AVERAGES, isCompared, { answer_average: "-6.2" }),
      `${AVERAGES}: answer_average holds neither a number of tenths nor a symbol`,
    ],
    [
      "a decimal that is nought",
      inRow(AVERAGES, isCompared, { difference_average: "-2.0" }),
      `${AVERAGES}: difference_average holds neither a number of tenths nor a symbol`,
    ],
  ])("%s", (_, spoil, fault) => isFound(columnsAreAsDefined, spoil, fault, theNightWithLadders()));

  test("nothing in negative numbers, tenths, thousandths and words where they are defined, nor in symbols anywhere", async () => {
    const night = await aNight(theNightWithLadders());
    const changes: readonly (readonly [string, Row])[] = [
      [COMPARISONS, { difference_points: "-12", reference_percent: "2.5", p_value: "1", q_value: "0.05", claim: "z" }],
      [AVERAGES, { answer_average: "0.4", difference_average: "-0.4" }],
      [COUNTS, { noised_count: "-3", noise_variance: "12.25" }],
    ];
    for (const [path, change] of changes) inRow(path, anyRow, change)(night);
    expect(await foundBy(columnsAreAsDefined, night)).toEqual([]);
  });
});

describe("the files follow the sector's standard: finds", () => {
  const rule = filesFollowTheSectorStandard;
  test.each<Spoiled>([
    [
      "a region that England does not have",
      inRow(RATES, anyRow, { region_name: "Wessex" }),
      `${RATES}: countries-and-regions-are-known: region_name is not the name that goes with its code`,
    ],
    [
      "two names of one authority",
      inRow(COMPARISONS, anyRow, { la_name: "Authority 801 (new)" }),
      `${COMPARISONS}: one-name-per-geography-code: la_name differs among rows of one code`,
    ],
    [
      "a name that ends with a space",
      inRow(RATES, anyRow, { la_name: "Authority 801 " }),
      `${RATES}: no-cell-has-outer-spaces: la_name begins or ends with a space`,
    ],
    [
      "a row that is there twice",
      (night) => night.rewrite(BENCHMARKS, ([first = {}, ...rest]) => [first, first, ...rest]),
      `${BENCHMARKS}: rows-are-unique: a row has the time, geography and filters of an earlier one`,
    ],
  ])("%s", async (_, spoil, fault) => {
    const night = await aNight();
    await spoil(night);
    const [file, check] = fault.split(": ");
    const found = await foundBy(rule, night);
    expect(found.filter((each) => each.startsWith(`${file}: ${check}: `))).not.toEqual([]);
  });
});

describe("the authority folders hold their own: finds in a folder", () => {
  const folder = authorityFolder("802");
  const otherLines = (path: string) =>
    `${folder}${path}: holds other lines than those of the release about this authority`;
  const lines =
    (path: string, change: (lines: string[], everybodys: string[]) => readonly string[], rows = 0) =>
    (night: Night) => {
      const linesOf = (at: string) => Buffer.from(night.bytesOf(at)).toString("utf8").split("\n");
      const own = linesOf(`${folder}${path}`);
      const described = night.manifest().files.find((file) => file.path === `${folder}${path}`)?.rows ?? 0;
      night.writeFile(`${folder}${path}`, Buffer.from(change(own, linesOf(path)).join("\n")), described + rows);
    };
  const lineOf = (code: string, all: readonly string[]) => all.find((line) => line.includes(`,${code},`)) ?? "";

  test.each<Spoiled>([
    [
      "a line about another authority",
      lines(COMPARISONS, (own, all) => own.toSpliced(-1, 0, lineOf("803", all)), 1),
      otherLines(COMPARISONS),
    ],
    [
      "a line about another authority in place of its own",
      lines(COMPARISONS, (own, all) => own.toSpliced(2, 1, lineOf("803", all))),
      otherLines(COMPARISONS),
    ],
    [
      "the nation's noised counts",
      lines(COUNTS, (own, all) => own.toSpliced(-1, 0, lineOf("z", all)), 1),
      otherLines(COUNTS),
    ],
    ["a line fewer", lines(COMPARISONS, (own) => own.toSpliced(-2, 1), -1), otherLines(COMPARISONS)],
    [
      "lines in another order",
      lines(COMPARISONS, ([head = "", one = "", two = "", ...rest]) => [head, two, one, ...rest]),
      otherLines(COMPARISONS),
    ],
    ["another number of rows than it has", lines(COMPARISONS, (own) => own, 1), otherLines(COMPARISONS)],
    ["no header", lines(COMPARISONS, (own) => own.slice(1)), otherLines(COMPARISONS)],
    ["another codebook", lines("codebook.csv", (own) => own.toSpliced(-2, 1)), otherLines("codebook.csv")],
  ])("%s", (_, spoil, fault) => isFound(authorityFoldersHoldTheirOwn, spoil, fault));

  test("a national file, with the manifest", () =>
    isFound(
      manifestDescribesTheFiles,
      (night) => {
        const { files } = night.manifest();
        night.datasets.objects.set(`drafts/night-1/${folder}${NATIONAL}`, night.bytesOf(NATIONAL));
        const entry = files.find(({ path }) => path === NATIONAL);
        night.writeManifest({ ...night.manifest(), files: [...files, { ...entry, path: `${folder}${NATIONAL}` }] });
      },
      "manifest.json: lists other files than those of a release and of each authority with a row",
    ));

  test("nothing where changes are told of what was removed", async () => {
    const night = await aNight(theNextNight());
    expect(night.rows(CHANGES).length).toBeGreaterThan(0);
    expect(await foundBy(authorityFoldersHoldTheirOwn, night)).toEqual([]);
  });
});
