import { describe, expect, test } from "vitest";
import { ANYTHING, type KnownTrait, knownTraits } from "#functions/generalise/quasi-identifiers.ts";
import { disabilities, genders, majorEthnicGroups, placements, timesInCare } from "#shared/survey/about.ts";
import { questionnaires } from "#shared/survey/catalogue.ts";
import { yourLifeBeyondCare16To25 as careLeavers } from "#shared/survey/questionnaires/ylbc-16-25.ts";
import { yourLifeYourCare8To11 as children } from "#shared/survey/questionnaires/ylyc-8-11.ts";
import { aPlannedCampaign } from "../benchmark/planned-campaign.ts";

const authorityNamed = (code: string, name: string, regionName = "South West") => ({
  ...aPlannedCampaign({ code, name }).authority,
  regionName,
});
const authorities = [
  authorityNamed("801", "Bristol"),
  authorityNamed("866", "Swindon"),
  authorityNamed("926", "Norfolk", "East of England"),
];

function trait(name: string, questionnaire = children): KnownTrait {
  const found = knownTraits(questionnaire, authorities).find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

/** The value and what is said instead, upwards. */
function saidOf({ hierarchy: { labels, codes } }: KnownTrait, value: string): (string | undefined)[] {
  const row = labels[0]?.indexOf(value) ?? -1;
  return labels.map((ofLevel, level) => ofLevel[codes[level]?.[row] ?? -1]);
}

const orUnknown = (choices: readonly { readonly id: string }[]) => [...choices.map(({ id }) => id), "unknown"];

describe("what may be known of somebody", () => {
  test.each(questionnaires)("has a place for everything that is kept of a respondent to $id", (questionnaire) => {
    const kept: Readonly<Record<string, readonly string[]>> = {
      age_band: orUnknown(questionnaire.ageBands),
      gender: orUnknown(genders),
      ethnicity_major: Object.keys(majorEthnicGroups),
      placement: orUnknown(placements),
      period_of_care_length: orUnknown(timesInCare),
      ...(questionnaire.asksDisability && { disability: orUnknown(disabilities) }),
    };
    const [area, ...others] = knownTraits(questionnaire, authorities);
    expect(area?.hierarchy.labels).toEqual([
      ["801 Bristol", "866 Swindon", "926 Norfolk"],
      ["South West", "East of England"],
      ["England"],
    ]);
    expect(Object.fromEntries(others.map(({ name, hierarchy }) => [name, hierarchy.labels[0]]))).toEqual(kept);
    for (const { hierarchy } of others) expect(hierarchy.labels.at(-1)).toEqual([ANYTHING]);
  });

  test("is disability only where it is asked", () => {
    const named = (questionnaire: typeof children) => knownTraits(questionnaire, authorities).map(({ name }) => name);
    expect(named(children)).not.toContain("disability");
    expect(named(careLeavers)).toContain("disability");
  });

  test("tells two authorities of one name apart, and counts one that asked twice once", () => {
    const [bristol, ...others] = authorities;
    const twice = [...authorities, bristol ?? authorityNamed("801", "Bristol"), authorityNamed("802", "Bristol")];
    expect(others).toHaveLength(2);
    expect(knownTraits(children, twice)[0]?.hierarchy.labels[0]).toEqual([
      ...["801 Bristol", "866 Swindon", "926 Norfolk", "802 Bristol"],
    ]);
  });
});

describe("what is said instead", () => {
  test("of an ethnic group is White or all others, and of the unknown no more than that they may be one of the others", () => {
    const ethnicity = trait("ethnicity_major");
    expect(saidOf(ethnicity, "white")).toEqual(["white", "white", "white", ANYTHING]);
    const others = "all other ethnic groups combined";
    expect(saidOf(ethnicity, "black")).toEqual(["black", others, "any other or unknown", ANYTHING]);
    expect(saidOf(ethnicity, "unknown")).toEqual(["unknown", "unknown", "any other or unknown", ANYTHING]);
  });

  test("of a placement is first whether it is in a family", () => {
    const placement = trait("placement");
    expect(saidOf(placement, "kinship")).toEqual(["kinship", "in a family", "in a family", ANYTHING]);
    expect(saidOf(placement, "residential")).toEqual(["residential", "elsewhere", "elsewhere or unknown", ANYTHING]);
    expect(saidOf(placement, "unknown")).toEqual(["unknown", "unknown", "elsewhere or unknown", ANYTHING]);
  });

  test("of somebody who is neither girl nor boy is what is said of whoever did not answer", () => {
    const gender = trait("gender");
    expect(saidOf(gender, "girl")).toEqual(["girl", "girl", ANYTHING]);
    for (const value of ["other", "prefer-not-to-say", "unknown"]) {
      expect(saidOf(gender, value)).toEqual([value, "another or no answer", ANYTHING]);
    }
  });

  test("of three years in care or more is one thing, as of less, and of the unknown neither", () => {
    const period = trait("period_of_care_length");
    expect(saidOf(period, "1-2")).toEqual(["1-2", "under 3 years", ANYTHING]);
    expect(saidOf(period, "3-5")).toEqual(["3-5", "3 years or more", ANYTHING]);
    expect(saidOf(period, "unknown")).toEqual(["unknown", "unknown", ANYTHING]);
  });

  test("of an age turns at 18 for care leavers, and for children there is nothing in between", () => {
    expect(saidOf(trait("age_band", careLeavers), "16-17")).toEqual(["16-17", "under 18", ANYTHING]);
    expect(saidOf(trait("age_band", careLeavers), "18-20")).toEqual(["18-20", "18 and over", ANYTHING]);
    expect(saidOf(trait("age_band"), "8-9")).toEqual(["8-9", ANYTHING]);
  });
});
