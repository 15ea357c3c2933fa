/** The generalisation lattice: every way to choose one level for each quasi-identifier. */

/** One level for each quasi-identifier, in their order; 0 leaves the values exact. */
export type Node = readonly number[];

/** Both ends of the part of a lattice that is looked at, ends included. */
export interface Lattice {
  readonly bottom: Node;
  readonly top: Node;
}

/** @example numberOfNodes({ bottom: [0, 0, 0], top: [1, 1, 2] }) // 2 x 2 x 3 = 12 */
export function numberOfNodes({ bottom, top }: Lattice): number {
  return top.reduce((nodes, level, place) => nodes * (level - (bottom[place] ?? 0) + 1), 1);
}

/** Every node once, in lexicographic order, from the bottom to the top. */
export function* nodesOf({ bottom, top }: Lattice): Generator<Node> {
  const node = [...bottom];
  for (;;) {
    yield [...node];
    let place = node.length - 1;
    while (place >= 0 && node[place] === top[place]) {
      node[place] = bottom[place] ?? 0;
      place -= 1;
    }
    if (place < 0) return;
    node[place] = (node[place] ?? 0) + 1;
  }
}

/** Whether the node is the other or one of its successors: nowhere at a lower level. Nodes of two lattices never are. */
export function isAtOrAbove(node: Node, other: Node): boolean {
  return node.length === other.length && node.every((level, place) => level >= (other[place] ?? 0));
}

/** Its height in the lattice: how many steps of generalisation lead to it from the node of exact values. */
export const levelSum = (node: Node): number => node.reduce((sum, level) => sum + level, 0);

/** Negative where the one comes before the other: the fewer steps of generalisation first, then in lexicographic order. */
export function compareNodes(one: Node, other: Node): number {
  const differing = one.findIndex((level, place) => level !== other[place]);
  return levelSum(one) - levelSum(other) || (one[differing] ?? 0) - (other[differing] ?? 0);
}
