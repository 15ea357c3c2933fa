/** A questionnaire of three headlines, each with another better end, and campaigns that ask with it. SYNTHETIC. */
import fc from "fast-check";
import { expect } from "vitest";
import type { ReleasedCampaign } from "#functions/benchmark/released-campaign.ts";
import { keyOf } from "#shared/programme/campaign.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import type { Item, Questionnaire } from "#shared/survey/questionnaire.ts";
import type { GroupCounts } from "#shared/survey/tally.ts";
import { aPlannedCampaign } from "./planned-campaign.ts";
import { type Person, tallyOf } from "./tally-builder.ts";

/** The first answer lies in the headline's band, the second beside it, the third is no answer. */
function item(indicator: string, headline: string, other: string): Item {
  return {
    id: `asked-${indicator}`,
    indicator,
    wording: { en: "How is it?" },
    scale: {
      kind: "choice",
      bands: [headline, other],
      options: [
        { id: "so", wording: { en: "So" }, band: headline },
        { id: "not-so", wording: { en: "Not so" }, band: other },
        { id: "rather-not-say", wording: { en: "I would rather not say" }, band: null },
      ],
    },
  };
}

/** A larger share is better of the first, worse of the second, neither of the third. */
export const threeHeadlines: Questionnaire = {
  id: "ylyc-4-7",
  version: 1,
  title: { en: "Three headlines" },
  introduction: { en: "For tests." },
  answeredBy: "young-person",
  ages: { from: 4, to: 7 },
  ageBands: [{ id: "4-7", from: 4, to: 7 }],
  asksDisability: false,
  sections: [
    {
      domain: "relationships",
      title: { en: "People" },
      items: [
        item("trust-carers", "positive", "negative"),
        item("good-friend", "negative", "positive"),
        item("pets", "yes", "no"),
      ],
    },
  ],
  comments: [],
};

/** The next version, in which one question is asked on another scale, though it looks the same. */
export function withAnotherScaleFor(indicator: string): Questionnaire {
  const sections = threeHeadlines.sections.map((section) => ({
    ...section,
    items: section.items.map((each) =>
      each.indicator === indicator ? { ...each, scale: structuredClone(each.scale) } : each,
    ),
  }));
  return { ...threeHeadlines, version: 2, sections };
}

/** In the headline's band, of so many valid answers. */
export type Answers = readonly [count: number, base: number];
type Headlines = "trust-carers" | "good-friend" | "pets";

/** As few children as can have given these answers; nobody answers what is left out. */
export function answering(answers: Readonly<Partial<Record<Headlines, Answers>>>, gender = "girl"): Person[] {
  const byItem = new Map(Object.entries(answers).map(([indicator, each]) => [`asked-${indicator}`, each]));
  const howMany = Math.max(0, ...Array.from(byItem.values(), ([, base]) => base));
  return Array.from({ length: howMany }, (_, child) => ({
    gender,
    ageBand: "4-7",
    code: (asked) => {
      const [count, base] = byItem.get(asked) ?? [0, 0];
      if (child >= base) return undefined;
      return child < count ? 0 : 1;
    },
  }));
}

export function released(
  changes: Partial<PlannedCampaign> & { readonly code?: string },
  everybody: readonly Person[],
  questionnaire: Questionnaire = threeHeadlines,
): ReleasedCampaign {
  const campaign = aPlannedCampaign({ questionnaire: questionnaire.id, version: questionnaire.version, ...changes });
  return { campaign, questionnaire, tally: tallyOf(questionnaire, keyOf(campaign), everybody) };
}

export type Row = Readonly<Record<string, string | number>>;

/** The one row of a measure. */
export function rowOf(rows: readonly Row[], measure: string): Row {
  const found = rows.filter((row) => row.measure === measure);
  const [row] = found;
  if (row === undefined || found.length !== 1) throw new Error("not exactly one such row");
  return row;
}

/** How many of a group answered what a row is about. */
export function answersTo({ measure = "" }: Row, group: GroupCounts | undefined): number {
  const { counts } = group?.indicators[measure] ?? { counts: [] };
  return counts.reduce((sum, count) => sum + count, 0);
}

/** What a row says beside where it belongs. */
function saidIn({ region_code, region_name, old_la_code, new_la_code, la_name, ...said }: Row): Row {
  return said;
}

const someAnswers = (largestBase: number): fc.Arbitrary<Answers> =>
  fc.nat(largestBase).chain((base) => fc.tuple(fc.nat(base), fc.constant(base)));

const someChildren = (largestBase: number, gender: string): fc.Arbitrary<Person[]> =>
  fc
    .record({
      "trust-carers": someAnswers(largestBase),
      "good-friend": someAnswers(largestBase),
      pets: someAnswers(largestBase),
    })
    .map((answers) => answering(answers, gender));

/** Up to so many girls and so many boys, who answer anything. */
export const someGirlsAndBoys = (largestBase: number): fc.Arbitrary<Person[]> =>
  fc.tuple(someChildren(largestBase, "girl"), someChildren(largestBase, "boy")).map((children) => children.flat());

/** Small campaigns of a few authorities and waves, in any order, each of them once. */
export const someCampaigns: fc.Arbitrary<ReleasedCampaign[]> = fc
  .uniqueArray(
    fc.record({
      wave: fc.constantFrom("2015", "2016", "2017"),
      code: fc.constantFrom("801", "802", "803", "804", "805", "806", "807"),
    }),
    { selector: ({ wave, code }) => `${wave}#${code}`, minLength: 1, maxLength: 14 },
  )
  .chain((campaigns) =>
    fc.tuple(...campaigns.map((campaign) => someGirlsAndBoys(24).map((everybody) => released(campaign, everybody)))),
  );

/** The same campaigns in two orders. */
const inTwoOrders = someCampaigns.chain((campaigns) =>
  fc.tuple(
    fc.constant(campaigns),
    fc.shuffledSubarray(campaigns, { minLength: campaigns.length, maxLength: campaigns.length }),
  ),
);

const otherCodes: Readonly<Record<string, string>> = {
  801: "804",
  802: "801",
  803: "999",
  804: "802",
  805: "100",
  806: "807",
  807: "806",
};

/** The same campaign of an authority under another code, name and place. */
function underAnotherCode(each: ReleasedCampaign): ReleasedCampaign {
  const code = otherCodes[each.campaign.authority.code] ?? "000";
  const authority = { ...each.campaign.authority, code, name: `Renamed ${code}`, regionCode: "E12000001" };
  return { ...each, campaign: { ...each.campaign, authority } };
}

/** What is published of one campaign beside all that are released. */
type RowsOf = (own: ReleasedCampaign, all: readonly ReleasedCampaign[]) => readonly Row[];

export function isTheSameInAnyOrder(rowsOf: RowsOf): void {
  fc.assert(
    fc.property(inTwoOrders, ([one, other]) => {
      for (const own of one) expect(rowsOf(own, other)).toEqual(rowsOf(own, one));
    }),
    { numRuns: 30 },
  );
}

/** That the rows say the same of an authority when all have other codes, names and places. */
export function followsTheCodes(rowsOf: RowsOf): void {
  fc.assert(
    fc.property(someCampaigns, (campaigns) => {
      const renamed = campaigns.map(underAnotherCode);
      for (const [place, own] of campaigns.entries()) {
        const other = renamed[place] ?? own;
        expect(rowsOf(other, renamed).map(saidIn)).toEqual(rowsOf(own, campaigns).map(saidIn));
      }
    }),
    { numRuns: 30 },
  );
}
