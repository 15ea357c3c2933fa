/** Records of persons as they come in, and as numbers that can be grouped fast. */
import { type Hierarchy, topLevel } from "./hierarchy.ts";
import type { Node } from "./lattice.ts";

/** By attribute. What is undefined was not answered. */
export type MicrodataRecord = Readonly<Record<string, string | undefined>>;

export interface QuasiIdentifier {
  readonly name: string;
  /** Holds every value of every record; what is not known must be a value of it as well. */
  readonly hierarchy: Hierarchy;
}

export interface SensitiveAttribute {
  readonly name: string;
  /** Ordinal where the values are steps of one scale, as bands of an opinion and rungs of a ladder are. */
  readonly order: "ordinal" | "nominal";
  /** Its whole domain, in the order of the scale where it is ordinal. */
  readonly values: readonly string[];
}

export interface Microdata {
  readonly records: readonly MicrodataRecord[];
  /** One at least. */
  readonly quasiIdentifiers: readonly QuasiIdentifier[];
  readonly sensitive?: readonly SensitiveAttribute[];
  /** Places among the records, from 0, of those that are suppressed whatever is generalised. */
  readonly alreadySuppressed?: ReadonlySet<number>;
}

export interface EncodedQuasiIdentifier extends QuasiIdentifier {
  /** By level: the code of each living record. */
  readonly codes: readonly Int32Array[];
}

export interface EncodedSensitiveAttribute extends SensitiveAttribute {
  /** The code of each living record: the place of its value, or the number of values where it is missing. */
  readonly codes: Int32Array;
}

/** The living records, which are not suppressed already, in columns of codes. */
export interface EncodedMicrodata {
  /** All records, living or not. */
  readonly size: number;
  /** Of each living record: its place among all. */
  readonly places: Int32Array;
  readonly quasiIdentifiers: readonly EncodedQuasiIdentifier[];
  readonly sensitive: readonly EncodedSensitiveAttribute[];
}

/** Says where the value is, never what it is. */
export class UnknownValueError extends Error {
  override readonly name = "UnknownValueError";
  readonly attribute: string;
  /** Place among the records, from 0. */
  readonly place: number;

  constructor(attribute: string, place: number) {
    super(`record ${place} has a value of ${attribute} that is not in its domain`);
    this.attribute = attribute;
    this.place = place;
  }
}

export class InvalidAttributesError extends Error {
  override readonly name = "InvalidAttributesError";
  /** Those named twice; none where there is no quasi-identifier. */
  readonly repeated: readonly string[];

  constructor(repeated: readonly string[]) {
    super(repeated.length > 0 ? `named twice: ${repeated.join(", ")}` : "no quasi-identifiers");
    this.repeated = repeated;
  }
}

/**
 * @throws InvalidAttributesError without quasi-identifiers, or where two attributes have one name
 * @throws UnknownValueError for a value outside its domain, and for a quasi-identifier without value
 */
export function encode({
  records,
  quasiIdentifiers,
  sensitive = [],
  alreadySuppressed = new Set(),
}: Microdata): EncodedMicrodata {
  const names = [...quasiIdentifiers, ...sensitive].map(({ name }) => name);
  const repeated = names.filter((name, place) => names.indexOf(name) !== place);
  if (repeated.length > 0 || quasiIdentifiers.length === 0) throw new InvalidAttributesError(repeated);
  const places = Int32Array.from(records.keys()).filter((place) => !alreadySuppressed.has(place));
  const living = (column: Int32Array) => places.map((place) => column[place] as number);
  return {
    size: records.length,
    places,
    quasiIdentifiers: quasiIdentifiers.map((attribute) => {
      const exact = living(column(records, attribute.name, attribute.hierarchy.labels[0] ?? []));
      const codes = attribute.hierarchy.codes.map((codeOf) => exact.map((code) => codeOf[code] as number));
      return { ...attribute, codes };
    }),
    sensitive: sensitive.map((attribute) => ({
      ...attribute,
      codes: living(column(records, attribute.name, attribute.values, attribute.values.length)),
    })),
  };
}

/** The node at which nothing more can be generalised. */
export function topNode(quasiIdentifiers: readonly QuasiIdentifier[]): Node {
  return quasiIdentifiers.map(({ hierarchy }) => topLevel(hierarchy));
}

function column(
  records: readonly MicrodataRecord[],
  name: string,
  domain: readonly string[],
  codeOfMissing?: number,
): Int32Array {
  const codeOf = new Map<string | undefined, number>(domain.map((value, code) => [value, code]));
  if (codeOfMissing !== undefined) codeOf.set(undefined, codeOfMissing);
  return Int32Array.from(records, (record, place) => {
    const code = codeOf.get(record[name]);
    if (code === undefined) throw new UnknownValueError(name, place);
    return code;
  });
}
