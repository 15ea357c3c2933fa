/** The attack on published rows: what it lets pass, and what it finds. SYNTHETIC. */
import { describe, expect, test } from "vitest";
import { type AttackInput, attackFindings } from "#functions/audit/attack/attack-findings.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { type Authority, aPublishedWave, type Block } from "./a-published-wave.ts";

const policy = { policy: defaultPolicy, questionnaireOf: publishedQuestionnaire };

/** Sums of the categories, so that a table is one. */
const total = (...blocks: readonly Block[]): Block => ({
  counts: [0, 1, 2].map((band) => blocks.reduce((sum, { counts }) => sum + (counts[band] ?? 0), 0)),
});

/** Everybody gave the younger age: that breakdown says nothing that everybody's figures do not. */
function anAuthority(
  code: string,
  genders: Readonly<Record<string, Block>>,
  everybody: Partial<Block> = {},
): Authority {
  const all = { ...total(...Object.values(genders)), ...everybody };
  const byGender = Object.entries(genders).map(([id, block]) => [`gender ${id}`, block] as const);
  return { code, groups: { total: all, "age_band 4-5": all, ...Object.fromEntries(byGender) } };
}

async function found(authorities: readonly Authority[], besides: Partial<AttackInput> = {}): Promise<string[]> {
  const findings = await attackFindings({ ...aPublishedWave(authorities), ...policy, ...besides });
  return findings.map(({ detail }) =>
    detail.replace("2017 ylyc-4-7 SYNTHETIC ", "").replace("indicator trust-carers, ", ""),
  );
}

const exact = (counts: readonly number[]): Block => ({ counts, shown: ["exact", "exact", "exact"] });
const hidden = (counts: readonly number[]): Block => ({ counts, shown: "hidden" });

describe("the tables of one authority", () => {
  test("pass where nothing is withheld", async () => {
    expect(await found([anAuthority("801", { girl: exact([12, 9, 9]), boy: exact([10, 8, 12]) })])).toEqual([]);
  });

  test("pass where two withheld groups hold enough together", async () => {
    const genders = { girl: exact([22, 9, 9]), boy: hidden([7, 8, 6]), other: hidden([1, 2, 2]) };
    expect(await found([anAuthority("801", genders)])).toEqual([]);
  });

  test("give away a single withheld group", async () => {
    const genders = { girl: exact([22, 9, 9]), boy: exact([20, 9, 9]), other: hidden([1, 1, 1]) };
    expect(await found([anAuthority("801", genders)])).toEqual([
      "801, gender, all withheld groups together: they are fewer than may be withheld together, and more than nobody",
    ]);
  });

  test("may tell that nobody is in the withheld groups", async () => {
    const genders = { girl: exact([22, 9, 9]), boy: exact([20, 9, 9]), other: hidden([0, 0, 0]) };
    expect(await found([anAuthority("801", genders)])).toEqual([]);
  });

  test("give away a coded share where the other bands are exact", async () => {
    const genders = { girl: { counts: [20, 18, 2] }, boy: exact([20, 9, 9]) };
    expect(await found([anAuthority("801", genders, { shown: ["exact", "exact", [5, 20]] })])).toEqual([
      "801, gender girl, band negative: more can be known of a coded share than its range",
    ]);
  });

  test("give away a coded share where it follows from the other groups and everybody", async () => {
    const girl: Block = { counts: [20, 18, 2], shown: ["exact", [40, 48], [0, 5]] };
    expect(await found([anAuthority("801", { girl, boy: exact([20, 9, 9]) })])).toEqual([
      "801, gender girl, band negative: more can be known of a coded share than its range",
    ]);
  });

  test("keep it where a range in another group and another band leaves all of it possible", async () => {
    const girl: Block = { counts: [20, 18, 2], shown: ["exact", [40, 50], [0, 5]] };
    const boy: Block = { counts: [20, 9, 9], shown: ["exact", [18, 30], [18, 30]] };
    expect(await found([anAuthority("801", { girl, boy })])).toEqual([]);
  });

  test("are judged for what is left of everybody as if that were published", async () => {
    const genders = { girl: exact([22, 9, 9]), boy: hidden([10, 9, 0]), other: hidden([2, 2, 0]) };
    expect(await found([anAuthority("801", genders)])).toEqual([
      "801, gender, all withheld groups together, band negative: more can be known of a share than its range would say",
    ]);
  });

  test("give a group away to whoever knows the other that is withheld with it", async () => {
    const genders = { girl: exact([22, 9, 9]), boy: hidden([3, 3, 3]), other: hidden([1, 1, 0]) };
    const authority = anAuthority("801", genders);
    expect(await found([authority])).toEqual([]);
    const known: AttackInput["known"] = (_, __, { category }) =>
      category === "other" ? genders.other.counts : undefined;
    expect(await found([authority], { known })).toEqual([
      "801, gender, all withheld groups together: they are fewer than may be withheld together, and more than nobody",
    ]);
  });

  test("are refused where no counts fit them", async () => {
    const everybody = exact([40, 10, 10]);
    const authority = anAuthority("801", { girl: exact([22, 9, 9]), boy: exact([20, 9, 9]) }, everybody);
    expect(await found([authority])).toEqual([
      "ylyc-4-7 SYNTHETIC, indicator trust-carers: no counts fit what the tables say together",
    ]);
  });
});

/** Authorities that publish all they have, large enough for a pool of boys with a step of 20. */
const openly = ["811", "812", "813", "814", "815", "816"].map((code, place) =>
  anAuthority(code, { girl: exact([25, 14, 13]), boy: exact([28 + place, 17, 13 + 2 * place]) }),
);

const withholding = (code: string, boy: readonly number[], other: readonly number[]) =>
  anAuthority(code, { girl: exact([22, 11, 12]), boy: hidden(boy), other: hidden(other) });

describe("the pools of a wave", () => {
  const before = [...openly, withholding("821", [5, 5, 5], [6, 4, 3]), withholding("822", [5, 5, 5], [6, 3, 4])];
  const now = [...before, withholding("823", [3, 3, 3], [7, 4, 4])];

  test("leave every withheld count in doubt, also for whoever knows when they are rounded up", async () => {
    for (const wave of [before, now]) {
      expect(await found(wave)).toEqual([]);
      expect(await found(wave, { isDirectionKnown: true })).toEqual([]);
    }
  });

  test("take the doubt away from who knows that and has kept the release before", async () => {
    const { files: earlierFiles } = aPublishedWave(before);
    expect(await found(now, { earlierFiles })).toEqual([]);
    expect(await found(now, { earlierFiles, isDirectionKnown: true })).toContain(
      "823, gender boy, band positive: a count of a withheld group can be narrowed down",
    );
  });

  test("tell nothing more together with a release that is the same", async () => {
    const { files: earlierFiles } = aPublishedWave(now);
    expect(await found(now, { earlierFiles })).toEqual([]);
  });
});
