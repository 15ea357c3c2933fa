/** Whether the hidden groups of a breakdown hide each other. */
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { type Faults, faultless, faultsOf } from "./rule.ts";

export interface GroupOfBreakdown {
  /** Valid answers. */
  readonly base: number;
  readonly isHidden: boolean;
  /** Hidden for its own sake, whatever the other groups are. */
  readonly mustBeHidden: boolean;
  /** Under a stricter profile: it looks hidden because every band is, and so may hide others or not. */
  readonly isWithheldByBand: boolean;
}

/** So few know of themselves what their group answered. */
const LARGEST_INSIDER = 2;

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/**
 * The total less what is published is known. So the hidden groups must be several and hold many answers together, unless
 * they hold none; and so must those that are left for whoever is in a group of one or two, if one of them is small.
 */
export function hiddenGroupFaults(groups: readonly GroupOfBreakdown[], policy: DisclosurePolicy): Faults {
  const hidden = groups.filter(({ isHidden }) => isHidden);
  // Where all are hidden there is nothing to take from the total.
  if (hidden.length === groups.length) return faultless;
  if (hidden.every((group) => group.base === 0 || group.isWithheldByBand)) return faultless;
  const bases = hidden.map(({ base }) => base);
  const together = sum(bases);
  const insiders = bases.flatMap((base, place) =>
    base > 0 && base <= LARGEST_INSIDER ? [bases.toSpliced(place, 1)] : [],
  );
  return faultsOf(
    [together > 0 && hidden.length === 1, "a group is hidden alone"],
    [together > 0 && together < policy.protectedWidth, "groups are hidden that hold too few answers together"],
    [insiders.some((rest) => isGivenAway(rest, policy)), "whoever is in a small hidden group can work another out"],
    [
      hidden.some(
        (group) =>
          !group.mustBeHidden && !group.isWithheldByBand && !hidden.some((other) => other !== group && other.base > 0),
      ),
      "a group is hidden without need",
    ],
  );
}

function isGivenAway(bases: readonly number[], { minimumBase, protectedWidth }: DisclosurePolicy): boolean {
  const someAreSmall = bases.some((base) => base > 0 && base < minimumBase);
  return someAreSmall && (bases.length === 1 || sum(bases) < protectedWidth);
}
