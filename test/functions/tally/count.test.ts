/** The exact count, against a count by hand. It never leaves the memory of the tally. */
import { describe, expect, test } from "vitest";
import { Counting, type ExactCounts } from "#functions/tally/count.ts";
import {
  authorityGroups,
  type breakdowns,
  EVERYBODY,
  type Group,
  nameOfGroup,
  nationalGroupsOf,
} from "#shared/survey/breakdowns.ts";
import { questionnaires } from "#shared/survey/catalogue.ts";
import { bandOfCode, bandsOf, type Item, itemsOf, type Questionnaire } from "#shared/survey/questionnaire.ts";
import type { KeptAbout, ResponseContent } from "#shared/survey/response.ts";
import { diceFrom, randomResponses, responseOf } from "../../fixtures/responses.ts";
import { smallQuestionnaire } from "./small-questionnaire.ts";

function counted(
  questionnaire: Questionnaire,
  groups: readonly Group[],
  responses: readonly ResponseContent[],
  asked = questionnaire,
) {
  const counting = new Counting(questionnaire, groups);
  for (const response of responses) counting.add(response, asked);
  return counting.counts();
}

/** The cells of a group by measure. */
function cellsOf({ layout, groups }: ExactCounts, group: Group): Record<string, number[]> {
  const row = groups.get(nameOfGroup(group));
  return Object.fromEntries(
    [...layout.indicators, ...layout.derived].map(({ id, start, size }) => [
      id,
      [...(row?.subarray(start, start + size) ?? [])],
    ]),
  );
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

/** The group counted again, measure by measure: each band, then those without a valid answer. */
function byHand(questionnaire: Questionnaire, group: readonly ResponseContent[]): Record<string, number[]> {
  const cells = (given: readonly (string | null)[], bands: readonly string[]) =>
    [...bands, null].map((band) => occurrences(given, band));
  const items = itemsOf(questionnaire);
  const derived = items.some(({ scale }) => scale.kind === "ladder")
    ? "low-well-being-by-ladders"
    : "low-well-being-by-core-items";
  return {
    ...Object.fromEntries(
      items.map((item) => [
        item.indicator,
        cells(
          group.map(({ answers }) => bandGiven(item, answers)),
          bandsOf(item.scale),
        ),
      ]),
    ),
    [derived]: cells(
      group.map((response) => lowWellBeingOf(questionnaire, response)),
      ["low", "not-low"],
    ),
  };
}

const fieldOf: Readonly<Record<(typeof breakdowns)[number], keyof KeptAbout>> = {
  gender: "gender",
  age_band: "ageBand",
  placement: "placement",
  period_of_care_length: "timeInCare",
  ethnicity_major: "ethnicity",
};

describe.each(questionnaires)("the exact counts of $id version $version", (questionnaire) => {
  const responses = randomResponses(questionnaire, 60, diceFrom(11));

  test("are those of a count by hand, in every group of the nation", () => {
    const groups = nationalGroupsOf(questionnaire);
    const exact = counted(questionnaire, groups, responses);
    for (const group of groups) {
      const members =
        group.breakdown === "total"
          ? responses
          : responses.filter(({ about }) => about[fieldOf[group.breakdown]] === group.category);
      expect(cellsOf(exact, group), nameOfGroup(group)).toEqual(byHand(questionnaire, members));
    }
  });

  test("are of the groups that are asked for and of no others", () => {
    const exact = counted(questionnaire, authorityGroups, responses);
    expect([...exact.groups.keys()]).toEqual(["total", "gender/girl", "gender/boy"]);
  });

  test("count each answer once: the cells of every measure add up to the respondents", () => {
    const exact = counted(questionnaire, nationalGroupsOf(questionnaire), responses);
    for (const cells of Object.values(cellsOf(exact, EVERYBODY))) {
      expect(cells.reduce((sum, count) => sum + count, 0)).toBe(responses.length);
    }
  });

  test("do not depend on the order in which responses are read", () => {
    const there = counted(questionnaire, nationalGroupsOf(questionnaire), responses);
    const back = counted(questionnaire, nationalGroupsOf(questionnaire), responses.toReversed());
    expect(back).toEqual(there);
  });

  test("have everybody's steps of every ladder", () => {
    const { ladders } = counted(questionnaire, authorityGroups, responses);
    const asked = itemsOf(questionnaire).filter(({ scale }) => scale.kind === "ladder");
    expect([...ladders.keys()]).toEqual(asked.map(({ id }) => id));
    for (const { id } of asked) {
      const given = responses.map(({ answers }) => answers.get(id));
      expect([...(ladders.get(id) ?? [])]).toEqual(Array.from({ length: 11 }, (_, step) => occurrences(given, step)));
    }
  });
});

describe("what another version asks", () => {
  const [people, life] = smallQuestionnaire.sections;
  if (people === undefined || life === undefined) throw new Error("the small questionnaire has two sections");
  /** The ladder alike under another name, the choice on another scale. */
  const older: Questionnaire = {
    ...smallQuestionnaire,
    version: 2,
    sections: [
      { ...people, items: people.items.map((item) => ({ ...item, scale: structuredClone(item.scale) })) },
      { ...life, items: life.items.map((item) => ({ ...item, id: "how-was-life" })) },
    ],
  };
  const answer = responseOf(older, { code: ({ scale }) => (scale.kind === "ladder" ? 9 : 0) });

  test("is counted where it is asked alike, and as no valid answer where it is not", () => {
    const exact = counted(smallQuestionnaire, [EVERYBODY], [answer], older);
    expect(cellsOf(exact, EVERYBODY)).toEqual({ "good-friend": [0, 0, 1], "life-satisfaction": [1, 0, 0, 0] });
  });

  test("cannot be a question twice: two items of one indicator would count an answer twice", () => {
    const twice = {
      ...smallQuestionnaire,
      sections: [people, life, { ...life, items: older.sections[1]?.items ?? [] }],
    };
    expect(() => new Counting(twice, [EVERYBODY])).toThrow("two questions of ylyc-8-11 share an indicator");
  });
});
