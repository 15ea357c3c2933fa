/**
 * What generalisation and suppression cost, by ARX's metric "Loss" in its default form: domain shares, suppression as bad
 * as full generalisation, aggregated over the quasi-identifiers by the geometric mean, all of them of one weight.
 *
 * Source: ARX, github.com/arx-deidentifier/arx, `org.deidentifier.arx.metric.v2`: `MetricMDNMLoss` (sums, normalisation),
 * `DomainShareMaterialized` (shares), `ILMultiDimensionalGeometricMean` (aggregate); after V. S. Iyengar (2002),
 * Transforming data to satisfy privacy constraints, KDD '02, 279-288.
 */
import type { EquivalenceClasses } from "./equivalence-classes.ts";
import { domainSize } from "./hierarchy.ts";
import type { Node } from "./lattice.ts";
import type { EncodedMicrodata } from "./microdata.ts";

/**
 * By quasi-identifier and level: how many exact values the records' generalised values stand for, summed over all records.
 * A record that is suppressed already stands for the whole domain.
 */
export type LeafSums = readonly (readonly number[])[];

export function leafSums({ size, places, quasiIdentifiers }: EncodedMicrodata): LeafSums {
  return quasiIdentifiers.map(({ hierarchy, codes }) =>
    codes.map((column, level) => {
      const leaves = hierarchy.leaves[level] as Int32Array;
      const ofLiving = column.reduce((sum, code) => sum + (leaves[code] as number), 0);
      return ofLiving + (size - places.length) * domainSize(hierarchy);
    }),
  );
}

/**
 * The loss of one quasi-identifier: the mean share of its domain that a record's value stands for, put on a scale from 0
 * where all values are exact to 1 where all are as general as can be or suppressed. 0 where the domain has one value only.
 *
 * @param leafSum exact values that the records stand for, summed over the records
 * @param domain exact values that there are
 * @example attributeLoss(6, 4, 3) // of three values, two records exact, two that stand for two: (6 - 4) / (12 - 4) = 0.25
 */
export function attributeLoss(leafSum: number, records: number, domain: number): number {
  return domain === 1 ? 0 : (leafSum - records) / (records * domain - records);
}

/** Losses that differ only in the errors of their last binary digits are the same. */
const DECIMALS = 1e12;

/**
 * The geometric mean of 1 more than each, less 1; to twelve decimals.
 *
 * @example geometricMean([1, 0]) // √(2 x 1) - 1 = 0.414213562373
 */
export function geometricMean(losses: readonly number[]): number {
  const product = losses.reduce((soFar, loss) => soFar * (1 + loss), 1);
  return Math.round((product ** (1 / losses.length) - 1) * DECIMALS) / DECIMALS;
}

/** The loss of a node before anything is suppressed for it: never more than with that, nor than that of a successor. */
export function lossWithoutSuppression(microdata: EncodedMicrodata, sums: LeafSums, node: Node): number {
  return loss(microdata, (attribute) => sums[attribute]?.[node[attribute] as number] as number);
}

/** The loss of a node where the classes marked are suppressed. */
export function lossWithSuppression(
  microdata: EncodedMicrodata,
  sums: LeafSums,
  node: Node,
  { firsts, sizes }: EquivalenceClasses,
  isSuppressed: Uint8Array,
): number {
  return loss(microdata, (attribute) => {
    const { hierarchy, codes } = microdata.quasiIdentifiers[attribute] as EncodedMicrodata["quasiIdentifiers"][number];
    const level = node[attribute] as number;
    const leaves = hierarchy.leaves[level] as Int32Array;
    const column = codes[level] as Int32Array;
    let leafSum = sums[attribute]?.[level] as number;
    for (let place = 0; place < isSuppressed.length; place += 1) {
      if (isSuppressed[place] === 0) continue;
      const gained = domainSize(hierarchy) - (leaves[column[firsts[place] as number] as number] as number);
      leafSum += (sizes[place] as number) * gained;
    }
    return leafSum;
  });
}

function loss({ size, quasiIdentifiers }: EncodedMicrodata, leafSumOf: (attribute: number) => number): number {
  return geometricMean(
    quasiIdentifiers.map(({ hierarchy }, attribute) =>
      attributeLoss(leafSumOf(attribute), size, domainSize(hierarchy)),
    ),
  );
}
