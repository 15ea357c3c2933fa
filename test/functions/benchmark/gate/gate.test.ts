import { describe, expect, test } from "vitest";
import { type Candidate, passGate } from "#functions/benchmark/gate/gate.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import type { LedgerVersion } from "#shared/storage/ledger.ts";
import { shortQuestionnaire } from "../../../attack/subtraction.ts";
import { type Person, tallyOf } from "../tally-builder.ts";

const campaign = { wave: "2017", authority: "801", questionnaire: "ylyc-8-11" } as const;

type Named = Person & { readonly id: string };

/** `codes` are answered to both questions, in turn; all are girls of one age unless said otherwise. */
function some(name: string, codes: readonly number[], about: Partial<Omit<Person, "code">> = {}): Named[] {
  return codes.map((code, position) => ({
    id: `${name}-${position}`,
    gender: "girl",
    ageBand: "8-9",
    placement: "foster",
    timeInCare: "1-2",
    ethnicity: "white",
    ...about,
    code: (item) => (item === "trust" ? code : position % 2),
  }));
}

/** Of three bands and of two, none at an end. */
const differing = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2];
const first = some("first", [...differing, ...differing, ...differing]);

const versionOf = (everybody: readonly Named[], day: number): LedgerVersion => ({
  asAt: `2017-04-0${day}`,
  tally: tallyOf(shortQuestionnaire, campaign, everybody),
  members: everybody.map(({ id }) => id).toSorted(),
});

function tonight(
  everybody: readonly Named[],
  earlier: readonly LedgerVersion[],
  { day = 9, holdReason }: { readonly day?: number; readonly holdReason?: Candidate["holdReason"] } = {},
) {
  const arrivals = new Map(
    earlier.map(({ asAt, members }) => {
      const { total, by } = tallyOf(
        shortQuestionnaire,
        campaign,
        everybody.filter(({ id }) => !members.includes(id)),
      );
      return [asAt, { total, by }];
    }),
  );
  return passGate(earlier, { version: versionOf(everybody, day), arrivals, holdReason }, defaultPolicy);
}

const before = [versionOf(first, 1)];
const isCarriedForward = (everybody: readonly Named[], earlier = before) =>
  expect(tonight(everybody, earlier)).toEqual({ status: "released", published: earlier.at(-1), toWrite: undefined });
const isLetThrough = (everybody: readonly Named[], earlier = before) =>
  expect(tonight(everybody, earlier)).toEqual({
    status: "released",
    published: versionOf(everybody, 9),
    toWrite: [...earlier, versionOf(everybody, 9)],
  });

describe("the gate between releases holds back", () => {
  test.each<[string, readonly Named[]]>([
    ["one more", [...first, ...some("new", [0])]],
    ["one fewer", first.slice(1)],
    ["a swap at equal n", [...first.slice(1), ...some("new", [0])]],
    ["ten more who all gave one answer", [...first, ...some("new", Array(10).fill(0))]],
    ["ten more of whom nobody gave one of the answers", [...first, ...some("new", [0, 0, 0, 0, 0, 1, 1, 1, 1, 1])]],
    ["nine more who differ", [...first, ...some("new", differing.slice(1))]],
    ["ten fewer who all gave one answer", first.filter(({ id, code }) => code("trust") !== 0 || id === "first-0")],
    [
      "ten more who differ, of whom one is alone in a category",
      [...first, ...some("new", differing.slice(1)), ...some("boy", [0], { gender: "boy" })],
    ],
    [
      "ten more who differ, of whom one is alone in a breakdown of national figures",
      [...first, ...some("new", differing.slice(1)), ...some("moved", [0], { placement: "residential" })],
    ],
    ["ten more who differ while one left", [...first.slice(1), ...some("new", differing)]],
    [
      "ten more of whom one skipped a question",
      [
        ...first,
        ...some("new", differing.slice(1)),
        ...some("shy", [0]).map((child): Named => ({ ...child, code: (item) => (item === "trust" ? 0 : undefined) })),
      ],
    ],
  ])("%s", (_, everybody) => isCarriedForward(everybody));

  test("what differs enough from the last release and too little from the one before", () => {
    const second = [...first, ...some("new", differing)];
    const earlier = [...before, versionOf(second, 2)];
    isCarriedForward([...first, ...some("new", [0])], earlier);
    isCarriedForward([...first.slice(1), ...some("other", differing), ...some("more", differing)], earlier);
  });

  test("what was not counted against an earlier release", () => {
    const version = versionOf([...first, ...some("new", differing)], 9);
    const candidate = { version, arrivals: new Map(), holdReason: undefined };
    expect(passGate(before, candidate, defaultPolicy)).toMatchObject({ published: before[0], toWrite: undefined });
  });

  test("a second release on one day, by which releases are told apart", () => {
    const everybody = [...first, ...some("new", differing)];
    expect(tonight(everybody, before, { day: 1 })).toMatchObject({ published: before[0], toWrite: undefined });
  });
});

describe("the gate between releases lets through", () => {
  test.each<[string, readonly Named[]]>([
    ["ten more who differ", [...first, ...some("new", differing)]],
    ["ten fewer who differ", first.slice(10)],
    ["ten in place of ten others, where both differ", [...first.slice(10), ...some("new", differing)]],
    [
      "ten more in each of two categories",
      [...first, ...some("new", differing), ...some("boys", differing, { gender: "boy", ageBand: "10-11" })],
    ],
  ])("%s", (_, everybody) => isLetThrough(everybody));

  test("a campaign that no reader has seen", () => isLetThrough(first, []));
});

describe("a campaign in which nothing changed", () => {
  test("keeps its day, whatever else was read and set aside", () => {
    const { version, ...rest } = { version: versionOf(first, 9), arrivals: new Map(), holdReason: undefined };
    const more = { ...version, tally: { ...version.tally, read: 99, setAside: { unreadable: 3 } } };
    expect(passGate(before, { version: more, ...rest }, defaultPolicy)).toMatchObject({ published: before[0] });
    isCarriedForward(first);
  });
});

describe("a campaign whose counts look wrong", () => {
  test("is held, with the reason, as long as no reader has seen it", () => {
    expect(tonight(first, [], { holdReason: "identical-answers" })).toEqual({
      status: "held",
      reason: "identical-answers",
    });
  });

  test("is carried forward once it has been released, and not held", () => {
    const everybody = [...first, ...some("new", differing)];
    expect(tonight(everybody, before, { holdReason: "identical-answers" })).toEqual({
      status: "released",
      published: before[0],
      toWrite: undefined,
    });
  });
});
