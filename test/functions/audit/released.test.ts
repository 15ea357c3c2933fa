/** Who stands for whom in the audit's own arrangement of the released campaigns. */
import { describe, expect, test } from "vitest";
import { exactCountsOf, shareOf } from "#functions/audit/exact-counts.ts";
import { boys, everybody, type Group, layoutOf } from "#functions/audit/layout.ts";
import { Released, type WithCounts } from "#functions/audit/released.ts";
import { startCounting, tallyOf } from "#functions/tally/count.ts";
import { type Campaign, keyOf } from "#shared/programme/campaign.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { itemsOf, type Questionnaire } from "#shared/survey/questionnaire.ts";
import { aCampaign } from "../plan/programme-in-memory.ts";

const first = publishedQuestionnaire("ylyc-4-7", 1);
const [section, ...sections] = first.sections;
const [gone, ...kept] = section?.items ?? [];
if (section === undefined || gone === undefined) throw new Error("a questionnaire asks something");

/** Leaves its first item out, asks the second on a copy of its scale, and knows another age band. */
const second: Questionnaire = {
  ...first,
  version: 2,
  ageBands: [{ id: "4-7", from: 4, to: 7 }],
  sections: [
    { ...section, items: kept.map((item, at) => (at === 0 ? { ...item, scale: { ...item.scale } } : item)) },
    ...sections,
  ],
};

const layouts = new Map([first, second].map((questionnaire) => [questionnaire, layoutOf(questionnaire)]));

function released(changes: Partial<Campaign> & { readonly code: string }, questionnaire = first): WithCounts {
  const campaign = aCampaign({ questionnaire: "ylyc-4-7", version: questionnaire.version, ...changes });
  const tally = tallyOf({ ...keyOf(campaign), version: campaign.version }, startCounting(questionnaire));
  const [, , third] = itemsOf(first);
  for (const group of [tally.total, tally.by.gender.boy]) {
    const counted = group?.items[third?.id ?? ""];
    if (group === undefined || counted === undefined) throw new Error("the item is counted");
    group.respondents = 20;
    counted.counts[0] = 20;
    for (const measure of Object.values({ ...group.indicators, ...group.derived })) measure.skipped = 20;
  }
  const layout = layouts.get(questionnaire) ?? layoutOf(questionnaire);
  return { campaign: { ...campaign, closed: true, recount: true }, exact: exactCountsOf(tally, layout) };
}

const names = (campaigns: readonly WithCounts[]) =>
  campaigns.map(({ campaign }) => `${campaign.wave} ${campaign.authority.code}`).toSorted();

describe("the released campaigns", () => {
  const own = released({ wave: "2018", code: "801" });
  const all = [
    own,
    released({ wave: "2018", code: "802" }),
    released({ wave: "2017", code: "801" }),
    released({ wave: "2017", code: "802" }),
    released({ wave: "2017", code: "803" }),
    released({ wave: "2015-pilot", code: "803" }),
    released({ wave: "2015-pilot", code: "804" }),
    released({ wave: "2015", code: "805" }),
    released({ wave: "2019", code: "806" }),
    released({ wave: "2018", code: "807", synthetic: false }),
    released({ wave: "2014", code: "801" }),
  ];
  const open = { ...released({ wave: "2018", code: "808" }) };
  const arranged = new Released([...all, { ...open, campaign: { ...open.campaign, closed: false } }]);

  test("stand in with the latest of the last three waves, each authority once, never a later or an open one", () => {
    expect(names(arranged.poolOf(own.campaign))).toEqual(["2015-pilot 804", "2017 803", "2018 801", "2018 802"]);
    expect(names(arranged.othersOf(own.campaign))).toEqual(["2015-pilot 804", "2017 803", "2018 802"]);
  });

  test("are the same whatever their order", () => {
    const turned = new Released(all.toReversed());
    expect(names(turned.poolOf(own.campaign))).toEqual(names(arranged.poolOf(own.campaign)));
    expect(turned.wavesUpTo(own.campaign)).toEqual(["2018", "2017", "2015-pilot", "2015", "2014"]);
  });

  test("of an authority come the latest first, and none of another kind", () => {
    expect(arranged.earlierOf(own.campaign).map(({ campaign }) => campaign.wave)).toEqual(["2017", "2014"]);
    const survey = all.find(({ campaign }) => !campaign.synthetic);
    expect(survey && arranged.othersOf(survey.campaign)).toEqual([]);
  });
});

describe("two versions of a questionnaire", () => {
  const later = released({ wave: "2018", code: "801" }, second);
  const earlier = released({ wave: "2017", code: "802" });
  const arranged = new Released([later, earlier]);
  const { layout } = earlier.exact;
  const measureOf = (level: string, id: string | undefined) => {
    const found = layout.measures.find((measure) => measure.level === level && measure.id === id);
    if (found === undefined) throw new Error("no such measure");
    return found;
  };
  const [firstItem, secondItem, thirdItem] = itemsOf(first);

  const countsIn = (known: WithCounts, measure: string | undefined, group: Group) => {
    const block = arranged.correspondingBlock(layout, layout.blockOf(measureOf("item", measure), group), known);
    return typeof block === "object" ? shareOf(known.exact, block, 0) : block;
  };

  test("share what is asked alike, and nothing that is asked of nobody or on another scale", () => {
    expect(countsIn(later, thirdItem?.id, everybody)).toEqual({ count: 20, base: 20 });
    expect(countsIn(later, firstItem?.id, everybody)).toBeUndefined();
    expect(countsIn(later, secondItem?.id, everybody)).toBeUndefined();
    expect(countsIn(later, thirdItem?.id, boys)).toEqual({ count: 20, base: 20 });
    expect(countsIn(earlier, thirdItem?.id, boys)).toEqual({ count: 20, base: 20 });
  });

  test("count nobody in a group that only one of them has", () => {
    expect(countsIn(later, thirdItem?.id, { breakdown: "age_band", category: "4-5" })).toBe("nobody");
  });
});
