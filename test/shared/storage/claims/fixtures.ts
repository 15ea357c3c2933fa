/** SYNTHETIC campaigns and answers for the claims about the stores. */
import type { Campaign } from "#shared/programme/campaign.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import type { Response, ResponseContent } from "#shared/survey/response.ts";

export const bristol: Campaign = {
  wave: "2026",
  authority: {
    code: "801",
    onsCode: "E06000023",
    name: "Bristol, City of",
    regionCode: "E12000009",
    regionName: "South West",
    mayBeNamed: true,
    statisticalNeighbours: ["866", "926"],
  },
  questionnaire: "ylyc-8-11",
  version: 1,
  opens: "2026-11-01",
  closes: "2026-12-18",
  eligible: 210,
  languages: ["en"],
  synthetic: true,
  link: "0123456789ABCD",
};

export const norfolk: Campaign = {
  ...bristol,
  authority: {
    code: "926",
    onsCode: "E10000020",
    name: "Norfolk",
    regionCode: "E12000006",
    regionName: "East of England",
    mayBeNamed: false,
    statisticalNeighbours: [],
  },
  link: "DCBA9876543210",
};

/** Two ladders are enough of a questionnaire to be packed. */
export const questionnaire: Questionnaire = {
  id: "ylyc-8-11",
  version: 1,
  title: { en: "A short questionnaire" },
  introduction: { en: "Two questions" },
  answeredBy: "child-with-help-if-wanted",
  ages: { from: 8, to: 11 },
  ageBands: [{ id: "8-11", from: 8, to: 11 }],
  asksDisability: false,
  sections: [
    {
      domain: "well-being",
      title: { en: "How you are" },
      items: ["one", "two"].map((id) => ({
        id,
        indicator: id,
        wording: { en: id },
        scale: {
          kind: "ladder",
          bands: [{ id: "every", from: 0, to: 10 }],
          lowest: { en: "lowest" },
          highest: { en: "highest" },
        },
      })),
    },
  ],
  comments: [],
};

export function responseWith(one: number): Response {
  const content: ResponseContent = {
    version: 1,
    mode: "online",
    about: {
      ageBand: "8-11",
      gender: "girl",
      ethnicity: "white",
      placement: "foster",
      timeInCare: "3-5",
      disability: "unknown",
    },
    answers: new Map([
      ["one", one],
      ["two", 10],
    ]),
  };
  return content as Response;
}

export const idempotencyKey = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
