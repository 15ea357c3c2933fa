/** The search through the lattice for the generalisation that loses least. */
import { type EquivalenceClasses, type Room, refinerOf, roomFor, undivided } from "./equivalence-classes.ts";
import {
  asGeneralisation,
  type Edition,
  type Generalisation,
  type JudgedNode,
  judge,
  type PreparedEdition,
  prepare,
} from "./generalisation.ts";
import { domainSize } from "./hierarchy.ts";
import { recordsBelowK } from "./k-anonymity.ts";
import { compareNodes, type Node, nodesOf, numberOfNodes } from "./lattice.ts";
import { lossWithoutSuppression } from "./loss.ts";
import { isWithinLimit } from "./suppression.ts";

interface Effort {
  /** Nodes whose records were grouped; of all others it was known without that they are not acceptable or not the best. */
  readonly nodesChecked: number;
  /** How often records were grouped by one more attribute. To group a node for itself takes one for each attribute. */
  readonly groupings: number;
}

export interface Optimum extends Generalisation, Effort {
  /** In the part of the lattice that was searched. */
  readonly nodes: number;
}

/**
 * The acceptable generalisation that loses least: no node of the lattice is acceptable and loses less. Of several it is
 * the one with the fewest steps of generalisation, and of those the first in lexicographic order.
 *
 * The search is exhaustive in what it guarantees, not in what it does. It goes attribute by attribute, splitting the
 * classes by one more at a time, so that nodes share what they have in common, and leaves out
 * - what cannot lose less than the best so far: the loss of a node before suppression bounds that of its successors from
 *   below, and so that of all nodes that the attributes chosen so far can be completed to;
 * - what cannot be k-anonymous: where too many records are in classes below k, they are at any lower level (predictive
 *   tagging: K. El Emam et al. (2009), A globally optimal k-anonymity method for the de-identification of health data,
 *   Journal of the American Medical Informatics Association 16, 670-682) and with any further attribute (the subset
 *   property: K. LeFevre, D. J. DeWitt and R. Ramakrishnan (2005), Incognito: efficient full-domain k-anonymity, SIGMOD
 *   2005, 49-60).
 *
 * Nothing is concluded from t-closeness: with suppression it is not monotone. A class that is close may not be so any
 * more when one that is not is merged into it, and then more records are suppressed.
 *
 * @example records of ages 11, 12, 13 and 14, bands of two years, k of 2, nothing to be suppressed: bands, because at
 * exact ages everybody is alone, and any age says less than a band
 * @returns undefined where no node is acceptable
 * @throws the errors of `prepare`
 */
export function leastGeneralisation(edition: Edition): Optimum | undefined {
  const prepared = prepare(edition);
  const { best, ...effort } = search(prepared);
  if (best === undefined) return undefined;
  const optimum = judge(prepared, best.node) as JudgedNode;
  return { ...asGeneralisation(prepared, optimum), nodes: numberOfNodes(prepared.lattice), ...effort };
}

/**
 * Every acceptable generalisation, in lexicographic order of their nodes. Each node is judged for itself: nothing is
 * concluded from any other.
 *
 * @throws the errors of `prepare`
 */
export function* acceptableGeneralisations(edition: Edition): Generator<Generalisation> {
  const prepared = prepare(edition);
  for (const node of nodesOf(prepared.lattice)) {
    const judged = judge(prepared, node);
    if (judged !== undefined) yield asGeneralisation(prepared, judged);
  }
}

interface RankedNode {
  readonly node: Node;
  readonly loss: number;
}

/** Negative where the one is the better. */
export function compareGeneralisations(one: RankedNode, other: RankedNode): number {
  return one.loss - other.loss || compareNodes(one.node, other.node);
}

function search(prepared: PreparedEdition): Effort & { readonly best: RankedNode | undefined } {
  const { microdata, criteria, lattice, sums } = prepared;
  const { bottom, top } = lattice;
  const living = microdata.places.length;
  const refine = refinerOf(living);
  const order = attributesInOrder(prepared);
  const rooms = order.map(() => roomFor(living));
  /** The levels chosen so far, and the lowest of all others: whatever they are completed to is a successor of it. */
  const node = [...bottom];
  let best: RankedNode | undefined;
  let nodesChecked = 0;
  let groupings = 0;

  const cannotBeK = (classes: EquivalenceClasses) =>
    !isWithinLimit(microdata.size - living + recordsBelowK(classes, criteria.k), microdata.size, criteria);

  function check(classes: EquivalenceClasses): void {
    const judged = judge(prepared, [...node], classes);
    if (judged === undefined) return;
    if (best === undefined || compareGeneralisations(judged, best) < 0) best = { node: judged.node, loss: judged.loss };
  }

  /** Takes the levels of the next attribute from the top down: where one cannot be k-anonymous, none below it can. */
  function descend(depth: number, coarser: EquivalenceClasses): void {
    const attribute = order[depth];
    if (attribute === undefined) {
      check(coarser);
      return;
    }
    const isLast = depth === order.length - 1;
    const room = rooms[depth] as Room;
    const lowest = bottom[attribute] as number;
    for (let level = top[attribute] as number; level >= lowest; level -= 1) {
      node[attribute] = level;
      if (best !== undefined && lossWithoutSuppression(microdata, sums, node) > best.loss) continue;
      refine(coarser, microdata.quasiIdentifiers[attribute]?.codes[level] as Int32Array, room);
      groupings += 1;
      if (isLast) nodesChecked += 1;
      if (cannotBeK(room)) break;
      descend(depth + 1, room);
    }
    node[attribute] = lowest;
  }

  descend(0, undivided(living));
  return { best, nodesChecked, groupings };
}

/** Those with most values first: what cannot be k-anonymous is seen with few attributes. */
function attributesInOrder({ microdata: { quasiIdentifiers } }: PreparedEdition): readonly number[] {
  const values = quasiIdentifiers.map(({ hierarchy }) => domainSize(hierarchy));
  return [...values.keys()].toSorted((one, other) => (values[other] ?? 0) - (values[one] ?? 0) || one - other);
}
