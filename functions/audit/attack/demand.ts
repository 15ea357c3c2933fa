/** What the policy demands of what an attacker may learn. */

/** Whole counts, both ends included. */
export interface Counts {
  readonly lowest: number;
  readonly highest: number;
}

/** Whether what can be known of a count is little enough. */
export type Demand = (known: Counts) => boolean;

/**
 * A suppressed count must remain anything from 0 to one less than the width, or anything in a range as wide as that, but
 * no more than there can be at most. That nobody is there at all may be known.
 */
export function anything(width: number, most = Number.POSITIVE_INFINITY): Demand {
  return ({ lowest, highest }) =>
    highest === 0 ||
    highest - lowest >= Math.min(width, most) ||
    (lowest === 0 && highest >= Math.min(width - 1, most));
}

/** A range that was published must remain possible from end to end, but no more than there can be at most. */
export function allOf(range: Counts, most = Number.POSITIVE_INFINITY): Demand {
  return ({ lowest, highest }) => lowest <= range.lowest && Math.min(range.highest, most) <= highest;
}

/**
 * A count that nobody published must not be known to lie at an end of the scale more closely than that end would have been
 * published: be it as few as this, all of it must remain possible.
 */
export function noEnd(few: number, most = Number.POSITIVE_INFINITY): Demand {
  return (known) => known.highest > few || allOf({ lowest: 0, highest: few }, most)(known);
}

/** The answers of a base that lie at a coded end of the scale. */
export function atEnd(base: number, endInPercent: number): number {
  return Math.floor((base * (2 * endInPercent + 1)) / 200);
}
