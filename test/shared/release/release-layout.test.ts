import { describe, expect, test } from "vitest";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { authorityFolder } from "#shared/release/manifest.ts";
import {
  contentTypes,
  filesForAnAuthority,
  filesForEverybody,
  isByAuthority,
  isInFolders,
  metaPathOf,
  tellsWhatChanged,
} from "#shared/release/release-layout.ts";

const everybodys = filesForEverybody(allDatasets);
const authoritys = filesForAnAuthority(allDatasets);
const paths = (files: readonly { readonly path: string }[]) => files.map(({ path }) => path);
const ofNobody = ["national", "national_averages", "codebook"];

describe("a release", () => {
  test("has each file once, and each dataset as CSV with its meta file, as JSON and as Parquet", () => {
    expect(new Set(paths(everybodys)).size).toBe(everybodys.length);
    for (const { name, path } of allDatasets) {
      const place = paths(everybodys).indexOf(path);
      expect(paths(everybodys).slice(place, place + 4)).toEqual([
        `${name}.csv`,
        `${name}.meta.csv`,
        `json/${name}.json`,
        `parquet/${name}/${name}.parquet`,
      ]);
    }
  });

  test("has its pages behind its data, each of which counts those before it", () => {
    const pages = ["method-notes.md", "csv-metadata.json", "README.md", "datapackage.json"];
    expect(paths(everybodys).slice(4 * allDatasets.length)).toEqual(pages);
  });

  test("lists no manifest, which lists it", () => {
    expect(paths(everybodys)).not.toContain("manifest.json");
  });
});

describe("the folder of an authority", () => {
  test("has every dataset that is by authority, and the codebook", () => {
    const own = allDatasets.filter(({ name }) => !ofNobody.includes(name)).map(({ path }) => path);
    expect(allDatasets.filter(isByAuthority).map(({ path }) => path)).toEqual(own);
    expect(
      allDatasets
        .filter(isInFolders)
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual([...own, "codebook.csv"].toSorted());
    expect(paths(authoritys)).toEqual(expect.arrayContaining([...own, "codebook.csv"]));
  });

  test("has no national file, and nothing in a format that would hold everybody's rows", () => {
    expect(paths(authoritys).filter((path) => /national|^json\/|parquet/.test(path))).toEqual([]);
  });

  test("has a meta file behind every table, and ends with its pages and its manifest", () => {
    const tables = allDatasets.filter(isInFolders).flatMap((dataset) => [dataset.path, metaPathOf(dataset)]);
    const pages = ["method-notes.md", "csv-metadata.json", "README.md", "datapackage.json", "manifest.json"];
    expect(paths(authoritys)).toEqual([...tables, ...pages]);
  });

  test("lies below its code, where no other authority's folder can be", () => {
    expect(authorityFolder("001")).toBe("authorities/001/");
    expect(authorityFolder("801").startsWith(authorityFolder("80"))).toBe(false);
  });
});

test("every file is of the type that its name ends with", () => {
  const types: Readonly<Record<string, string>> = {
    csv: "text/csv; charset=utf-8",
    json: "application/json",
    parquet: "application/vnd.apache.parquet",
    md: "text/markdown; charset=utf-8",
  };
  for (const { path, contentType } of [...everybodys, ...authoritys]) {
    const expected = path === "csv-metadata.json" ? contentTypes.csvw : types[path.slice(path.lastIndexOf(".") + 1)];
    expect(contentType, path).toBe(expected);
  }
  expect(contentTypes.csvw).toBe("application/csvm+json");
});

describe("what changed since the release before", () => {
  const telling = [
    "changes.csv",
    "changes.meta.csv",
    "json/changes.json",
    "parquet/changes/changes.parquet",
    "README.md",
    "datapackage.json",
  ];

  test("is told by the file of changes in every format, and by what counts it, and by nothing else", () => {
    expect(paths(everybodys).filter(tellsWhatChanged)).toEqual(telling);
  });

  test("is told in the folder of an authority as it is in the release, and by the manifest that counts it", () => {
    const inFolder = [...telling.filter((path) => !/^(json|parquet)\//.test(path)), "manifest.json"];
    expect(paths(authoritys).filter((path) => tellsWhatChanged(`${authorityFolder("801")}${path}`))).toEqual(inFolder);
  });

  test("is no matter of a name that only ends or begins alike", () => {
    for (const path of ["exchanges.csv", "changes.csv.md", "changes/benchmarks.csv", "README.md/benchmarks.csv"]) {
      expect(tellsWhatChanged(path), path).toBe(false);
    }
  });
});
