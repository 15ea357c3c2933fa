import { isUtf8 } from "node:buffer";
import { type Column, type DatasetDefinition, type Kind, kindOf, symbols } from "#shared/release/dataset.ts";
import type { CsvRow } from "../csv-rows.ts";
import { type Faults, faultless, faultsOf, type Rule } from "../rule.ts";

const allowedSymbols: ReadonlySet<string> = new Set(Object.values(symbols));

/**
 * A tool can read the files: UTF-8 with LF, every row as wide as the header, nothing blank, numbers and words of the
 * defined kind or symbols where figures belong, and no cell that a spreadsheet would run as a formula. (That the header is
 * the definition's is seen when the file is read.)
 */
export const columnsAreAsDefined: Rule = {
  name: "columns-are-as-defined",
  remedy: "compare the writer of the dataset with its definition; a text cell may come from the programme document",
  begin: ({ draft: { files } }) => ({
    open: (dataset) => ({ judge: (row) => rowFaults(row, dataset) }),
    atEnd: () =>
      [...files].flatMap(([file, bytes]) =>
        bytes === undefined ? [] : textFaults(bytes).map((detail) => ({ file, detail })),
      ),
  }),
};

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

function textFaults(bytes: Uint8Array): Faults {
  return faultsOf(
    [!isUtf8(bytes), "is not UTF-8"],
    [BYTE_ORDER_MARK.every((byte, position) => bytes[position] === byte), "begins with a byte order mark"],
    [bytes.includes(CARRIAGE_RETURN), "has line ends other than LF"],
    [bytes.at(-1) !== LINE_FEED, "does not end with a line end"],
  );
}

/** Numbers have one spelling: no sign or noughts that change nothing, and never -0. */
const kinds: Readonly<Record<Exclude<Kind, "text">, { readonly pattern: RegExp; readonly name: string }>> = {
  whole: { pattern: /^(0|[1-9][0-9]*)$/, name: "whole number" },
  "signed-whole": { pattern: /^(0|-?[1-9][0-9]*)$/, name: "whole number with or without a minus" },
  tenths: { pattern: /^(0|[1-9][0-9]*)(\.[1-9])?$/, name: "number of tenths" },
  "signed-tenths": { pattern: /^(0|-?[1-9][0-9]*|-?(0|[1-9][0-9]*)\.[1-9])$/, name: "number of tenths" },
  thousandths: { pattern: /^(0|[1-9][0-9]*)(\.[0-9]{0,2}[1-9])?$/, name: "number of thousandths" },
  word: { pattern: /^[a-z0-9.-]+$/, name: "word" },
  words: { pattern: /^[a-z0-9.-]+( [a-z0-9.-]+)*$/, name: "list of words" },
  date: { pattern: /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/, name: "day" },
};

function rowFaults({ width, fields }: CsvRow, { columns }: DatasetDefinition): Faults {
  if (width !== columns.length) return ["has another number of fields than the header"];
  let faults: string[] | undefined;
  for (const column of columns) {
    const detail = cellFault(fields[column.name] ?? "", column);
    if (detail !== undefined) faults = [...(faults ?? []), `${column.name} ${detail}`];
  }
  return faults ?? faultless;
}

const NEGATIVE_NUMBER = /^-[0-9]+(\.[0-9]+)?$/;

function cellFault(cell: string, column: Column): string | undefined {
  if (cell.trim() === "") return "is blank";
  const kind = kindOf(column);
  if (kind !== "text") {
    const { pattern, name } = kinds[kind];
    return pattern.test(cell) || allowedSymbols.has(cell) ? undefined : `holds neither a ${name} nor a symbol`;
  }
  return /^[=+\-@\t]/.test(cell) && !NEGATIVE_NUMBER.test(cell) ? "begins like a formula" : undefined;
}
