import { describe, expect, test } from "vitest";
import { METHOD_NOTES } from "#shared/release/datasets/all-datasets.ts";
import { authorityFolder, MANIFEST } from "#shared/release/manifest.ts";
import { CSVW_METADATA, DATA_PACKAGE, metaPathOf, RELEASE_PAGE } from "#shared/release/release-layout.ts";
import { aNight } from "../a-night.ts";
import { COMPARISONS } from "../spoiling.ts";
import { areFound, changed, definitionOf, firstNight, foundIn, textOf } from "./spoilt-copies.ts";

describe("metadata is as defined: finds", () => {
  const rule = "metadata-is-as-defined";
  /** A byte more, where no reader would see that it is one too many. */
  const more = (path: string, text: string) =>
    path.endsWith(".csv") ? changed(text, /\.,/, "s.,") : changed(text, /\n$/, " \n");
  const pages = [metaPathOf(definitionOf(COMPARISONS)), CSVW_METADATA, RELEASE_PAGE, DATA_PACKAGE];
  const folder = authorityFolder("802");

  test.each([...pages, ...[...pages, MANIFEST].map((path) => `${folder}${path}`)])(
    "a byte more in %s",
    async (path) => {
      const night = await aNight(firstNight);
      night.writeFile(path, Buffer.from(more(path, textOf(night.bytesOf(path)))), 0);
      const found = await foundIn(night);
      expect(found).toContain(`${rule}: ${path}: is not what the definitions and the files say`);
      // The pages beside it count it.
      const beside = path.slice(0, path.lastIndexOf("/") + 1);
      expect(found.filter((fault) => !fault.startsWith(`${rule}: ${beside}`))).toEqual([]);
    },
  );

  test("the notes of an authority that are none", async () => {
    const night = await aNight(firstNight);
    const path = `${folder}${METHOD_NOTES}`;
    night.writeFile(path, Buffer.from(textOf(night.bytesOf(path)).slice(2)), 0);
    expect(await foundIn(night)).toEqual([`method-notes-say-how: ${path}: does not begin with a heading`]);
  });

  test("the page of another authority", async () => {
    const night = await aNight(firstNight);
    const path = `${folder}${RELEASE_PAGE}`;
    night.writeFile(path, night.bytesOf(`${authorityFolder("803")}${RELEASE_PAGE}`), 0);
    expect(await foundIn(night)).toContain(`${rule}: ${path}: is not what the definitions and the files say`);
  });

  test("another thing that a tool should show first", () =>
    areFound(
      firstNight,
      {
        path: COMPARISONS,
        spoil: (honest, rows) => ({
          ...honest,
          csv() {
            const written = honest.csv();
            const byColumn = new Map([...written.defaults.byColumn, ["measure", rows.at(-1)?.measure ?? ""]]);
            return { ...written, defaults: { byColumn } as typeof written.defaults };
          },
        }),
      },
      [`${rule}: comparisons.meta.csv: is not what the definitions and the files say`],
    ));
});
