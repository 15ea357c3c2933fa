/** The count of a pool, of which nobody can learn what a contributor withholds by taking all the others away. */
import type { OwnShare } from "#shared/release/cell.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";

export type Contribution = Pick<OwnShare, "count" | "shown">;

export interface RoundedPool {
  readonly count: number;
  /** To a multiple of which the open part was rounded; 0 where everything in it is published exactly. */
  readonly step: number;
}

/**
 * What is published exactly is added as it is. What is a range or hidden is added up and rounded, up or down, to a multiple
 * of a step that depends on the published ranges alone, and in that direction which leaves every contributor all of its
 * range: if any one of them were anything else that its own table allows, all others as they are, the pool could still be
 * the one that is published. That holds for each pool that a contributor is ever part of, so that neither last night's
 * pool nor an authority that knows its own counts takes anything away from it.
 *
 * @example ranges 0 to 4 with 1, 3 and 2 in them: step 10, since 4 + 4 are under it; 6 becomes 10, and 6 to 10 or 2 is within 9 of it
 */
export function roundedPool(contributions: readonly Contribution[], policy: DisclosurePolicy): RoundedPool {
  let known = 0;
  let open = 0;
  let up = 0;
  let down = 0;
  for (const { count, shown } of contributions) {
    if (shown.status === "exact") {
      known += count;
      continue;
    }
    const width = shown.status === "range" ? shown.highest - shown.lowest : undefined;
    open += count;
    up = Math.max(up, width ?? policy.protectedWidth - 1);
    down = Math.max(down, width ?? policy.protectedWidth);
  }
  if (up === 0 && down === 0) return { count: known + open, step: 0 };
  const step = policy.pool.baseRoundedTo * Math.ceil((up + down + 1) / policy.pool.baseRoundedTo);
  const above = open % step;
  return { count: known + open - above + (above <= step - 1 - up ? 0 : step), step };
}
