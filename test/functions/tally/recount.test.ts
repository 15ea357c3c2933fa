import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countOne, startCounting, tallyOf } from "#functions/tally/count.ts";
import { checkThatItAddsUp } from "#functions/tally/invariants.ts";
import { genders, type MajorEthnicGroup, majorEthnicGroups, placements, timesInCare } from "#shared/survey/about.ts";
import { questionnaires } from "#shared/survey/catalogue.ts";
import {
  answersOf,
  bandOfCode,
  bandsOf,
  type Item,
  itemsOf,
  type Questionnaire,
} from "#shared/survey/questionnaire.ts";
import type { KeptAbout, ResponseContent } from "#shared/survey/response.ts";
import { type Breakdown, type MeasureCounts, type Tally, tally as tallyShape } from "#shared/survey/tally.ts";

const unknown = "unknown" as const;
const idsOf = <Id extends string>(choices: readonly { readonly id: Id }[]) => choices.map(({ id }) => id);

function anyResponse(questionnaire: Questionnaire): fc.Arbitrary<ResponseContent> {
  const about: fc.Arbitrary<KeptAbout> = fc.record({
    ageBand: fc.constantFrom(...idsOf(questionnaire.ageBands), unknown),
    gender: fc.constantFrom(...idsOf(genders), unknown),
    ethnicity: fc.constantFrom(...(Object.keys(majorEthnicGroups) as MajorEthnicGroup[])),
    placement: fc.constantFrom(...idsOf(placements), unknown),
    timeInCare: fc.constantFrom(...idsOf(timesInCare), unknown),
    disability: fc.constant(unknown),
  });
  const codes = fc.tuple(
    ...itemsOf(questionnaire).map(({ id, scale }) =>
      fc.option(fc.nat(answersOf(scale) - 1)).map((code) => [id, code] as const),
    ),
  );
  return fc.tuple(about, codes).map(([of, given]) => ({
    version: questionnaire.version,
    mode: "online",
    about: of,
    answers: new Map(given.flatMap(([id, code]) => (code === null ? [] : [[id, code]]))),
  }));
}

const anyCampaign = fc
  .constantFrom(...questionnaires)
  .chain((questionnaire) =>
    fc
      .array(anyResponse(questionnaire), { minLength: 1, maxLength: 12 })
      .map((responses) => ({ questionnaire, responses })),
  );

function counted({ questionnaire, responses }: { questionnaire: Questionnaire; responses: ResponseContent[] }): Tally {
  const counting = startCounting(questionnaire);
  for (const response of responses) countOne(counting, { response });
  const { id, version } = questionnaire;
  return tallyOf({ wave: "2017", authority: "801", questionnaire: id, version }, counting);
}

const occurrences = <Value>(values: readonly Value[], wanted: Value) => values.filter((one) => one === wanted).length;

/** Low well-being worked out from its two sentences, in another way than the code does. */
function lowWellBeingOf(questionnaire: Questionnaire, { answers }: ResponseContent): "low" | "not-low" | null {
  const named = (...ids: readonly string[]) => itemsOf(questionnaire).filter(({ id }) => ids.includes(id));
  const ladders = named("life-satisfaction", "happy-yesterday", "things-worthwhile", "positive-about-future");
  if (ladders.length > 0) {
    const steps = ladders.flatMap(({ id }) => answers.get(id) ?? []);
    if (steps.length < 3) return null;
    const above = steps.map((step) => step - 4).reduce((sum, step) => sum + step, 0);
    return above > 0 ? "not-low" : "low";
  }
  const core = named(
    ...["feels-settled", "likes-bedroom", "carers-notice-feelings", "why-in-care-explained", "trust-carers"],
    ...["trust-social-worker", "good-friend", "fun-and-hobbies", "nature-and-outdoors", "likes-school"],
    ...["safe-at-home", "afraid-of-school", "knows-social-worker"],
  );
  const bands = core.map((item) => bandGiven(item, answers));
  if (bands.filter((band) => band !== null).length < 6.5) return null;
  return occurrences(bands, "negative") < 6.5 ? "not-low" : "low";
}

function bandGiven({ id, scale }: Item, answers: ResponseContent["answers"]): string | null {
  const code = answers.get(id);
  return code === undefined ? null : bandOfCode(scale, code);
}

const fieldOf: Readonly<Record<Breakdown, keyof KeptAbout>> = {
  gender: "gender",
  age_band: "ageBand",
  placement: "placement",
  period_of_care_length: "timeInCare",
  ethnicity_major: "ethnicity",
};

/** The group counted again, measure by measure, from everybody in it. */
function recounted(questionnaire: Questionnaire, group: readonly ResponseContent[]) {
  const measure = <Value>(given: readonly Value[], values: readonly Value[], none: Value): MeasureCounts => ({
    counts: values.map((value) => occurrences(given, value)),
    skipped: occurrences(given, none),
  });
  const items = itemsOf(questionnaire);
  const codesOf = ({ scale }: Item) => Array.from({ length: answersOf(scale) }, (_, code) => code);
  const derived = items.some(({ scale }) => scale.kind === "ladder")
    ? "low-well-being-by-ladders"
    : "low-well-being-by-core-items";
  return {
    respondents: group.length,
    items: Object.fromEntries(
      items.map((item) => [
        item.id,
        measure(
          group.map(({ answers }) => answers.get(item.id)),
          codesOf(item),
          undefined,
        ),
      ]),
    ),
    indicators: Object.fromEntries(
      items.map((item) => [
        item.indicator,
        measure(
          group.map(({ answers }) => bandGiven(item, answers)),
          bandsOf(item.scale),
          null,
        ),
      ]),
    ),
    derived: {
      [derived]: measure(
        group.map((response) => lowWellBeingOf(questionnaire, response)),
        ["low", "not-low"],
        null,
      ),
    },
  };
}

describe("the counts of a campaign", () => {
  test("are those of a count by hand, in every group of every breakdown", () => {
    fc.assert(
      fc.property(anyCampaign, (campaign) => {
        const { questionnaire, responses } = campaign;
        const { total, by } = counted(campaign);
        expect(total).toEqual(recounted(questionnaire, responses));
        for (const [breakdown, field] of Object.entries(fieldOf) as [Breakdown, keyof KeptAbout][]) {
          for (const [category, group] of Object.entries(by[breakdown])) {
            const members = responses.filter(({ about }) => about[field] === category);
            expect(group).toEqual(recounted(questionnaire, members));
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test("add up, fit the stored shape and count nobody twice or not at all", () => {
    fc.assert(
      fc.property(anyCampaign, (campaign) => {
        const tally = counted(campaign);
        expect(() => checkThatItAddsUp(tally)).not.toThrow();
        expect(tallyShape.parse(JSON.parse(JSON.stringify(tally)))).toEqual(tally);
        for (const groups of Object.values(tally.by)) {
          const respondents = Object.values(groups).map((group) => group.respondents);
          expect(respondents.reduce((sum, count) => sum + count, 0)).toBe(campaign.responses.length);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("hold as many numbers after a thousand responses as before the first", () => {
    for (const questionnaire of questionnaires) {
      const [response] = fc.sample(anyResponse(questionnaire), 1);
      if (response === undefined) throw new Error("no response was generated");
      const numbersIn = (responses: ResponseContent[]) =>
        JSON.stringify(counted({ questionnaire, responses })).match(/[0-9]+/g)?.length;
      expect(numbersIn(new Array<ResponseContent>(1000).fill(response))).toBe(numbersIn([]));
    }
  });
});
