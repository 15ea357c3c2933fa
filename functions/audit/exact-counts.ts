/**
 * The exact counts behind every figure of a campaign, straight from its tally. This repeats what the benchmark function
 * computes, on purpose and by other means: a mistake must be made twice to be published.
 */
import type { GroupCounts, Tally } from "#shared/survey/tally.ts";
import type { Block, Group, Layout } from "./layout.ts";

/** `count` of `base` valid answers. */
export interface Share {
  readonly count: number;
  readonly base: number;
}

/** Compact: of a tally nothing else stays in memory. */
export interface ExactCounts {
  readonly layout: Layout;
  /** By the places that the layout gives. */
  readonly counts: Int32Array;
  /** By the position of the block. */
  readonly bases: Int32Array;
}

/** The tally was not made with the questionnaire of its campaign. */
export class TallyDoesNotFit extends Error {
  override readonly name = "TallyDoesNotFit";
  readonly measure: string;
  constructor(measure: string) {
    super(`a tally does not count ${measure} in every group; run the night again, so that it is counted anew`);
    this.measure = measure;
  }
}

/** @throws TallyDoesNotFit */
export function exactCountsOf(tally: Tally, layout: Layout): ExactCounts {
  const counts = new Int32Array(layout.countsInAll);
  const bases = new Int32Array(layout.blocks.length);
  for (const { measure, group, start, position } of layout.blocks) {
    const counting = groupIn(tally, group);
    const counted = counting && measure.countIn(counting);
    if (counted === undefined || counted.counts.length !== measure.bands.length) throw new TallyDoesNotFit(measure.id);
    counts.set(counted.counts, start);
    bases[position] = counted.base;
  }
  return { layout, counts, bases };
}

function groupIn({ total, by }: Tally, { breakdown, category }: Group): GroupCounts | undefined {
  return breakdown === "total" ? total : by[breakdown][category];
}

/** @param band by position among the measure's bands */
export function shareOf({ counts, bases }: ExactCounts, { start, position }: Block, band: number): Share {
  return { count: counts[start + band] ?? 0, base: bases[position] ?? 0 };
}

/** The counts of a block by band, a view. */
export function countsOf({ counts }: ExactCounts, { start, measure }: Block): Int32Array {
  return counts.subarray(start, start + measure.bands.length);
}
