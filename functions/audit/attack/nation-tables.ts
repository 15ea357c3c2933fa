/** The tables of the nation: what they tell of the authorities, and what must not be known of them themselves. */
import { national } from "#shared/release/datasets/national.ts";
import { type Breakdown, breakdowns } from "#shared/survey/tally.ts";
import { everybody, type Group, type Measure, sameMeasureIn } from "../layout.ts";
import type { Counts } from "./demand.ts";
import { isKnown, type Quantity, Sum } from "./linear-model.ts";
import { endTargets, hiddenTargets, type NamedTarget, type OpenBlock, openBlock, type Reading } from "./open-blocks.ts";
import { categoriesOf, nameOfGroup, type OwnTables } from "./own-tables.ts";
import { keepPool } from "./pools.ts";
import type { PrintedShares } from "./published-figures.ts";

export interface NationTables {
  readonly targets: readonly NamedTarget[];
  /** The most that all authorities together can have of a group in a band, where that is printed exactly. */
  readonly mostOf: (group: Group, band: number) => number;
}

/** A category, and what is printed of it over all authorities. */
interface Category {
  readonly group: Group;
  readonly block: OpenBlock;
}

const endless = () => Number.POSITIVE_INFINITY;

/**
 * @param members of the wave itself: nobody stands in for the nation
 * @param shownBy those whose rows print the very same pool without themselves
 */
export function nationTables(
  name: string,
  shares: PrintedShares,
  measure: Measure,
  members: readonly OwnTables[],
  shownBy: readonly OwnTables[],
  reading: Reading,
): NationTables {
  const targets: NamedTarget[] = [];
  const most = new Map<string, readonly number[]>();
  const { layout } = shares;
  const { model, policy } = reading;
  const here = sameMeasureIn(layout, measure);
  if (here === undefined) return { targets, mostOf: endless };
  const bands = [...here.bands.keys()];
  const blockIn = (group: Group) => layout.blockOf(here, group);
  const isHidden = (group: Group) => bands.every((band) => shares.own(blockIn(group), band).base === undefined);
  const isShownByAnybody = (group: Group) =>
    members.some(({ blocks }) => blocks.get(nameOfGroup(group))?.published !== undefined);
  const sumOver = (group: Group, band: number) =>
    new Sum().addAll(
      members.flatMap(({ blocks }) => blocks.get(nameOfGroup(group))?.cells.slice(band, band + 1) ?? []),
    );
  const inTotal = bands.map((band) => sumOver(everybody, band));

  const total = pooled(everybody);
  const isPublished = !isHidden(everybody);
  for (const breakdown of breakdowns) {
    const categories = categoriesOf(layout, breakdown);
    const shown = categories.filter(isShownByAnybody);
    for (const group of shown) pooled(group);
    if (!isPublished) continue;
    if (shown.length > 0) exactSums(categories, shown);
    else if (total !== undefined) adjustedSums(breakdown, categories, total);
  }
  return { targets, mostOf: (group, band) => most.get(nameOfGroup(group))?.[band] ?? Number.POSITIVE_INFINITY };

  function pooled(group: Group): readonly Counts[] | undefined {
    const printed = bands.map((band) => shares.own(blockIn(group), band));
    return keepPool(group, members, shownBy, printed, reading);
  }

  /**
   * Of groups of which no authority publishes a figure, while it does of others: the true sums. Of one that the nation
   * withholds too nothing is known but what is known of its parts, and these are judged authority by authority.
   */
  function exactSums(categories: readonly Group[], shown: readonly Group[]): void {
    const isExact = (group: Group) => !shown.includes(group) && !isHidden(group) && isOverMembers(group);
    for (const group of categories.filter(isExact)) {
      const block = blockFor(group, () => 0);
      link({ group, block });
      targets.push(...endsOf(block, inTotal, group));
    }
  }

  /**
   * Of a breakdown of which no authority publishes anything: the categories sum to the pool of everybody as it is printed,
   * and the largest takes what that differs from the true sum.
   */
  function adjustedSums(breakdown: Breakdown, groups: readonly Group[], inPool: readonly Counts[]): void {
    if (groups.every(isHidden) || !groups.every(isOverMembers)) return;
    const mostOf = (band: number) => inPool[band]?.highest ?? 0;
    const everybodyIn = inPool.map(({ lowest, highest }) => model.count(lowest, highest));
    const categories = groups.map((group) => ({
      group,
      block: blockFor(group, (band) => Math.max(mostOf(band), model.most(inTotal[band] ?? new Sum()))),
    }));
    const baseOf = ({ block: { published } }: Category) => published?.bases.at(-1) ?? 0;
    const largest = Math.max(...categories.map(baseOf));
    const mayBeLargest = (category: Category) =>
      category.block.published === undefined || baseOf(category) + policy.pool.baseRoundedTo > largest;
    for (const [band, all] of everybodyIn.entries()) keepSum(band, all);
    if (breakdown === "gender" || breakdown === "age_band") {
      for (const category of categories) if (!mayBeLargest(category)) link(category);
    }
    const hidden = categories.filter(({ block }) => block.published === undefined);
    const together = bands.map((band) => new Sum().addAll(hidden.flatMap(({ block }) => cellsOf(block, band))));
    const totals = everybodyIn.map((cell) => new Sum().add(cell));
    for (const { group, block } of categories) {
      const cells = block.cells.map((cell) => new Sum().add(cell));
      targets.push(
        ...(block.published === undefined
          ? hiddenTargets(cells, together, mostOf, reading, placeOf(group), measure.bands)
          : endsOf(block, totals, group)),
      );
    }

    /** No count is adjusted below 0: where the largest may have ended there, the categories may be more together. */
    function keepSum(band: number, all: Quantity): void {
      const sum = new Sum().addAll(categories.flatMap(({ block }) => cellsOf(block, band))).add(all, -1);
      const isSurelyAboveNobody = categories
        .filter(mayBeLargest)
        .every(({ block }) => cellsOf(block, band).every((cell) => leastOf(cell) > 0));
      model.keep(sum, 0, isSurelyAboveNobody ? 0 : Number.POSITIVE_INFINITY);
    }
  }

  /** All that the authorities withhold of these, by band. */
  /** A range of a whole nation may hold hundreds: of it no more is owed than of any count, to be in doubt by so many. */
  function endsOf(block: OpenBlock, everybodyIn: readonly Sum[], group: Group): NamedTarget[] {
    return endTargets(block, everybodyIn, reading, placeOf(group), measure.bands).map((target) => ({
      ...target,
      demand: (known) => target.demand(known) || known.highest - known.lowest >= policy.protectedWidth,
    }));
  }

  /** What is printed of the category is the true sum over the authorities. */
  function link({ group, block }: Category): void {
    for (const [band, cell] of block.cells.entries()) model.keep(sumOver(group, band).add(cell, -1), 0, 0);
    if (block.published === undefined) return;
    const atMost = block.cells.map((cell) => model.most(new Sum().add(cell)));
    most.set(nameOfGroup(group), atMost);
  }

  /** Whose figures these are was settled when the wave was over: who joined later is not in them, and no file says who did. */
  function isOverMembers(group: Group): boolean {
    const authorities = shares.authorities(blockIn(group));
    return authorities === undefined || authorities === members.length;
  }

  function leastOf(cell: Quantity): number {
    return isKnown(cell) ? cell.known : (model.lower[cell.column] ?? 0);
  }

  function blockFor(group: Group, atMost: (band: number) => number): OpenBlock {
    return openBlock(shares, blockIn(group), { step: policy.pool.baseRoundedTo, atMost }, reading);
  }

  function placeOf(group: Group) {
    return { file: national.path, name: `${name}, ${measure.level} ${measure.id}, ${nameOfGroup(group)}` };
  }
}

const cellsOf = ({ cells }: OpenBlock, band: number) => cells.slice(band, band + 1);
