/**
 * Complementary suppression of whole groups: which categories of a breakdown are hidden, so that none of them follows from
 * the total and the others.
 */
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { hasSmallBase } from "./small-base.ts";

export interface GroupToHide {
  /** Valid answers. */
  readonly base: number;
  /** The cheapest is hidden first: the fewest. */
  readonly cost: number;
  /** Hidden for another reason than its base. */
  readonly hidden?: boolean;
}

/**
 * What the hidden groups hold together is the total less the published ones, so it is taken as known. They are protected
 * when that is enough for each of them to be anything from nobody to nine, and when it still is for whoever belongs to a
 * hidden group of one or two and so knows it (singleton rule). That a breakdown has nobody outside its published groups is
 * not hidden: it says nothing about any child.
 *
 * @example categories of 40, 38, 3 and 0 answers: 3 would be the total less 78, so that 38 is hidden with it
 * @returns for each group whether it is hidden; ties go to the first
 */
export function hiddenGroups(groups: readonly GroupToHide[], policy: DisclosurePolicy): boolean[] {
  const hidden = groups.map(({ base, hidden: isHidden = false }) => isHidden || hasSmallBase(base, policy));
  const cheapestFirst = groups
    .map((group, place) => ({ ...group, place }))
    .filter(({ place }) => !hidden[place])
    .toSorted((one, other) => one.cost - other.cost || one.place - other.place);
  for (const { place } of cheapestFirst) {
    const bases = groups.filter((_, at) => hidden[at]).map(({ base }) => base);
    if (areProtectedTogether(bases, policy)) break;
    hidden[place] = true;
  }
  return hidden;
}

/** A group so small that its members know it. */
const SINGLETON = 2;

function areProtectedTogether(bases: readonly number[], policy: DisclosurePolicy): boolean {
  const isEnough = (known: number | undefined) => {
    const unknown = bases.filter((_, place) => place !== known);
    const together = unknown.reduce((sum, base) => sum + base, 0);
    const needProtection = unknown.filter((base) => base > 0 && hasSmallBase(base, policy));
    return (
      (known === undefined ? together === 0 : needProtection.length === 0) ||
      (unknown.length > 1 && together >= policy.protectedWidth)
    );
  };
  const singletons = [...bases.keys()].filter((place) => {
    const base = bases[place] ?? 0;
    return base > 0 && base <= SINGLETON;
  });
  return isEnough(undefined) && singletons.every(isEnough);
}
