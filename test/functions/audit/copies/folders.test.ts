import { describe, expect, test } from "vitest";
import { authorityFolder } from "#shared/release/manifest.ts";
import { aNight } from "../a-night.ts";
import { COMPARISONS, NATIONAL, TRENDS } from "../spoiling.ts";
import { areFound, CODEBOOK, changed, firstNight, foundIn, type Spoilt, textOf } from "./spoilt-copies.ts";

describe("authority folders hold their own: finds in a folder", () => {
  const rule = "authority-folders-hold-their-own";
  const folder = authorityFolder("802");
  const fault = (path: string) => [
    `${rule}: ${folder}${path}: holds other lines than those of the release about this authority`,
  ];

  const own = (
    path: string,
    change: (lines: string[], everybodys: string[]) => readonly string[],
    rows = 0,
  ): Spoilt => ({
    path,
    spoil: (honest) => ({
      ...honest,
      csvOfAuthority(code) {
        const written = honest.csvOfAuthority(code);
        if (code !== "802") return written;
        const linesOf = ({ file }: typeof written) => textOf(file.bytes).split("\n");
        const bytes = Buffer.from(change(linesOf(written), linesOf(honest.csv())).join("\n"));
        return { ...written, file: { ...written.file, bytes, rows: written.file.rows + rows } };
      },
    }),
  });
  const lineOf = (code: string, lines: readonly string[]) => lines.find((line) => line.includes(`,${code},`)) ?? "";
  /** The whole file of everybody is written first, then one for each folder. */
  const codebook = (change: (text: string) => string): Spoilt => {
    let written = 0;
    return {
      path: CODEBOOK,
      spoil: (honest) => ({
        ...honest,
        csv() {
          const { file, ...csv } = honest.csv();
          written += 1;
          return written === 3
            ? { ...csv, file: { ...file, bytes: Buffer.from(change(textOf(file.bytes))) } }
            : { ...csv, file };
        },
      }),
    };
  };

  test.each<readonly [claim: string, spoilt: Spoilt, path: string]>([
    [
      "a line about another authority",
      own(COMPARISONS, (lines, all) => lines.toSpliced(-1, 0, lineOf("803", all)), 1),
      COMPARISONS,
    ],
    [
      "a line about another authority instead of one about this one",
      own(COMPARISONS, (lines, all) => lines.toSpliced(2, 1, lineOf("803", all))),
      COMPARISONS,
    ],
    ["a line fewer", own(COMPARISONS, (lines) => lines.toSpliced(-2, 1), -1), COMPARISONS],
    ["a line twice", own(COMPARISONS, (lines) => lines.toSpliced(2, 0, lines[1] ?? ""), 1), COMPARISONS],
    [
      "lines in another order",
      own(COMPARISONS, ([head = "", one = "", two = "", ...rest]) => [head, two, one, ...rest]),
      COMPARISONS,
    ],
    ["another figure", own(COMPARISONS, (lines) => lines.map((line) => line.replace(/,60,/, ",65,"))), COMPARISONS],
    ["another number of rows than it is said to have", own(COMPARISONS, (lines) => lines, 1), COMPARISONS],
    [
      "another header",
      own(COMPARISONS, ([head = "", ...rest]) => [changed(head, "la_name", "name"), ...rest]),
      COMPARISONS,
    ],
    ["no header", own(COMPARISONS, (lines) => lines.slice(1)), COMPARISONS],
    ["nothing of a file", own(COMPARISONS, () => [""]), COMPARISONS],
    [
      "something of a file in which there is nothing of the authority",
      own(TRENDS, (lines, all) => [...lines.slice(0, -1), lineOf("801", all), ""], 1),
      TRENDS,
    ],
    [
      "a codebook that is cut",
      codebook((text) => text.slice(0, text.lastIndexOf("\n", text.length - 2) + 1)),
      CODEBOOK,
    ],
    ["a codebook with another word", codebook((text) => changed(text, "SYNTHETIC", "SYNTHETlC")), CODEBOOK],
  ])("%s", (_, spoilt, path) => areFound(firstNight, spoilt, fault(path)));

  test("a national file", async () => {
    const night = await aNight(firstNight);
    const path = `${folder}${NATIONAL}`;
    night.datasets.objects.set(`drafts/night-1/${path}`, night.bytesOf(NATIONAL));
    const { files } = night.manifest();
    const entry = files.find((each) => each.path === NATIONAL);
    night.writeManifest({ ...night.manifest(), files: [...files, { ...entry, path }] });
    expect(await foundIn(night)).toEqual([
      "manifest-describes-the-files: manifest.json: lists other files than the datasets of a release and its notes",
    ]);
  });

  test("another authority's file under its name", async () => {
    const night = await aNight(firstNight);
    const others = `${authorityFolder("803")}${COMPARISONS}`;
    night.writeFile(
      `${folder}${COMPARISONS}`,
      night.bytesOf(others),
      night.manifest().files.find((each) => each.path === others)?.rows ?? 0,
    );
    expect(await foundIn(night)).toContain(fault(COMPARISONS)[0]);
  });
});
