/** The tables of one authority: everybody, and the categories of each breakdown, which sum to everybody in every band. */
import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import { type AuthorityBreakdown, authorityBreakdowns } from "#shared/survey/tally.ts";
import { everybody, type Group, type Layout, type Measure } from "../layout.ts";
import type { BoundsOf } from "./attack.ts";
import { anything, type Counts, noEnd } from "./demand.ts";
import { Sum } from "./linear-model.ts";
import {
  areEndsInDoubt,
  endTargets,
  fewestAtEnd,
  hiddenTargets,
  type NamedTarget,
  type OpenBlock,
  openBlock,
  type Reading,
  sumOf,
  sumsOf,
  withoutEach,
} from "./open-blocks.ts";
import { nameOfNation, type PublishedCampaign } from "./published-figures.ts";

/** The counts by band of a group that the attacker knows without any file; undefined for what is not known so. */
export type KnownCounts = (
  campaign: PublishedCampaign["campaign"],
  measure: Measure,
  group: Group,
) => readonly number[] | undefined;

/** Whether a group that is withheld has enough answers to be published: not what an attacker knows, but what a judge does. */
export type WithheldForOthers = (campaign: PublishedCampaign["campaign"], measure: Measure, group: Group) => boolean;

/** A campaign that publishes a measure of everybody. */
export interface OwnTables {
  readonly published: PublishedCampaign;
  readonly measure: Measure;
  /** By `nameOfGroup`. */
  readonly blocks: ReadonlyMap<string, OpenBlock>;
  readonly total: OpenBlock;
}

export const nameOfGroup = ({ breakdown, category }: Group) =>
  breakdown === "total" ? breakdown : `${breakdown} ${category}`;

const ALL_HIDDEN = "all withheld groups together";

/** The groups of one breakdown. */
export function categoriesOf({ groups }: Layout, breakdown: Group["breakdown"]): readonly Group[] {
  return groups.filter((group) => group.breakdown === breakdown);
}

/** Undefined where nothing of everybody is published: then nothing else is, and the campaign is in no pool. */
export function ownTables(
  published: PublishedCampaign,
  measure: Measure,
  known: KnownCounts,
  reading: Reading,
): OwnTables | undefined {
  const { campaign, shares } = published;
  const { model, policy } = reading;
  const step = policy.baseRoundedTo;
  const blockFor = (group: Group, atMost: (band: number) => number) => {
    const given = { step, atMost, counts: known(campaign, measure, group) };
    return openBlock(shares, shares.layout.blockOf(measure, group), given, reading);
  };
  const totalBlock = shares.layout.blockOf(measure, everybody);
  if (measure.bands.every((_, band) => shares.own(totalBlock, band).base === undefined)) return undefined;
  const total = blockFor(everybody, () => 0);
  const mostOfTotal = (band: number) => {
    const cell = total.cells[band];
    if (cell === undefined) return 0;
    return "known" in cell ? cell.known : (model.upper[cell.column] ?? 0);
  };
  const blocks = new Map([[nameOfGroup(everybody), total]]);
  for (const breakdown of authorityBreakdowns) {
    const categories = categoriesOf(shares.layout, breakdown);
    for (const group of categories) blocks.set(nameOfGroup(group), blockFor(group, mostOfTotal));
    for (const [band, cell] of total.cells.entries()) {
      const sum = new Sum().add(cell, -1);
      for (const group of categories) sum.addAll(blocks.get(nameOfGroup(group))?.cells.slice(band, band + 1) ?? []);
      model.keep(sum, 0, 0);
    }
    leaveNobody(
      total,
      categories.flatMap((group) => blocks.get(nameOfGroup(group)) ?? []),
      reading,
    );
  }
  return { published, measure, blocks, total };
}

/**
 * Withheld groups hold nobody, or together as many as the policy demands: where they may be too few, and may be nobody,
 * they are nobody, as whoever knows the rule knows.
 */
function leaveNobody(total: OpenBlock, blocks: readonly OpenBlock[], { model, policy }: Reading): void {
  const seen = blocks.filter((block) => !isWithheld(block)).map((block) => ({ block }));
  const { lowest, highest } = basesLeft(total, seen);
  if (lowest > 0 || highest >= policy.protectedWidth) return;
  for (const cell of blocks.filter(isWithheld).flatMap(({ cells }) => cells)) {
    if ("column" in cell) model.upper[cell.column] = 0;
  }
}

const isWithheld = ({ published, isOwn }: OpenBlock) => published === undefined && !isOwn;

/**
 * @param inNation what the nation publishes of all that is hidden of a group and band, where it is exact
 * @param isWithheldForOthers never, where nobody says
 */
export function ownTargets(
  tables: OwnTables,
  inNation: (group: Group, band: number) => number,
  reading: Reading,
  isWithheldForOthers?: WithheldForOthers,
): NamedTarget[] {
  const { model, policy } = reading;
  const { published, measure, blocks, total } = tables;
  const { campaign, shares } = published;
  const file = benchmarks.path;
  const place = `${nameOfNation(campaign)} ${campaign.authority.code}, ${measure.level} ${measure.id}`;
  const width = policy.protectedWidth;
  // Whoever is counted in a range knows one of its counts: of what an insider knows the rules speak of withheld groups alone.
  const isInside = [...blocks.values()].some(({ isOwn }) => isOwn);
  const ends = (block: OpenBlock, everybody: readonly Sum[] | undefined, name: string) =>
    isInside ? [] : endTargets(block, everybody, reading, { file, name }, measure.bands);
  const targets = ends(total, undefined, `${place}, total`);
  const inTotal = total.cells.map((cell) => new Sum().add(cell));
  targets.push(...hiddenCellTargets(total, `${place}, total`));
  for (const breakdown of authorityBreakdowns) targets.push(...ofBreakdown(breakdown));
  return targets;

  function ofBreakdown(breakdown: AuthorityBreakdown): NamedTarget[] {
    const inBreakdown = categoriesOf(shares.layout, breakdown).flatMap((group) => {
      const block = blocks.get(nameOfGroup(group));
      return block === undefined ? [] : [{ group, block, name: `${place}, ${nameOfGroup(group)}` }];
    });
    const hidden = inBreakdown.filter(({ block }) => isWithheld(block));
    const seen = inBreakdown.filter(({ block }) => !isWithheld(block));
    const ofSeen = seen.flatMap(({ block, name }) => [
      ...ends(block, inTotal, name),
      ...hiddenCellTargets(block, name),
    ]);
    if (hidden.length === 0) return ofSeen;
    const together = measure.bands.map((_, band) =>
      new Sum().addAll(hidden.flatMap(({ block }) => block.cells.slice(band, band + 1))),
    );
    const left = basesLeft(total, seen);
    const leastSeen = (band: number) =>
      seen.reduce((least, { block }) => least - model.most(new Sum().addAll(block.cells.slice(band, band + 1), -1)), 0);
    const mostIn = inTotal.map((sum, band) => model.most(sum) - leastSeen(band));
    if (left.highest < width) return [...ofSeen, nobodyLeft(together, `${place}, ${breakdown}`)];
    return [
      ...ofSeen,
      ...hidden.flatMap(({ group, block, name }) => {
        const cells = block.cells.map((cell) => new Sum().add(cell));
        const most = (band: number) => Math.min(inNation(group, band), mostIn[band] ?? 0);
        const hasEnough = isWithheldForOthers?.(campaign, measure, group) ?? false;
        return hiddenTargets(cells, together, most, reading, { file, name }, measure.bands, hasEnough);
      }),
      ...residualTargets(together, left, `${place}, ${breakdown}`),
    ];
  }

  /** Bands that are withheld in a block of which others are published. */
  function hiddenCellTargets({ cells, published: printed, isOwn }: OpenBlock, name: string): NamedTarget[] {
    if (printed === undefined || isOwn) return [];
    const hidden = [...cells.entries()].filter(([band]) => printed.bands[band]?.status === "hidden");
    const together = new Sum().addAll(hidden.map(([, cell]) => cell));
    return hidden.map(([band, cell]) => ({
      sum: new Sum().add(cell),
      demand: anything(width),
      excuse: {
        by: [together],
        holds: (known: Counts, boundsOf: BoundsOf) => anything(width, boundsOf(together).highest)(known),
      },
      file,
      name: `${name}, band ${measure.bands[band]}: a withheld count of a published group can be narrowed down`,
    }));
  }

  /** Too few to be withheld by the policy's rule: so there is nobody at all. */
  function nobodyLeft(together: readonly Sum[], name: string): NamedTarget {
    return {
      sum: sumOf(together),
      demand: ({ lowest }) => lowest === 0,
      file,
      name: `${name}, ${ALL_HIDDEN}: they are fewer than may be withheld together, and more than nobody`,
    };
  }

  /**
   * What is left of everybody once the published groups are taken away is judged as if it were published, with the fewest
   * answers that it may have and be withheld. Less what an insider knows of it, it must only be enough.
   */
  function residualTargets(together: readonly Sum[], left: Counts, name: string): NamedTarget[] {
    const base = sumOf(together);
    const [others, mostOthers] = [withoutEach(together), withoutEach(inTotal)];
    const few = fewestAtEnd(left, policy);
    const mostIn = (band: number) => model.most(inTotal[band] ?? base);
    const areOthersInDoubt = ({ lowest, highest }: Counts, band: number) =>
      left.lowest - lowest > few ||
      (left.lowest === left.highest &&
        noEnd(
          few,
          model.most(mostOthers[band] ?? base),
        )({ lowest: left.lowest - highest, highest: left.lowest - lowest }));
    const enough: NamedTarget = {
      sum: base,
      // Where it may be nobody it is nobody, as everybody knows who knows the rule.
      demand: ({ lowest, highest }) => lowest === 0 || highest >= policy.minimumBase,
      file,
      name: `${name}, ${ALL_HIDDEN}: they are fewer than may be withheld together`,
    };
    if (isInside) return [enough];
    return [
      enough,
      ...together.map((sum, band): NamedTarget => {
        const atEnds = { sum, others: others[band] ?? base, most: inTotal[band], mostOthers: mostOthers[band] };
        return {
          sum,
          demand: (known) => noEnd(few, mostIn(band))(known) && areOthersInDoubt(known, band),
          excuse: {
            by: [base, ...sumsOf(atEnds)],
            holds: (_, boundsOf) => areEndsInDoubt(atEnds, fewestAtEnd(boundsOf(base), policy), boundsOf),
          },
          file,
          name: `${name}, ${ALL_HIDDEN}, band ${measure.bands[band]}: more can be known of a share than its range would say`,
        };
      }),
    ];
  }
}

/** How many answers the groups that are not published may have together. */
function basesLeft(total: OpenBlock, seen: readonly { readonly block: OpenBlock }[]): Counts {
  const basesOf = ({ published, base }: OpenBlock): Counts => {
    if (base !== undefined && "known" in base) return { lowest: base.known, highest: base.known };
    return { lowest: published?.bases[0] ?? 0, highest: published?.bases.at(-1) ?? 0 };
  };
  return seen.reduce((left, { block }) => {
    const taken = basesOf(block);
    return { lowest: left.lowest - taken.highest, highest: left.highest - taken.lowest };
  }, basesOf(total));
}
