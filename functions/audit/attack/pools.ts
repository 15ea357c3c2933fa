/** What the printed pools of a wave tell of the sums over its authorities. */
import type { Group } from "../layout.ts";
import { everybody } from "../layout.ts";
import type { Counts } from "./demand.ts";
import { isKnown, Sum } from "./linear-model.ts";
import type { OpenBlock, Reading } from "./open-blocks.ts";
import { nameOfGroup, type OwnTables } from "./own-tables.ts";
import type { PrintedBand } from "./possible-blocks.ts";
import { type Lattice, type PooledBand, type PoolWindow, possiblePool } from "./possible-pools.ts";

/**
 * Keeps the sums over the members of a pool in what all that is printed of the pool allows.
 * @returns by band what the count behind the printed figures may be; undefined where nothing is printed
 * @param shownBy those whose rows print the pool without themselves
 * @param national what is printed of the whole pool, by band
 */
export function keepPool(
  group: Group,
  members: readonly OwnTables[],
  shownBy: readonly OwnTables[],
  national: readonly PrintedBand[] | undefined,
  reading: Reading,
): readonly Counts[] | undefined {
  const blocks = members.flatMap(({ blocks }) => blocks.get(nameOfGroup(group)) ?? []);
  const windows = [
    ...shownBy.map((tables) => othersWindow(tables, group)),
    national && nationalWindow(national),
  ].filter((window) => window !== undefined);
  if (windows.length === 0) return undefined;
  const [{ measure }] = members as readonly [OwnTables];
  const openSums = measure.bands.map((_, band) => openSumOf(blocks, band, reading));
  const counts = possiblePool(
    windows,
    openSums.map(({ lattice }) => lattice),
    reading.policy,
  );
  if (counts === undefined) {
    reading.model.isContradictory = true;
    return undefined;
  }
  for (const [band, { above, below }] of openSums.entries()) {
    const sum = new Sum().addAll(blocks.flatMap(({ cells }) => cells.slice(band, band + 1)));
    const { lowest, highest } = counts[band] ?? { lowest: 0, highest: Number.POSITIVE_INFINITY };
    reading.model.keep(sum, lowest - below, highest + above);
  }
  return counts;
}

interface OpenSum {
  readonly lattice: Lattice | undefined;
  /** How much more, and how much less, the true sum may be than the one behind the printed figures. */
  readonly above: number;
  readonly below: number;
}

/**
 * By the policy's rule what is open is added up and moved to a multiple of a step; down where that leaves room for the
 * widest doubt of any contributor above, else up. Who does not know when up and when down only knows that it is less than a
 * step away.
 */
function openSumOf(
  blocks: readonly OpenBlock[],
  band: number,
  { policy, isDirectionKnown }: Omit<Reading, "model">,
): OpenSum {
  let known = 0;
  let isLattice = true;
  let isOpen = false;
  const up = { lowest: 0, highest: 0 };
  const down = { lowest: 0, highest: 0 };
  const widen = (end: { lowest: number; highest: number }, { lowest, highest }: Counts) => {
    end.lowest = Math.max(end.lowest, lowest);
    end.highest = Math.max(end.highest, highest);
  };
  for (const { cells, published } of blocks) {
    const cell = cells[band];
    if (cell === undefined) continue;
    const printed = published?.bands[band];
    if (printed?.status === "exact") {
      if (isKnown(cell)) known += cell.known;
      else isLattice = false;
      continue;
    }
    isOpen = true;
    const hidden = { up: policy.protectedWidth - 1, down: policy.protectedWidth };
    const isHidden = printed === undefined || printed.status === "hidden";
    widen(up, isHidden ? { lowest: hidden.up, highest: hidden.up } : printed.widths);
    widen(down, isHidden ? { lowest: hidden.down, highest: hidden.down } : printed.widths);
  }
  if (!isOpen) return { lattice: isLattice ? { known, step: 0 } : undefined, above: 0, below: 0 };
  const multiple = policy.pool.baseRoundedTo;
  const stepFor = (all: number) => multiple * Math.ceil((all + 1) / multiple);
  const least = stepFor(up.lowest + down.lowest);
  const greatest = stepFor(up.highest + down.highest);
  return {
    lattice: isLattice && least === greatest ? { known, step: least } : undefined,
    above: greatest - 1 - (isDirectionKnown ? up.lowest : 0),
    below: isDirectionKnown ? up.highest : greatest - 1,
  };
}

function othersWindow({ published: { shares }, measure, blocks }: OwnTables, group: Group): PoolWindow | undefined {
  const own = blocks.get(nameOfGroup(group))?.published;
  const here = shares.layout.groups.find((other) => nameOfGroup(other) === nameOfGroup(group)) ?? everybody;
  if (own === undefined) return undefined;
  const block = shares.layout.blockOf(measure, here);
  const printed = measure.bands.map((_, band) => shares.others(block, band));
  const shownBase = printed.find(({ base }) => base !== undefined)?.base;
  if (shownBase === undefined) return undefined;
  return {
    shownBase,
    ownBase: { lowest: own.bases[0] ?? 0, highest: own.bases.at(-1) ?? 0 },
    bands: printed.map(({ atLeast, atMost, isExact }, band): PooledBand | undefined => {
      const mine = own.bands[band];
      if (atLeast === undefined || atMost === undefined || mine === undefined) return undefined;
      const [lowerWithout, upperWithout] =
        mine.status === "exact" ? [mine.counts, mine.counts] : [mine.highs, mine.lows];
      const areShares = mine.status !== "exact" || isExact;
      return { lowerWithout, upperWithout, areShares, atLeast, atMost };
    }),
  };
}

const NOBODY: Counts = { lowest: 0, highest: 0 };

function nationalWindow(printed: readonly PrintedBand[]): PoolWindow | undefined {
  const shownBase = printed.find(({ base }) => base !== undefined)?.base;
  if (shownBase === undefined) return undefined;
  const bands = printed.map(({ atLeast, atMost, isExact }): PooledBand | undefined => {
    if (atLeast === undefined || atMost === undefined) return undefined;
    return { lowerWithout: NOBODY, upperWithout: NOBODY, areShares: isExact, atLeast, atMost };
  });
  return { shownBase, ownBase: NOBODY, bands };
}
