/** A field of a row as formats with types hold it. */
import { type Field, type Kind, symbols } from "#shared/release/dataset.ts";

const allSymbols: ReadonlySet<Field> = new Set(Object.values(symbols));

export function isSymbol(field: Field): boolean {
  return allSymbols.has(field);
}

/** A number where the column holds numbers and no symbol stands there, else text. */
export function typedCell(field: Field, kind: Kind): Field {
  switch (kind) {
    case "text":
    case "word":
    case "words":
    case "date":
      return String(field);
    default:
      return isSymbol(field) ? field : Number(field);
  }
}
