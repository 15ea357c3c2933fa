import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GroupToHide, hiddenGroups } from "#functions/benchmark/disclosure/hidden-groups.ts";
import { type DisclosurePolicy, defaultPolicy } from "#shared/release/policy.ts";

/** Where a group has no cost of its own, it costs as many as it has answers. */
function hiddenOf(groups: readonly (number | GroupToHide)[], policy: DisclosurePolicy = defaultPolicy) {
  return hiddenGroups(
    groups.map((group) => (typeof group === "number" ? { base: group, cost: group } : group)),
    policy,
  );
}

const YES = true;
const NO = false;

describe("the hidden groups of a breakdown", () => {
  test("are none where all are large enough, ten answers included", () => {
    expect(hiddenOf([40, 10, 12])).toEqual([NO, NO, NO]);
  });

  test("are two at least: one alone would follow from the total and the others", () => {
    expect(hiddenOf([40, 38, 3])).toEqual([NO, YES, YES]);
  });

  test("may be small ones that hold ten together, and nobody else", () => {
    expect(hiddenOf([40, 38, 4, 6])).toEqual([NO, NO, YES, YES]);
    expect(hiddenOf([40, 38, 3, 6])).toEqual([NO, YES, YES, YES]);
  });

  test("hide a third where an empty one is all that a small one has beside it", () => {
    expect(hiddenOf([40, 38, 3, 0])).toEqual([NO, YES, YES, YES]);
  });

  test("take nobody with them where they are empty", () => {
    expect(hiddenOf([40, 38, 0])).toEqual([NO, NO, YES]);
    expect(hiddenOf([40, 38, 0, 0])).toEqual([NO, NO, YES, YES]);
  });

  test("hide a second where one is hidden for another reason than its base", () => {
    expect(hiddenOf([40, 38, { base: 50, cost: 50, hidden: true }])).toEqual([NO, YES, YES]);
  });

  test("are all of them where nothing less is enough", () => {
    expect(hiddenOf([12, 3])).toEqual([YES, YES]);
    expect(hiddenOf([4, 3])).toEqual([YES, YES]);
  });

  test("are the cheapest, whatever their base, and the first of two that cost the same", () => {
    expect(hiddenOf([{ base: 12, cost: 90 }, { base: 60, cost: 80 }, 3])).toEqual([NO, YES, YES]);
    expect(hiddenOf([{ base: 12, cost: 80 }, { base: 60, cost: 80 }, 3])).toEqual([YES, NO, YES]);
  });
});

describe("the singleton rule", () => {
  /** Two answers are few enough to be hidden, and two together hide each other. */
  const smallest: DisclosurePolicy = { ...defaultPolicy, minimumBase: 2, protectedWidth: 2 };
  const threefold: DisclosurePolicy = { ...defaultPolicy, minimumBase: 6, protectedWidth: 6 };

  test("hides region b of a1 b2 c1 d0: the child of a would work out c", () => {
    expect(hiddenOf([1, 2, 1, 0], smallest)).toEqual([YES, YES, YES, YES]);
  });

  test("is why: where three children are in each place of one, so that nobody is alone, b stays", () => {
    expect(hiddenOf([3, 6, 3, 0], threefold)).toEqual([YES, NO, YES, YES]);
  });

  test("knows what one or two children know, and not what three do not tell each other", () => {
    expect(hiddenOf([40, 38, 1, 9])).toEqual([NO, YES, YES, YES]);
    expect(hiddenOf([40, 38, 2, 9])).toEqual([NO, YES, YES, YES]);
    expect(hiddenOf([40, 38, 3, 9])).toEqual([NO, NO, YES, YES]);
  });

  test("asks for nobody more where those that the child could work out need no protection", () => {
    expect(hiddenOf([40, 38, { base: 12, cost: 12, hidden: true }, 2])).toEqual([NO, NO, YES, YES]);
  });
});

describe("any hidden groups", () => {
  const someGroups = fc.array(
    fc.record({
      base: fc.oneof(fc.nat(4), fc.nat(14), fc.nat(60)),
      cost: fc.nat(60),
      hidden: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    }),
    { minLength: 1, maxLength: 6 },
  );

  test("hold at least ten and are at least two, also without one or two children who know each other", () => {
    fc.assert(
      fc.property(someGroups, (groups) => {
        const hidden = hiddenOf(groups);
        fc.pre(hidden.includes(false));
        const bases = groups.filter((_, place) => hidden[place]).map(({ base }) => base);
        const isHiding = (unknown: readonly number[]) =>
          unknown.length >= 2 && unknown.reduce((sum, base) => sum + base, 0) >= 10;
        expect(bases.every((base) => base === 0) || isHiding(bases)).toBe(true);
        for (const [place, base] of bases.entries()) {
          if (base !== 1 && base !== 2) continue;
          const others = bases.toSpliced(place, 1);
          expect(others.every((other) => other === 0 || other >= 10) || isHiding(others)).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("have every group of fewer than ten among them, and no dearer group where a cheaper one is published", () => {
    fc.assert(
      fc.property(someGroups, (groups) => {
        const hidden = hiddenOf(groups);
        const beyond = groups.filter((group, place) => hidden[place] && group.base >= 10 && !group.hidden);
        const published = groups.filter((_, place) => !hidden[place]);
        expect(published.every(({ base, hidden: mustBe }) => base >= 10 && !mustBe)).toBe(true);
        const dearest = Math.max(0, ...beyond.map(({ cost }) => cost));
        expect(published.every(({ cost }) => cost >= dearest)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test("are no more than they must be: with one of the others left out they would not hide each other", () => {
    fc.assert(
      fc.property(someGroups, (groups) => {
        const hidden = hiddenOf(groups);
        const must = ({ base, hidden: isHidden }: GroupToHide) => isHidden === true || base < 10;
        const dearest = groups
          .map((group, place) => ({ ...group, place }))
          .filter((group) => hidden[group.place] && !must(group))
          .toSorted((one, other) => other.cost - one.cost || other.place - one.place)[0];
        fc.pre(dearest !== undefined);
        // If the dearest had not been there, something else would have to be hidden, or the rest follows from the total.
        const bases = groups.flatMap(({ base }, place) => (hidden[place] && place !== dearest?.place ? [base] : []));
        const together = bases.reduce((sum, base) => sum + base, 0);
        const isEnough = together === 0 || (bases.length >= 2 && together >= 10);
        const insiders = bases.filter((base) => base === 1 || base === 2);
        expect(isEnough && insiders.length === 0).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test("of different costs are the same in any order", () => {
    const inTwoOrders = fc
      .uniqueArray(fc.nat(60), { minLength: 1, maxLength: 6 })
      .chain((costs) => fc.tuple(...costs.map((cost) => fc.nat(20).map((base) => ({ base, cost })))))
      .chain((groups) =>
        fc.tuple(
          fc.constant(groups),
          fc.shuffledSubarray(groups, { minLength: groups.length, maxLength: groups.length }),
        ),
      );
    const hiddenCosts = (groups: readonly GroupToHide[]) =>
      groups.flatMap(({ cost }, place) => (hiddenOf(groups)[place] ? [cost] : [])).toSorted((a, b) => a - b);
    fc.assert(
      fc.property(inTwoOrders, ([one, other]) => {
        expect(hiddenCosts(other)).toEqual(hiddenCosts(one));
      }),
    );
  });
});
