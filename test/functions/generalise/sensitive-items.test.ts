import { expect, test } from "vitest";
import { sensitiveItems } from "#functions/generalise/sensitive-items.ts";
import { questionnaires } from "#shared/survey/catalogue.ts";
import { yourLifeYourCare11To17 as oldest } from "#shared/survey/questionnaires/ylyc-11-17.ts";

const named = (name: string) => {
  const found = sensitiveItems(oldest).find((item) => item.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};

test("every instrument has a few sensitive items: some, and never so many that they are a fingerprint", () => {
  expect(
    Object.fromEntries(questionnaires.map((each) => [each.id, sensitiveItems(each).map(({ name }) => name)])),
  ).toEqual({
    "ylyc-4-7": ["trust_carers", "good_friend", "safe_at_home", "afraid_of_school"],
    "ylyc-8-11": [
      "good_friend",
      "trust_carers",
      "safe_at_home",
      "bullied",
      "afraid_of_school",
      "embarrassed_about_care",
    ],
    "ylyc-11-17": [
      ...["good_friend", "trust_carers", "safe_at_home", "bullied", "afraid_of_school", "embarrassed_about_care"],
      ...["life_satisfaction", "happy_yesterday"],
    ],
    "ylbc-16-25": [
      ...["good_friend", "loneliness", "safe_at_home", "treated_differently", "embarrassed_about_care"],
      ...["life_satisfaction", "happy_yesterday", "anxious_yesterday"],
    ],
  });
});

test("an answer is its band", () => {
  expect(named("life_satisfaction").bandIn(new Map([["life-satisfaction", 4]]))).toBe("low");
  expect(named("bullied").bandIn(new Map([["bullied", 0]]))).toBe("negative");
});

test("a question that was skipped, and a choice that is no answer, have none", () => {
  expect(named("bullied").bandIn(new Map())).toBeUndefined();
  expect(named("bullied").bandIn(new Map([["bullied", 5]]))).toBeUndefined();
});
