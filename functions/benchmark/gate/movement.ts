/** Who came to a campaign and who left it between two versions of its counts. They are counted, never named. */
import { breakdowns, type GroupCounts, type GroupedCounts } from "#shared/survey/tally.ts";

/** The bands of one measure in one group; or, alone, how many respondents the group has. */
export type MovedBlock = readonly number[];

export interface Movement {
  readonly came: Iterable<MovedBlock>;
  /** Negative where the two versions cannot be told apart by those who came and left alone. */
  readonly left: Iterable<MovedBlock>;
}

/**
 * The answers of those who left are gone: left = before + came - now, count by count.
 * @param arrivals of those who are counted now and were not before
 */
export function movementBetween(before: GroupedCounts, arrivals: GroupedCounts, now: GroupedCounts): Movement {
  const [were, came, are] = [blocksOf(before), blocksOf(arrivals), blocksOf(now)];
  const left = new Map<string, MovedBlock>();
  for (const name of new Set([...were.keys(), ...came.keys(), ...are.keys()])) {
    const at = (blocks: ReadonlyMap<string, MovedBlock>, band: number) => blocks.get(name)?.[band] ?? 0;
    const bands = Math.max(...[were, came, are].map((blocks) => blocks.get(name)?.length ?? 0));
    left.set(
      name,
      Array.from({ length: bands }, (_, band) => at(were, band) + at(came, band) - at(are, band)),
    );
  }
  return { came: came.values(), left: left.values() };
}

function blocksOf({ total, by }: GroupedCounts): ReadonlyMap<string, MovedBlock> {
  const blocks = new Map(blocksOfGroup("total", total));
  for (const breakdown of breakdowns) {
    for (const [category, group] of Object.entries(by[breakdown])) {
      for (const [name, block] of blocksOfGroup(`${breakdown}/${category}`, group)) blocks.set(name, block);
    }
  }
  return blocks;
}

/** An item is published by its bands, and these are the bands of its indicator. */
function* blocksOfGroup(group: string, counted: GroupCounts): Iterable<readonly [name: string, MovedBlock]> {
  yield [group, [counted.respondents]];
  for (const level of ["indicators", "derived"] as const) {
    for (const [measure, { counts }] of Object.entries(counted[level])) yield [`${group}/${level}/${measure}`, counts];
  }
}
