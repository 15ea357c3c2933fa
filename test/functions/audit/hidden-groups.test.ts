/** When the groups of a breakdown that are hidden hide each other. */
import { describe, expect, test } from "vitest";
import { hiddenGroupFaults } from "#functions/audit/hidden-groups.ts";
import { defaultPolicy } from "#shared/release/policy.ts";

/** Groups by base, the hidden ones as negative numbers or -0. */
const faultsOf = (...groups: readonly number[]) =>
  hiddenGroupFaults(
    groups.map((group) => {
      const base = Math.abs(group);
      const isHidden = group < 0 || Object.is(group, -0);
      return { base, isHidden, mustBeHidden: base < defaultPolicy.minimumBase, isWithheldByBand: false };
    }),
    defaultPolicy,
  );

const ALONE = "a group is hidden alone";
const TOO_FEW = "groups are hidden that hold too few answers together";
const INSIDER = "whoever is in a small hidden group can work another out";
const NEEDLESS = "a group is hidden without need";

describe("hidden groups", () => {
  test.each([
    ["are none", [40, 12]],
    ["are empty", [40, -0]],
    ["are two that hold ten", [40, -4, -6]],
    ["are a small one and a large one beside it", [40, -3, -12]],
    ["are all of them", [-9, -1]],
    ["are one of two and one large, of which nobody can work out a small one", [40, -2, -12]],
    ["are small, of which nobody knows more than a part", [40, -1, -5, -6]],
  ])("may be hidden where they %s", (_, groups) => {
    expect(faultsOf(...groups)).toEqual([]);
  });

  test.each([
    ["one alone", [40, 12, -3], [ALONE, TOO_FEW]],
    ["a large one alone, which would follow and need not be hidden", [40, -12, 12], [ALONE, NEEDLESS]],
    ["two that hold nine", [40, -3, -6], [TOO_FEW]],
    ["one beside an empty one that holds nothing with it", [40, -3, -0], [TOO_FEW]],
    ["two of which one child knows the other", [40, -1, -9], [INSIDER]],
    ["three of which two children know what the others hold", [40, -2, -3, -6], [INSIDER]],
    ["a large one beside an empty one", [40, -12, -0], [NEEDLESS]],
  ])("are found: %s", (_, groups, faults) => {
    expect(faultsOf(...groups)).toEqual(faults);
  });

  test("are none where every band of one is withheld for its own sake, though it looks hidden", () => {
    const shown = { base: 40, isHidden: false, mustBeHidden: false, isWithheldByBand: false };
    const byBand = { base: 12, isHidden: true, mustBeHidden: false, isWithheldByBand: true };
    const small = { base: 3, isHidden: true, mustBeHidden: true, isWithheldByBand: false };
    expect(hiddenGroupFaults([shown, byBand], defaultPolicy)).toEqual([]);
    expect(hiddenGroupFaults([shown, byBand, small], defaultPolicy)).toEqual([]);
    expect(hiddenGroupFaults([shown, small], defaultPolicy)).toEqual([ALONE, TOO_FEW]);
  });
});
