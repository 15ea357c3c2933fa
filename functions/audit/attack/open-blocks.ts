/** The counts of one block as quantities of a model: known, or unknown between what its row allows. */
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { endFor } from "../demand.ts";
import type { Block } from "../layout.ts";
import type { BoundsOf, Target } from "./attack.ts";
import { allOf, anything, atEnd, type Counts, noEnd } from "./demand.ts";
import { isKnown, type LinearModel, type Quantity, Sum } from "./linear-model.ts";
import { type PossibleBand, type PossibleBlock, possibleBlock } from "./possible-blocks.ts";
import type { PrintedShares } from "./published-figures.ts";

/** Something of which too much must not be known, in words for who reads the findings: never a figure. */
export interface NamedTarget extends Target {
  readonly file: string;
  readonly name: string;
}

export interface OpenBlock {
  /** By band. */
  readonly cells: readonly Quantity[];
  readonly base: Quantity | undefined;
  /** Undefined where nothing of the block is published. */
  readonly published: PossibleBlock | undefined;
  /** Its counts are known to the attacker, whatever is published. */
  readonly isOwn: boolean;
}

export interface Reading {
  readonly model: LinearModel;
  readonly policy: DisclosurePolicy;
  /** Whether the attacker knows when a pool is rounded up and when down, which only the code says. */
  readonly isDirectionKnown: boolean;
}

interface Given {
  /** To which the printed base was rounded. */
  readonly step: number;
  /** By band, for a block of which nothing is published. */
  readonly atMost: (band: number) => number;
  /** By band, for a block that the attacker knows. */
  readonly counts?: readonly number[] | undefined;
}

export function openBlock(
  shares: PrintedShares,
  block: Block,
  { step, atMost, counts: own }: Given,
  { model, policy }: Reading,
): OpenBlock {
  const printed = block.measure.bands.map((_, band) => shares.own(block, band));
  const possible = possibleBlock(printed, step, policy);
  if (possible === "impossible") model.isContradictory = true;
  if (own !== undefined) {
    return {
      cells: own.map((known) => ({ known })),
      base: { known: own.reduce((sum, count) => sum + count, 0) },
      published: typeof possible === "string" ? undefined : possible,
      isOwn: true,
    };
  }
  if (typeof possible === "string") {
    const cells = block.measure.bands.map((_, band) => model.count(0, atMost(band)));
    return { cells, base: undefined, published: undefined, isOwn: false };
  }
  const { bases, bands } = possible;
  const cells = bands.map(({ counts }) => model.count(counts.lowest, counts.highest));
  const base = model.count(bases[0] ?? 0, bases.at(-1) ?? 0);
  model.keep(new Sum().addAll(cells).add(base, -1), 0, 0);
  if (!isKnown(base)) keepPerCents(cells, bands, base, model);
  return { cells, base, published: possible, isOwn: false };
}

/** Where the base is not known, the printed per cents tie each count to it. */
function keepPerCents(
  cells: readonly Quantity[],
  bands: readonly PossibleBand[],
  base: Quantity,
  model: LinearModel,
): void {
  for (const [place, { status, atLeast, atMost }] of bands.entries()) {
    const cell = cells[place];
    if (status === "hidden" || cell === undefined) continue;
    const less = (percent: number) => new Sum().add(cell).add(base, -percent / 100);
    if (atLeast > 0) model.keep(less(atLeast - 0.5), 0, Number.POSITIVE_INFINITY);
    if (atMost < 100) model.keep(less(atMost + 0.5), Number.NEGATIVE_INFINITY, 0);
  }
}

/**
 * Each range that codes an end of the scale: all of it must remain possible, as far as what is known of everybody allows.
 * An end at 100 per cent is judged by those outside of the band, of whom there are as few whatever the base.
 *
 * @param everybody by band, of whom the block is about a group
 */
export function endTargets(
  { cells, base, published, isOwn }: OpenBlock,
  everybody: readonly Sum[] | undefined,
  { model }: Pick<Reading, "model">,
  place: { readonly file: string; readonly name: string },
  bandNames: readonly string[],
): NamedTarget[] {
  if (published === undefined || base === undefined || isOwn) return [];
  const { bases, bands } = published;
  return bands.flatMap(({ isEnd, atLeast, atMost }, band): NamedTarget[] => {
    const cell = cells[band];
    if (!isEnd || cell === undefined) return [];
    const isHigh = atLeast > 0;
    const few = (answers: number) => atEnd(answers, isHigh ? 100 - atLeast : atMost);
    const others = everybody && withoutEach(everybody)[band];
    const [together, apart] = isHigh ? [others, everybody?.[band]] : [everybody?.[band], others];
    const leastFor = (answers: number) => (apart === undefined ? 0 : answers - model.most(apart));
    const all = {
      lowest: Math.max(0, ...bases.map(leastFor)),
      highest: Math.min(...bases.map(few)),
    };
    const sum = isHigh ? new Sum().add(base).add(cell, -1) : new Sum().add(cell);
    const name = `${place.name}, band ${bandNames[band]}: more can be known of a coded share than its range`;
    const excuse = together && {
      by: [together],
      holds: (known: Counts, boundsOf: BoundsOf) => allOf(all, boundsOf(together).highest)(known),
    };
    return [{ sum, demand: allOf(all), ...(excuse && { excuse }), file: place.file, name }];
  });
}

/**
 * A withheld group: how many answers it has, and how many in each band. Of one that has certainly enough to be published
 * no more is demanded than if it were: that its ends stay in doubt.
 *
 * @param group by band
 * @param together all that is withheld with it, by band; undefined where that is not known to be withheld
 * @param most more than that it cannot be anyway, by band
 * @param hasEnough whether the group has enough answers to be published, and is withheld for others' sake alone
 */
export function hiddenTargets(
  group: readonly Sum[],
  together: readonly Sum[] | undefined,
  most: (band: number) => number,
  { policy }: Pick<Reading, "policy">,
  place: { readonly file: string; readonly name: string },
  bandNames: readonly string[],
  hasEnough = false,
): NamedTarget[] {
  const { protectedWidth: width, minimumBase } = policy;
  const base = sumOf(group);
  const [others, mostOthers] = [withoutEach(group), together && withoutEach(together)];
  const all = together && sumOf(together);
  /** So few may not be withheld together: where it may be nobody it is nobody. */
  const isNobody = (boundsOf: BoundsOf) => {
    const { lowest, highest } = all === undefined ? { lowest: 1, highest: 1 } : boundsOf(all);
    return lowest === 0 && highest < width;
  };
  const ofBase: readonly NamedTarget[] = [
    {
      sum: base,
      demand: (known) => known.lowest >= minimumBase || anything(width)(known),
      excuse: { by: all === undefined ? [] : [all], holds: (_, boundsOf) => isNobody(boundsOf) },
      file: place.file,
      name: `${place.name}: the number of answers of a withheld group can be narrowed down`,
    },
  ];
  return [
    ...(hasEnough ? [] : ofBase),
    ...group.map((sum, band): NamedTarget => {
      const inBand = together?.[band];
      const ends = { sum, others: others[band] ?? base, most: inBand, mostOthers: mostOthers?.[band] };
      return {
        sum,
        demand: anything(width, most(band)),
        excuse: {
          by: [base, ...(all === undefined ? [] : [all]), ...sumsOf(ends)],
          holds: (known, boundsOf) =>
            (inBand !== undefined && anything(width, Math.min(most(band), boundsOf(inBand).highest))(known)) ||
            isNobody(boundsOf) ||
            ((hasEnough || boundsOf(base).lowest >= minimumBase) &&
              areEndsInDoubt(ends, fewestAtEnd(boundsOf(base), policy), boundsOf)),
        },
        file: place.file,
        name: `${place.name}, band ${bandNames[band]}: a count of a withheld group can be narrowed down`,
      };
    }),
  ];
}

/** A count in a group that has enough answers to be published. */
export interface Ends {
  readonly sum: Sum;
  /** In the other bands of the group. */
  readonly others: Sum;
  /** More than in these there cannot be. */
  readonly most: Sum | undefined;
  readonly mostOthers: Sum | undefined;
}

export function sumsOf({ sum, others, most, mostOthers }: Ends): Sum[] {
  return [sum, others, most, mostOthers].filter((each) => each !== undefined);
}

/** @param few so many in the band, or outside of it, would have been coded as an end of the scale */
export function areEndsInDoubt({ sum, others, most, mostOthers }: Ends, few: number, boundsOf: BoundsOf): boolean {
  const isInDoubt = (count: Sum, atMost: Sum | undefined) =>
    noEnd(few)(boundsOf(count)) || (atMost !== undefined && noEnd(few, boundsOf(atMost).highest)(boundsOf(count)));
  return isInDoubt(sum, most) && isInDoubt(others, mostOthers);
}

/** The fewest answers at an end of the scale that are coded with any base from here to there. */
export function fewestAtEnd({ lowest, highest }: Counts, policy: DisclosurePolicy): number {
  const starts = policy.endCodings.map(({ fromBase }) => fromBase).filter((base) => lowest < base && base <= highest);
  return Math.min(
    ...[Math.max(lowest, policy.minimumBase), ...starts].map((base) => atEnd(base, endFor(base, policy) ?? 0)),
  );
}

/** For each band the sum over all the others. */
export function withoutEach(sums: readonly Sum[]): Sum[] {
  return sums.map((_, band) => sumOf(sums.filter((_, other) => other !== band)));
}

/** Of several sums. */
export function sumOf(sums: readonly Sum[]): Sum {
  const all = new Sum();
  for (const { known, terms } of sums) {
    all.known += known;
    for (const [column, times] of terms) all.add({ column }, times);
  }
  return all;
}
