/** Every published version of every instrument. A version is added here and never taken away while answers to it are kept. */
import { indicators } from "./indicators.ts";
import type { Indicator, Questionnaire, QuestionnaireId } from "./questionnaire.ts";
import { yourLifeBeyondCare16To25 } from "./questionnaires/ylbc-16-25.ts";
import { yourLifeYourCare4To7 } from "./questionnaires/ylyc-4-7.ts";
import { yourLifeYourCare8To11 } from "./questionnaires/ylyc-8-11.ts";
import { yourLifeYourCare11To17 } from "./questionnaires/ylyc-11-17.ts";

/** An item or a caller names an indicator that does not exist. */
export class UnknownIndicator extends Error {
  override readonly name = "UnknownIndicator";
  readonly indicator: string;
  constructor(indicator: string) {
    super(`there is no indicator "${indicator}"`);
    this.indicator = indicator;
  }
}

/** From the youngest to the oldest, the versions of an instrument from the first to the latest. */
export const questionnaires: readonly Questionnaire[] = [
  yourLifeYourCare4To7,
  yourLifeYourCare8To11,
  yourLifeYourCare11To17,
  yourLifeBeyondCare16To25,
];

const latest: Readonly<Record<QuestionnaireId, Questionnaire>> = {
  "ylyc-4-7": yourLifeYourCare4To7,
  "ylyc-8-11": yourLifeYourCare8To11,
  "ylyc-11-17": yourLifeYourCare11To17,
  "ylbc-16-25": yourLifeBeyondCare16To25,
};

const indicatorsById = new Map(indicators.map((indicator) => [indicator.id, indicator]));

/** The published questionnaire, or undefined where there is no such instrument or version. */
export function questionnaireOf(id: string, version: number): Questionnaire | undefined {
  return questionnaires.find((questionnaire) => questionnaire.id === id && questionnaire.version === version);
}

/** A campaign asks with a questionnaire that this code does not publish: deploy the code that published it. */
export class QuestionnaireUnknown extends Error {
  override readonly name = "QuestionnaireUnknown";
  readonly questionnaire: string;
  readonly version: number;
  constructor(id: string, version: number) {
    super(`this code publishes no questionnaire ${id} in version ${version}; deploy the code that does`);
    this.questionnaire = id;
    this.version = version;
  }
}

/** @throws QuestionnaireUnknown */
export function publishedQuestionnaire(id: string, version: number): Questionnaire {
  const questionnaire = questionnaireOf(id, version);
  if (questionnaire === undefined) throw new QuestionnaireUnknown(id, version);
  return questionnaire;
}

/** The questionnaire that a new campaign of this instrument asks with. */
export function latestVersionOf(id: QuestionnaireId): Questionnaire {
  return latest[id];
}

/** @throws UnknownIndicator */
export function indicatorOf(id: string): Indicator {
  const indicator = indicatorsById.get(id);
  if (indicator === undefined) throw new UnknownIndicator(id);
  return indicator;
}
