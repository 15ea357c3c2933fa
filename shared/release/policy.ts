/**
 * The disclosure policy: what may leave, as data. Its id and version travel with every release; a figure that the
 * policy does not allow has no value behind the benchmark function.
 */

/** A share at or beyond these ends of the scale is published as a range. Applies to bases from `fromBase` upwards. */
export interface EndCoding {
  readonly fromBase: number;
  /** Whole per cent: a share that rounds to at least 100 minus this is coded, and with it its complement. */
  readonly endInPercent: number;
}

export interface DisclosurePolicy {
  readonly id: string;
  readonly version: number;
  /** A block with fewer valid answers is withheld whole: count, share and interval stand or fall together. */
  readonly minimumBase: number;
  /** In ascending order of `fromBase`; the first starts at `minimumBase`. */
  readonly endCodings: readonly EndCoding[];
  /** A base is shown to the nearest multiple of this. */
  readonly baseRoundedTo: number;
  readonly pool: {
    /** A pooled figure needs answers from at least so many authorities ... */
    readonly minimumAuthorities: number;
    /** ... none of which gives more than this share of the pool's valid answers. */
    readonly largestShare: number;
    readonly baseRoundedTo: number;
  };
}

/**
 * Ends are coded by base, not hidden: the rule of the National Center for Education Statistics (SLDS Technical Brief 3,
 * NCES 2011-603) as US states apply it. A share that rests on one or two children, or on all of them, is never exact,
 * and "nearly everyone feels safe" can still be said.
 */
export const defaultPolicy: DisclosurePolicy = {
  id: "ends-coded-by-base",
  version: 1,
  minimumBase: 10,
  endCodings: [
    { fromBase: 10, endInPercent: 20 },
    { fromBase: 20, endInPercent: 10 },
    { fromBase: 40, endInPercent: 5 },
    { fromBase: 100, endInPercent: 2 },
    { fromBase: 300, endInPercent: 1 },
  ],
  baseRoundedTo: 5,
  pool: { minimumAuthorities: 5, largestShare: 0.5, baseRoundedTo: 10 },
};

/** The part of a pool that no authority may exceed, as a sentence says it: "half", or "70%". */
export function largestShareInWords({ pool: { largestShare } }: DisclosurePolicy): string {
  return largestShare === 0.5 ? "half" : `${Number((100 * largestShare).toFixed(3))}%`;
}
