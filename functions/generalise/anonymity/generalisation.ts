/** A full-domain generalisation: one level for each quasi-identifier, the same for all records, and who is left out. */
import { type Criteria, checkCriteria } from "./criteria.ts";
import { type EquivalenceClasses, equivalenceClasses } from "./equivalence-classes.ts";
import { isAtOrAbove, type Lattice, type Node } from "./lattice.ts";
import { type LeafSums, leafSums, lossWithSuppression } from "./loss.ts";
import { type EncodedMicrodata, encode, type Microdata, topNode } from "./microdata.ts";
import { type Suppression, suppress } from "./suppression.ts";

/** Records, and what a release of them to one kind of reader must keep to. */
export interface Edition extends Microdata, Criteria {
  /** Only this node and its successors are looked at. All nodes if left out. */
  readonly minimumNode?: Node;
}

export interface Generalisation {
  readonly node: Node;
  /** Places among the records, from 0, with those that were suppressed already. */
  readonly suppressed: ReadonlySet<number>;
  /** By ARX's metric "Loss", 0 to 1. */
  readonly loss: number;
}

export class NodeOutsideLatticeError extends Error {
  override readonly name = "NodeOutsideLatticeError";
  readonly node: Node;

  constructor(node: Node) {
    super(`no node of the lattice: ${node.join(", ")}`);
    this.node = node;
  }
}

/**
 * What makes a second, coarser edition one that could be made from the first: whoever holds both has nothing that the
 * first does not show. Its values are generalisations of those of the first, and it has no record that the first has not.
 * Only that a class of the first is missing in the second is seen as well: it failed what the second asks for. Both must
 * be of the same records in the same order, with the same hierarchies.
 *
 * @example leastGeneralisation({ ...edition, k: 10, ...nestedIn(first) })
 */
export function nestedIn({ node, suppressed }: Generalisation): Pick<Edition, "minimumNode" | "alreadySuppressed"> {
  return { minimumNode: node, alreadySuppressed: suppressed };
}

/** An edition, checked and encoded once for all nodes. */
export interface PreparedEdition {
  readonly microdata: EncodedMicrodata;
  readonly criteria: Criteria;
  readonly lattice: Lattice;
  readonly sums: LeafSums;
}

/**
 * @throws InvalidCriterionError for a criterion that makes no sense
 * @throws InvalidAttributesError without quasi-identifiers, or where two attributes have one name
 * @throws UnknownValueError where a value is not in its domain
 * @throws NodeOutsideLatticeError where the minimum node has not one level of each hierarchy
 */
export function prepare(edition: Edition): PreparedEdition {
  checkCriteria(edition);
  const microdata = encode(edition);
  const top = topNode(edition.quasiIdentifiers);
  const bottom = edition.minimumNode ?? top.map(() => 0);
  if (!isInLattice(bottom, { bottom: top.map(() => 0), top })) throw new NodeOutsideLatticeError(bottom);
  return { microdata, criteria: edition, lattice: { bottom, top }, sums: leafSums(microdata) };
}

function isInLattice(node: Node, { bottom, top }: Lattice): boolean {
  return node.every(Number.isInteger) && isAtOrAbove(node, bottom) && isAtOrAbove(top, node);
}

export interface JudgedNode {
  readonly node: Node;
  readonly classes: EquivalenceClasses;
  readonly suppression: Suppression;
  readonly loss: number;
}

/** @returns undefined where the node does not meet the criteria */
export function judge(
  { microdata, criteria, sums }: PreparedEdition,
  node: Node,
  classes = equivalenceClasses(microdata, node),
): JudgedNode | undefined {
  const suppression = suppress(microdata, classes, criteria);
  if (suppression === undefined) return undefined;
  const loss = lossWithSuppression(microdata, sums, node, classes, suppression.isSuppressed);
  return { node, classes, suppression, loss };
}

export function asGeneralisation(
  { microdata }: PreparedEdition,
  { node, classes, suppression, loss }: JudgedNode,
): Generalisation {
  const suppressed = new Set(Array.from({ length: microdata.size }, (_, place) => place));
  for (const [living, place] of microdata.places.entries()) {
    if (suppression.isSuppressed[classes.classOf[living] as number] === 0) suppressed.delete(place);
  }
  return { node, suppressed, loss };
}
