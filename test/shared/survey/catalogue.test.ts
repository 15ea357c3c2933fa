/** The catalogue of published questionnaires. */
import { expect, test } from "vitest";
import {
  indicatorOf,
  latestVersionOf,
  questionnaireOf,
  questionnaires,
  UnknownIndicator,
} from "#shared/survey/catalogue.ts";

test("finds every published questionnaire by its id and version", () => {
  for (const questionnaire of questionnaires) {
    expect(questionnaireOf(questionnaire.id, questionnaire.version)).toBe(questionnaire);
  }
  const names = questionnaires.map(({ id, version }) => `${id} ${version}`);
  expect(new Set(names).size).toBe(names.length);
});

test.each([
  ["ylyc-4-7", 999],
  ["ylyc-4-7", 0],
  ["toString", 1],
  ["", 1],
])("knows no questionnaire %j in version %i", (id, version) => {
  expect(questionnaireOf(id, version)).toBeUndefined();
});

test("takes the highest version of an instrument as its latest", () => {
  for (const { id } of questionnaires) {
    const versions = questionnaires.filter((questionnaire) => questionnaire.id === id).map(({ version }) => version);
    expect(latestVersionOf(id).id).toBe(id);
    expect(latestVersionOf(id).version).toBe(Math.max(...versions));
  }
});

test("refuses an indicator that does not exist by name", () => {
  expect(indicatorOf("trust-carers").domain).toBe("relationships");
  expect(() => indicatorOf("constructor")).toThrow(UnknownIndicator);
  expect(() => indicatorOf("constructor")).toThrow(expect.objectContaining({ indicator: "constructor" }));
});
