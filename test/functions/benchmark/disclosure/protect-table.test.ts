import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codedEnd, countsWithin } from "#functions/benchmark/disclosure/end-coding.ts";
import {
  type CategoryCounts,
  type ProtectedRow,
  type ProtectedTable,
  protectTable,
} from "#functions/benchmark/disclosure/protect-table.ts";
import { hasSmallCount } from "#functions/benchmark/disclosure/small-count.ts";
import type { CountRange, ShownAs } from "#shared/release/cell.ts";
import { type DisclosurePolicy, defaultPolicy, disclosureProfiles } from "#shared/release/policy.ts";
import { type AttackedRow, attack, leftOf, sumOf, type TrueTable } from "./table-attacker.ts";

const atLeastThree = disclosureProfiles["minimum-count-3"];

function protectedOf({ total, breakdowns }: TrueTable, policy: DisclosurePolicy = defaultPolicy): ProtectedTable {
  const categories = breakdowns.map((groups) => groups.map((counts) => ({ counts, cost: sumOf(counts) })));
  return protectTable({ total, breakdowns: categories }, policy);
}

const inWords = (cell: ShownAs) =>
  cell.status === "range" ? `${cell.atLeast}-${cell.atMost}%, ${cell.lowest}-${cell.highest}` : cell.status;
const rowInWords = (row: ProtectedRow | undefined) => (row === undefined || row === "hidden" ? row : row.map(inWords));

/** What is published of a total and the groups of one breakdown. */
function published(total: readonly number[], groups: readonly (readonly number[])[], policy?: DisclosurePolicy) {
  const table = protectedOf({ total, breakdowns: [groups] }, policy);
  return { total: rowInWords(table.total), groups: table.breakdowns[0]?.map(rowInWords) };
}

const EXACT = ["exact", "exact"];

describe("a table", () => {
  test("is published as it is where nothing is small and no share near an end", () => {
    expect(
      published(
        [24, 16],
        [
          [14, 6],
          [10, 10],
        ],
      ),
    ).toEqual({ total: EXACT, groups: [EXACT, EXACT] });
  });

  test("is hidden whole under ten answers, and where its total is hidden for another reason", () => {
    expect(
      published(
        [3, 6],
        [
          [3, 0],
          [0, 6],
        ],
      ),
    ).toEqual({ total: "hidden", groups: ["hidden", "hidden"] });
    const groups = [
      { counts: [15, 15], cost: 30 },
      { counts: [15, 15], cost: 30 },
    ];
    expect(protectTable({ total: [30, 30], isHidden: true, breakdowns: [groups] }, defaultPolicy)).toEqual({
      total: "hidden",
      breakdowns: [["hidden", "hidden"]],
    });
  });

  test("opens another band where a range would be the rest of the exact ones", () => {
    // Three of 60 are 5%, which stands for up to 3; no other share is near an end.
    expect(published([3, 20, 37], [])).toEqual({ total: ["0-5%, 0-3", "exact", "62-67%, 37-40"], groups: [] });
  });

  test("opens another group where a range would be the total less the others, in the group that gives way most cheaply", () => {
    expect(
      published(
        [20, 20],
        [
          [1, 11],
          [10, 6],
          [9, 3],
        ],
      ),
    ).toEqual({
      total: EXACT,
      groups: [["0-20%, 0-2", "80-100%, 10-12"], ["56-69%, 9-11", "31-44%, 5-7"], EXACT],
    });
  });

  test("opens nothing where a range already leaves all of another possible", () => {
    expect(
      published(
        [26, 14],
        [
          [1, 11],
          [13, 1],
          [12, 2],
        ],
      ).groups,
    ).toEqual([
      ["0-20%, 0-2", "80-100%, 10-12"],
      ["80-100%, 12-14", "0-20%, 0-2"],
      ["80-100%, 12-14", "0-20%, 0-2"],
    ]);
  });

  test("widens a range of the policy by what another needs", () => {
    // Of 20 the policy codes 1 as up to 10%, which is 2; 20 of 20 beside it may be 18, and 3 are left then.
    expect(
      published(
        [21, 19],
        [
          [1, 19],
          [20, 0],
        ],
      ).groups,
    ).toEqual([
      ["0-15%, 0-3", "85-100%, 17-20"],
      ["90-100%, 18-20", "0-10%, 0-2"],
    ]);
  });

  test("judges hidden groups together like one that is published", () => {
    // 1 and 9 answered together, one of them in the first band: up to 20%, which is 2, unless the others told it.
    const { groups } = published(
      [30, 30],
      [
        [15, 15],
        [14, 6],
        [0, 5],
        [1, 4],
      ],
    );
    expect(groups).toEqual([["47-53%, 14-16", "47-53%, 14-16"], EXACT, "hidden", "hidden"]);
  });

  test("hides the cheapest group beside one that is too small, whatever is asked for another reason", () => {
    const { groups } = published(
      [30, 30],
      [
        [1, 19],
        [27, 7],
        [2, 4],
      ],
    );
    expect(groups?.map((row) => row === "hidden")).toEqual([true, false, true]);
    const forced: CategoryCounts[] = [
      { counts: [14, 6], cost: 20, hidden: true },
      { counts: [10, 10], cost: 20 },
      { counts: [0, 0], cost: 0 },
    ];
    expect(protectTable({ total: [24, 16], breakdowns: [forced] }, defaultPolicy).breakdowns[0]?.[0]).toBe("hidden");
  });

  test("protects every breakdown for itself", () => {
    const one = [
      [12, 8],
      [10, 10],
    ];
    const other = [
      [20, 0],
      [2, 18],
    ];
    const both = protectedOf({ total: [22, 18], breakdowns: [one, other] });
    expect(both.breakdowns[0]?.map(rowInWords)).toEqual([EXACT, EXACT]);
    expect(both.breakdowns[1]?.map(rowInWords)).toEqual([
      ["90-100%, 18-20", "0-10%, 0-2"],
      ["0-20%, 0-4", "80-100%, 16-20"],
    ]);
  });

  test("hides shares of few under a stricter profile, and leaves nine possible by widening the others", () => {
    expect(
      published(
        [10, 50],
        [
          [8, 22],
          [2, 28],
        ],
        atLeastThree,
      ),
    ).toEqual({
      total: EXACT,
      groups: [
        ["3-33%, 1-10", "67-97%, 20-29"],
        ["hidden", "hidden"],
      ],
    });
  });
});

const someSplit = (total: readonly number[], groups: number): fc.Arbitrary<readonly (readonly number[])[]> =>
  fc
    .tuple(
      ...total.map((count) => fc.tuple(...Array.from({ length: count }, () => fc.nat({ max: groups * groups - 1 })))),
    )
    .map((places) =>
      Array.from({ length: groups }, (_, group) =>
        // The first groups are the smaller ones, so that some are hidden.
        places.map((ofBand) => ofBand.filter((place) => Math.floor(Math.sqrt(place)) === group).length),
      ),
    );

/** Two or three bands, and two breakdowns of two or three groups. SYNTHETIC. */
const someTable: fc.Arbitrary<TrueTable> = fc
  .tuple(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 20, max: 60 }), fc.nat(14), fc.nat(14))
  .chain(([bands, base, first, second]) => {
    const counts = bands === 2 ? [first, base - first] : [first, Math.min(second, base - first)];
    const total = bands === 2 ? counts : [...counts, base - sumOf(counts)];
    return fc
      .tuple(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 2, max: 3 }))
      .chain(([one, other]) => fc.tuple(someSplit(total, one), someSplit(total, other)))
      .map((breakdowns) => ({ total, breakdowns }));
  });

const profiles: readonly (readonly [name: string, policy: DisclosurePolicy])[] = Object.entries(disclosureProfiles);

/** What the policy holds back of a count by itself: the range of its end, or ten counts where a share is of few. */
function heldBack(count: number, base: number, policy: DisclosurePolicy): CountRange | undefined {
  if (hasSmallCount({ count, base }, policy)) {
    return 2 * count <= base
      ? { lowest: 0, highest: Math.min(base, 9) }
      : { lowest: Math.max(0, base - 9), highest: base };
  }
  const end = codedEnd({ count, base }, policy);
  return end && countsWithin(end, base);
}

/** How few and how many of a band the total's own figures leave. */
function leftByTotal({ total }: TrueTable, table: ProtectedTable): CountRange[] {
  const left = total.map((_, band) => leftOf(table.total, total, band));
  const others = (band: number, end: (range: CountRange) => number) =>
    sumOf(left.filter((_, at) => at !== band).map(end));
  return left.map(({ lowest, highest }, band) => ({
    lowest: Math.max(lowest, sumOf(total) - others(band, (range) => range.highest)),
    highest: Math.min(highest, sumOf(total) - others(band, (range) => range.lowest)),
  }));
}

/** Every count of which an attacker can rule out something that the policy holds back, though the total leaves it. */
function narrowed(truth: TrueTable, policy: DisclosurePolicy) {
  const table = protectedOf(truth, policy);
  const ofTotal = leftByTotal(truth, table);
  const base = sumOf(truth.total);
  const isNarrowed = (row: AttackedRow, count: number, band: number) => {
    const wanted = row.base === 0 ? undefined : heldBack(count, row.base, policy);
    const [found, left] = [row.found[band], ofTotal[band]];
    if (wanted === undefined || found === undefined || left === undefined) return false;
    const isTotal = row.breakdown === undefined;
    const lowest = isTotal ? wanted.lowest : Math.max(wanted.lowest, row.base - base + left.lowest);
    const highest = isTotal ? wanted.highest : Math.min(wanted.highest, left.highest);
    return found.lowest > lowest || found.highest < highest;
  };
  return attack(truth, table).filter((row) => row.counts.some((count, band) => isNarrowed(row, count, band)));
}

describe("an attacker who knows all that is published of a table", () => {
  test("would find a count exactly, if nothing beside it were opened", () => {
    const groups = [
      [1, 11],
      [19, 9],
    ];
    const truth = { total: [20, 20], breakdowns: [groups] };
    const range = (lowest: number, highest: number): ShownAs => ({
      status: "range",
      atLeast: 0,
      atMost: 100,
      lowest,
      highest,
    });
    const exact: readonly ShownAs[] = [{ status: "exact" }, { status: "exact" }];
    const opened = [range(0, 2), range(10, 12)];
    const unprotected = { total: exact, breakdowns: [[opened, exact]] };
    expect(attack(truth, unprotected)[1]?.found[0]).toEqual({ lowest: 1, highest: 1 });
    const half = { total: exact, breakdowns: [[opened, [range(19, 20), range(8, 9)]]] };
    expect(attack(truth, half)[1]?.found[0]).toEqual({ lowest: 0, highest: 1 });
    const hidden: ProtectedTable = { total: exact, breakdowns: [["hidden", exact]] };
    // What is hidden alone is the total less the others.
    expect(attack(truth, hidden).at(-1)).toMatchObject({
      base: 12,
      found: [{ lowest: 1, highest: 1 }, { lowest: 11 }],
    });
  });

  test("finds of two breakdowns what trying every table finds", () => {
    fc.assert(
      fc.property(
        someTable.filter(({ total }) => total.length === 2),
        (truth) => {
          const table = protectedOf(truth);
          const ofFirstBand = (row: ProtectedRow | undefined, counts: readonly number[]) => {
            const ends = [0, 1].map((band) => leftOf(row ?? "hidden", counts, band));
            const base = sumOf(counts);
            const lowest = Math.max(ends[0]?.lowest ?? 0, base - Math.min(base, ends[1]?.highest ?? 0));
            const highest = Math.min(base, ends[0]?.highest ?? 0, base - (ends[1]?.lowest ?? 0));
            return Array.from({ length: highest - lowest + 1 }, (_, more) => lowest + more);
          };
          /** Every first band of the total that the rows of a breakdown can sum to. */
          const sums = (breakdown: number) => {
            const groups = truth.breakdowns[breakdown] ?? [];
            const shown = groups.map((counts, place) => ({ counts, row: table.breakdowns[breakdown]?.[place] }));
            const seen = shown.filter(({ row }) => row !== "hidden");
            const rest = [0, 1].map(
              (band) => (truth.total[band] ?? 0) - sumOf(seen.map(({ counts }) => counts[band] ?? 0)),
            );
            return [...seen, { counts: rest, row: "hidden" as const }].reduce(
              (reached, { counts, row }) =>
                new Set(Array.from(reached).flatMap((sum) => ofFirstBand(row, counts).map((more) => sum + more))),
              new Set([0]),
            );
          };
          const [one, other] = [sums(0), sums(1)];
          const possible = ofFirstBand(table.total, truth.total).filter((count) => one.has(count) && other.has(count));
          const [total] = attack(truth, table);
          expect(total?.found[0]).toEqual({ lowest: Math.min(...possible), highest: Math.max(...possible) });
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe.each(profiles)("any table under the profile %s", (_, policy) => {
  test("leaves all of every range of the policy possible, of the total, of groups, and of hidden groups together", () => {
    fc.assert(
      fc.property(someTable, (truth) => {
        expect(narrowed(truth, policy)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test("hides groups that hold ten together and are at least two, or hold nobody", () => {
    fc.assert(
      fc.property(someTable, (truth) => {
        const table = protectedOf(truth, policy);
        for (const [breakdown, groups] of truth.breakdowns.entries()) {
          const hidden = groups.filter((_, place) => table.breakdowns[breakdown]?.[place] === "hidden");
          const together = sumOf(hidden.map(sumOf));
          expect(together === 0 || (hidden.length >= 2 && together >= 10)).toBe(true);
          const small = groups.filter((counts) => sumOf(counts) < 10);
          expect(small.filter((counts) => !hidden.includes(counts))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("never hides its total, and tells of it and of every group only what is true", () => {
    fc.assert(
      fc.property(someTable, (truth) => {
        const table = protectedOf(truth, policy);
        expect(table.total).not.toBe("hidden");
        const rows = [
          { counts: truth.total, row: table.total },
          ...truth.breakdowns.flatMap((groups, breakdown) =>
            groups.map((counts, place) => ({ counts, row: table.breakdowns[breakdown]?.[place] ?? "hidden" })),
          ),
        ];
        for (const { counts, row } of rows) {
          if (row === "hidden") continue;
          const base = sumOf(counts);
          for (const [band, count] of counts.entries()) {
            const cell = row[band];
            const wanted = heldBack(count, base, policy);
            expect(cell?.status === "hidden").toBe(hasSmallCount({ count, base }, policy));
            if (cell?.status === "exact") expect(wanted).toBeUndefined();
            if (cell?.status !== "range") continue;
            expect(cell.lowest).toBeLessThan(cell.highest);
            expect(cell.lowest).toBeLessThanOrEqual(Math.min(count, wanted?.lowest ?? count));
            expect(cell.highest).toBeGreaterThanOrEqual(Math.max(count, wanted?.highest ?? count));
            expect(countsWithin(cell, base)).toEqual({ lowest: cell.lowest, highest: cell.highest });
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("any table", () => {
  test("is protected in the same way every time", () => {
    fc.assert(
      fc.property(someTable, (truth) => {
        expect(protectedOf(structuredClone(truth))).toEqual(protectedOf(truth));
      }),
      { numRuns: 200 },
    );
  });

  test("hides the same groups in any order, where no two cost the same", () => {
    fc.assert(
      fc.property(
        someTable.filter(({ breakdowns }) =>
          breakdowns.every((groups) => new Set(groups.map(sumOf)).size === groups.length),
        ),
        (truth) => {
          const breakdowns = truth.breakdowns.map((groups) => groups.toReversed()).toReversed();
          const isHidden = ({ breakdowns: rows }: ProtectedTable) =>
            rows.map((categories) => categories.map((row) => row === "hidden"));
          const turned = isHidden(protectedOf({ ...truth, breakdowns }));
          expect(turned.map((rows) => rows.toReversed()).toReversed()).toEqual(isHidden(protectedOf(truth)));
        },
      ),
      { numRuns: 200 },
    );
  });

  test("leaves what the policy holds back in doubt also where the total's whole per cents leave a little more", () => {
    // 4 of 160 are 2.5%: the ends of 2% hold them. A total that said 3% would leave 5 possible, and the groups would not.
    const firstBreakdown = [
      [9, 0, 25],
      [31, 0, 28],
      [19, 2, 39],
      [2, 0, 5],
    ];
    const secondBreakdown = [
      [14, 0, 10],
      [14, 0, 26],
      [33, 2, 61],
    ];
    const halves: TrueTable = { total: [61, 2, 97], breakdowns: [firstBreakdown, secondBreakdown] };
    expect(narrowed(halves, defaultPolicy)).toEqual([]);
    expect(protectedOf(halves).total[1]).toMatchObject({ atLeast: 0, atMost: 2 });
    // The total's first band is opened to 7 of 183 for the fourth: that is 4%, which holds 8 as well.
    const opened: TrueTable = {
      total: [3, 145, 27, 4, 4],
      breakdowns: [
        [
          [3, 133, 23, 4, 4],
          [0, 12, 4, 0, 0],
        ],
        [
          [0, 3, 0, 0, 0],
          [1, 65, 11, 2, 1],
          [2, 46, 11, 2, 2],
          [0, 8, 2, 0, 1],
          [0, 17, 3, 0, 0],
          [0, 6, 0, 0, 0],
        ],
      ],
    };
    expect(narrowed(opened, atLeastThree)).toEqual([]);
  });

  test("whose groups were rounded, so that they do not sum to the total, is protected all the same", () => {
    const row = fc.tuple(fc.nat(80), fc.nat(80), fc.nat(80)).map((counts) => ({ counts, cost: sumOf(counts) }));
    const groups = fc.array(row, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(row, fc.array(groups, { maxLength: 5 }), ({ counts: total }, breakdowns) => {
        const table = protectTable({ total, breakdowns }, defaultPolicy);
        expect(table.total === "hidden").toBe(sumOf(total) < 10);
        expect(table.breakdowns.map(({ length }) => length)).toEqual(breakdowns.map(({ length }) => length));
      }),
      { numRuns: 200 },
    );
  });
});
