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
  /** Under a stricter profile a share of fewer children than this, or of all but fewer, is withheld; 0 for never. */
  readonly minimumCount: number;
  /**
   * What a suppressed count must remain possible to be: anything from 0 to one less than this, or anything in a range as
   * wide as this. So many answers must hidden groups of one breakdown hold together.
   */
  readonly protectedWidth: number;
  /** In ascending order of `fromBase`; the first starts at `minimumBase`. */
  readonly endCodings: readonly EndCoding[];
  /** A base is shown to the nearest multiple of this. */
  readonly baseRoundedTo: number;
  readonly pool: {
    /** A pooled figure needs answers from at least so many authorities ... */
    readonly minimumAuthorities: number;
    /** ... none of which gives more than this share of the pool's valid answers. */
    readonly largestShare: number;
    /** What is not exact in the own figures enters a pool rounded to a multiple of a multiple of this. */
    readonly baseRoundedTo: number;
    /** A pool is shown if its base is at least so many times the step to which its open part was rounded. */
    readonly basePerStep: number;
  };
}

/**
 * Ends are coded by base, not hidden: the rule of the National Center for Education Statistics (SLDS Technical Brief 3,
 * NCES 2011-603) as US states apply it. A share that rests on one or two children, or on all of them, is never exact,
 * and "nearly everyone feels safe" can still be said.
 */
export const defaultPolicy: DisclosurePolicy = {
  id: "ends-coded-by-base",
  version: 2,
  minimumBase: 10,
  minimumCount: 0,
  protectedWidth: 10,
  endCodings: [
    { fromBase: 10, endInPercent: 20 },
    { fromBase: 20, endInPercent: 10 },
    { fromBase: 40, endInPercent: 5 },
    { fromBase: 100, endInPercent: 2 },
    { fromBase: 300, endInPercent: 1 },
  ],
  baseRoundedTo: 5,
  pool: { minimumAuthorities: 5, largestShare: 0.5, baseRoundedTo: 10, basePerStep: 10 },
};

const withMinimumCount = (minimumCount: number): DisclosurePolicy => ({
  ...defaultPolicy,
  id: `ends-coded-by-base-minimum-count-${minimumCount}`,
  minimumCount,
});

/** Profiles by id: a stage names the one that its programme has chosen. */
export const disclosureProfiles = {
  default: defaultPolicy,
  "minimum-count-3": withMinimumCount(3),
  "minimum-count-5": withMinimumCount(5),
  "minimum-count-8": withMinimumCount(8),
} as const satisfies Readonly<Record<string, DisclosurePolicy>>;

export type DisclosureProfile = keyof typeof disclosureProfiles;

/** The part of a pool that no authority may exceed, as a sentence says it: "half", or "70%". */
export function largestShareInWords({ pool: { largestShare } }: DisclosurePolicy): string {
  return largestShare === 0.5 ? "half" : `${Number((100 * largestShare).toFixed(3))}%`;
}
