import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anonymise } from "#functions/collect/anonymise.ts";
import type { Submission } from "#functions/collect/submission.ts";
import { validate } from "#functions/collect/validate.ts";
import {
  disabilities,
  ethnicities,
  genders,
  majorEthnicGroups,
  placements,
  timesInCare,
} from "#shared/survey/about.ts";
import { latestVersionOf, questionnaires } from "#shared/survey/catalogue.ts";
import { itemsOf } from "#shared/survey/questionnaire.ts";
import { pack, type Response, type ResponseContent, unpack } from "#shared/survey/response.ts";
import { aGoodSubmission, storesInMemory } from "./front-door.ts";
import { goodSubmissionsTo } from "./submissions.ts";

const each = questionnaires.map((questionnaire) => [questionnaire.id, questionnaire] as const);
const ids = (choices: readonly { readonly id: string }[]) => [...choices.map(({ id }) => id), "unknown"];

describe("an anonymised submission", () => {
  test.each(each)("keeps nothing of the respondent but classes (%s)", (_, questionnaire) => {
    fc.assert(
      fc.property(goodSubmissionsTo(questionnaire), (given) => {
        const submission = given as unknown as Submission;
        const kept = anonymise(submission, questionnaire);
        expect(Object.keys(kept).toSorted()).toEqual(["about", "answers", "mode", "version"]);
        expect(Object.keys(kept.about).toSorted()).toEqual([
          "ageBand",
          "disability",
          "ethnicity",
          "gender",
          "placement",
          "timeInCare",
        ]);
        expect(ids(questionnaire.ageBands)).toContain(kept.about.ageBand);
        expect(ids(genders)).toContain(kept.about.gender);
        expect(Object.keys(majorEthnicGroups)).toContain(kept.about.ethnicity);
        expect(ids(placements)).toContain(kept.about.placement);
        expect(ids(timesInCare)).toContain(kept.about.timeInCare);
        expect(ids(disabilities)).toContain(kept.about.disability);
      }),
    );
  });

  test.each(each)("keeps every answer, as it was given, through packing and unpacking (%s)", (_, questionnaire) => {
    fc.assert(
      fc.property(goodSubmissionsTo(questionnaire), (given) => {
        const submission = given as unknown as Submission;
        const { answers } = unpack(pack(anonymise(submission, questionnaire), questionnaire), questionnaire);
        const back = itemsOf(questionnaire).flatMap(({ id, scale }) => {
          const code = answers.get(id);
          if (code === undefined) return [];
          return [[id, scale.kind === "ladder" ? code : scale.options[code]?.id]];
        });
        expect(Object.fromEntries(back)).toEqual(submission.answers);
      }),
    );
  });

  test.each(each)("is the same for all who share their classes (%s)", (_, questionnaire) => {
    const packed = (about: Submission["about"]) => {
      const submission = { ...(aGoodSubmission({ answers: {} }) as unknown as Submission), about };
      return pack(anonymise({ ...submission, version: questionnaire.version }, questionnaire), questionnaire).about;
    };
    for (const { from, to } of questionnaire.ageBands) expect(packed({ age: from })).toBe(packed({ age: to }));
    expect(packed({ yearsInCare: 6 })).toBe(packed({ yearsInCare: 25 }));
    for (const { id, group } of ethnicities) {
      const other = ethnicities.find((ethnicity) => ethnicity.group === group)?.id;
      expect(packed({ ethnicity: id })).toBe(packed({ ethnicity: other }));
    }
  });

  test("neither holds the language of reading nor a comment", () => {
    const comments = { "make-care-better": "Zyxomma" };
    const submission = aGoodSubmission({ language: "cy", comments }) as unknown as Submission;
    const kept = anonymise(submission, latestVersionOf("ylyc-11-17"));
    expect(JSON.stringify({ ...kept, answers: [...kept.answers] })).not.toMatch(/Zyxomma|"cy"/);
  });
});

test("a Response is made by anonymise alone: nothing else of the same shape is one", () => {
  const questionnaire = latestVersionOf("ylyc-11-17");
  const verdict = validate(aGoodSubmission(), questionnaire);
  if (!verdict.valid) throw new Error("the good submission is not good");
  const content: ResponseContent = unpack(
    pack(anonymise(verdict.submission, questionnaire), questionnaire),
    questionnaire,
  );

  // @ts-expect-error what was read back from a table is not a Response
  const fromTable: Response = content;
  // @ts-expect-error a submission is not a Response
  const fromWire: Response = verdict.submission;
  // @ts-expect-error an object of the same fields is not a Response
  const forged: Response = { version: 1, mode: "online", about: content.about, answers: content.answers };
  const made: Response = anonymise(verdict.submission, questionnaire);
  expect([fromTable, fromWire, forged, made]).toHaveLength(4);

  const { responses } = storesInMemory();
  const addressed = {
    campaign: { wave: "2017", authority: "801", questionnaire: "ylyc-11-17" } as const,
    idempotencyKey: "",
  };
  const response = verdict.submission;
  // @ts-expect-error a store takes a Response and never a submission
  const storing = () => responses.put({ ...addressed, response, questionnaire, expiresAtInSeconds: 0 });
  expect(storing).toBeTypeOf("function");
});
