/** Who answers: what a respondent says of themselves, and the well-being behind all of their answers. */
import {
  type DisabilityId,
  type EthnicityId,
  ethnicities,
  type GenderId,
  type MajorEthnicGroup,
  type PlacementId,
} from "#shared/survey/about.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import type { Chance } from "./chance.ts";

/** As a front end sends it. A skipped question is absent. */
export interface SyntheticAbout {
  readonly age?: number;
  readonly gender?: GenderId;
  readonly ethnicity?: EthnicityId;
  readonly placement?: PlacementId;
  readonly yearsInCare?: number;
  readonly disability?: DisabilityId;
}

export interface Respondent {
  readonly about: SyntheticAbout;
  /** Standard normal over all respondents of a questionnaire. */
  readonly wellBeing: number;
}

/** Published for 2017: 83 per cent white; 77 foster, 16 kinship, 3 residential, 4 elsewhere. */
const majorGroups: readonly (readonly [MajorEthnicGroup, number])[] = [
  ["white", 83],
  ["mixed", 8],
  ["asian", 3],
  ["black", 4],
  ["other", 1],
  ["unknown", 1],
];
const placementShares: readonly (readonly [PlacementId, number])[] = [
  ["foster", 77],
  ["kinship", 16],
  ["residential", 3],
  ["somewhere-else", 4],
];
const genderShares: readonly (readonly [GenderId, number])[] = [
  ["girl", 48],
  ["boy", 49],
  ["other", 2],
  ["prefer-not-to-say", 1],
];
/** The first detailed group of a major one is by far its largest only where it is White British. */
const WEIGHT_OF_WHITE_BRITISH = 60;
const SKIPS_A_QUESTION_ABOUT_THEMSELVES = 0.015;

/**
 * How far girls lie under and boys over the mean of well-being. Published: low well-being is far more frequent among
 * girls from 11 up, and no such gap before.
 */
function genderGap(questionnaire: Questionnaire): number {
  if (questionnaire.ages.from < 11) return 0;
  return questionnaire.asksDisability ? 0.15 : 0.32;
}

export function respondentOf(questionnaire: Questionnaire, chance: Chance): Respondent {
  const { from, to } = questionnaire.ages;
  const age = chance.integer(from, to);
  const gender = chance.weighted(genderShares);
  const group = chance.weighted(majorGroups);
  const ethnicity = chance.weighted(
    ethnicities
      .filter((ethnicity) => ethnicity.group === group)
      .map(({ id }) => [id, id === "white-british" ? WEIGHT_OF_WHITE_BRITISH : 1] as const),
  );
  const placement = chance.weighted(placementShares);
  // Most come into care some years before, some at birth, and nobody has been in care for longer than they have lived.
  const yearsInCare = Math.min(age, 18, Math.floor(-4.5 * Math.log(1 - chance.uniform())));
  const disability = chance.weighted([
    ["yes", 22],
    ["no", 74],
    ["prefer-not-to-say", 4],
  ] as const satisfies readonly (readonly [DisabilityId, number])[]);

  const gap = genderGap(questionnaire);
  const mean = gender === "girl" ? -gap : gender === "boy" ? gap : -2 * gap;
  const wellBeing = mean + Math.sqrt(1 - gap * gap) * chance.normal();

  const said = <Value>(name: string, value: Value) =>
    chance.happens(SKIPS_A_QUESTION_ABOUT_THEMSELVES) ? {} : { [name]: value };
  return {
    about: {
      ...said("age", age),
      ...said("gender", gender),
      ...said("ethnicity", ethnicity),
      ...said("placement", placement),
      ...said("yearsInCare", yearsInCare),
      ...(questionnaire.asksDisability ? said("disability", disability) : {}),
    },
    wellBeing,
  };
}
