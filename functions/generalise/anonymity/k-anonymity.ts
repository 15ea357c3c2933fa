/** k-anonymity: nobody stands out from fewer than k records by what an outsider may know. */
import type { EquivalenceClasses } from "./equivalence-classes.ts";

/**
 * Whether a class has k records at least.
 *
 * Source: P. Samarati and L. Sweeney (1998), Protecting privacy when disclosing information: k-anonymity and its
 * enforcement through generalization and suppression, SRI-CSL-98-04.
 *
 * @example isKAnonymous(4, 5) // false
 */
export const isKAnonymous = (size: number, k: number): boolean => size >= k;

/**
 * How many records are in classes of fewer than k. It never grows from a node to its successors: a class that is large
 * enough stays so when others are merged into it.
 */
export function recordsBelowK({ count, sizes }: EquivalenceClasses, k: number): number {
  let records = 0;
  for (let place = 0; place < count; place += 1) {
    const size = sizes[place] as number;
    if (!isKAnonymous(size, k)) records += size;
  }
  return records;
}
