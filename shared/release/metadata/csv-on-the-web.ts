/** The tables of a release in the W3C's vocabulary for CSV on the Web, found by readers of a CSV file beside it. */
import { type Column, type DatasetDefinition, symbolLabels, symbols } from "../dataset.ts";
import { DATA_PACKAGE } from "../release-layout.ts";
import { columnTypeOf, isInEveryRow } from "./column-type.ts";
import { type DescribedRelease, licence, tablesOf, titleOf } from "./described-release.ts";
import { rowKeyOf } from "./row-keys.ts";

/** One table group; JSON, UTF-8, ending with LF. */
export function csvwOf(release: DescribedRelease): Uint8Array {
  const group = {
    "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
    "dc:title": titleOf(release),
    "dc:description": release.notice,
    "dc:license": { "@id": licence.url },
    "dc:creator": "The Bright Spots pipeline",
    dialect: {
      encoding: "utf-8",
      delimiter: ",",
      lineTerminators: ["\n"],
      quoteChar: '"',
      doubleQuote: true,
      header: true,
      headerRowCount: 1,
      skipInitialSpace: false,
      trim: false,
    },
    // Every column inherits the list, which has no room for what the symbols mean: that stands in the notes.
    null: Object.values(symbols),
    notes: [
      ...Object.entries(symbolLabels).map(([symbol, label]) => ({ "skos:notation": symbol, "skos:prefLabel": label })),
      { "dc:description": `For programs the meanings of the symbols stand in ${DATA_PACKAGE}, under missingValues.` },
    ],
    tables: tablesOf(release).map(([dataset, { path }]) => tableOf(dataset, path)),
  };
  return Buffer.from(`${JSON.stringify(group, null, 2)}\n`);
}

function tableOf(dataset: DatasetDefinition, url: string) {
  const { title, description, columns } = dataset;
  return {
    url,
    "dc:title": title,
    "dc:description": description,
    tableSchema: { columns: columns.map(columnOf), primaryKey: rowKeyOf(dataset) },
  };
}

function columnOf(column: Column) {
  const { name, label, description } = column;
  return {
    name,
    // A validator looks for the header of the file among the titles; the label is what a person reads.
    titles: [name, label],
    "dc:description": description,
    datatype: datatypeOf(column),
    ...(isInEveryRow(column) ? { required: true } : {}),
  };
}

function datatypeOf(column: Column) {
  const { base, decimals = 0, isSigned } = columnTypeOf(column);
  switch (base) {
    case "string":
      return { base };
    case "date":
      return { base, format: "yyyy-MM-dd" };
    case "integer":
      return { base: isSigned ? "integer" : "nonNegativeInteger", format: "#0" };
    case "number":
      return { base: "decimal", format: `#0.${"#".repeat(decimals)}`, ...(isSigned ? {} : { minimum: "0" }) };
  }
}
