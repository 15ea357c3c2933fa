/** A questionnaire of two questions. */
import type { Item, Questionnaire } from "#shared/survey/questionnaire.ts";

/** Two options in the first band, one in the second, and a choice that is no answer. */
export const hasAFriend: Item = {
  id: "has-a-friend",
  indicator: "good-friend",
  wording: { en: "Have you got a friend?" },
  scale: {
    kind: "choice",
    bands: ["positive", "negative"],
    options: [
      { id: "yes", wording: { en: "Yes" }, band: "positive" },
      { id: "one", wording: { en: "One" }, band: "positive" },
      { id: "no", wording: { en: "No" }, band: "negative" },
      { id: "rather-not-say", wording: { en: "I would rather not say" }, band: null },
    ],
  },
};

/** Two questions: one with a choice that is no answer, one ladder. */
export const smallQuestionnaire: Questionnaire = {
  id: "ylyc-8-11",
  version: 3,
  title: { en: "A small questionnaire" },
  introduction: { en: "For tests." },
  answeredBy: "young-person",
  ages: { from: 8, to: 11 },
  ageBands: [
    { id: "8-9", from: 8, to: 9 },
    { id: "10-11", from: 10, to: 11 },
  ],
  asksDisability: false,
  sections: [
    {
      domain: "relationships",
      title: { en: "People" },
      items: [hasAFriend],
    },
    {
      domain: "well-being",
      title: { en: "Life" },
      items: [
        {
          id: "how-is-life",
          indicator: "life-satisfaction",
          wording: { en: "How is life?" },
          scale: {
            kind: "ladder",
            bands: [
              { id: "high", from: 7, to: 10 },
              { id: "medium", from: 5, to: 6 },
              { id: "low", from: 0, to: 4 },
            ],
            lowest: { en: "Bad" },
            highest: { en: "Good" },
          },
        },
      ],
    },
  ],
  comments: [],
};
