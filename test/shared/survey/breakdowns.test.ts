import { describe, expect, test } from "vitest";
import {
  authorityGroups,
  breakdowns,
  categoriesOf,
  categoryOf,
  EVERYBODY,
  type Group,
  groupKindOf,
  isCountedByAuthority,
  nameOfGroup,
  nationalGroupsOf,
  nationOnlyGroupsOf,
} from "#shared/survey/breakdowns.ts";
import { questionnaires } from "#shared/survey/catalogue.ts";
import { diceFrom, randomResponses } from "../../fixtures/responses.ts";

const namesOf = (groups: readonly Group[]) => groups.map(nameOfGroup);

describe("the groups that are counted in an authority", () => {
  test("are everybody, girls and boys: a lone child of another gender is in no cell of its own, nor is any age", () => {
    expect(namesOf(authorityGroups)).toEqual(["total", "gender/girl", "gender/boy"]);
  });
});

describe.each(questionnaires)("the groups of the nation, $id version $version,", (questionnaire) => {
  const national = nationalGroupsOf(questionnaire);
  const only = nationOnlyGroupsOf(questionnaire);

  test("are everybody and every category, each once, those that authorities count and those that only the nation has", () => {
    const categories = Object.values(categoriesOf(questionnaire)).reduce((sum, each) => sum + each.length, 0);
    expect(new Set(namesOf(national)).size).toBe(1 + categories);
    expect(national[0]).toEqual(EVERYBODY);
    expect(namesOf(only)).toEqual(namesOf(national.filter((group) => !isCountedByAuthority(group))));
    expect(only).toHaveLength(national.length - authorityGroups.length);
  });

  test("have a category for everybody in every breakdown", () => {
    const categories = categoriesOf(questionnaire);
    for (const { about } of randomResponses(questionnaire, 300, diceFrom(3))) {
      for (const breakdown of breakdowns) expect(categories[breakdown]).toContain(categoryOf[breakdown](about));
    }
  });
});

describe("the kind of a group", () => {
  test.each([
    ["total", "everybody"],
    ["gender/girl", "girlsAndBoys"],
    ["gender/boy", "girlsAndBoys"],
    ["gender/other", "nationOnly"],
    ["gender/unknown", "nationOnly"],
    ["age_band/11-13", "nationOnly"],
    ["ethnicity_major/white", "nationOnly"],
  ])("of %s is %s", (name, kind) => {
    expect(groupKindOf(name)).toBe(kind);
  });
});
