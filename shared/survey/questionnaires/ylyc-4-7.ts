/** Your Life, Your Care for children of 4 to 7, read aloud by an adult whom the child trusts. */
import { askWithFaces } from "../items/bank-entry.ts";
import { carersNoticeFeelings, feelsSettled, likesBedroom, whyInCareExplained } from "../items/recovery.ts";
import { goodFriend, trustCarers, trustSocialWorker } from "../items/relationships.ts";
import { funAndHobbies, likesSchool, natureAndOutdoors } from "../items/resilience.ts";
import { afraidOfSchool, knowsSocialWorker, safeAtHome } from "../items/rights.ts";
import type { Questionnaire } from "../questionnaire.ts";

export const yourLifeYourCare4To7: Questionnaire = {
  id: "ylyc-4-7",
  version: 1,
  title: { en: "Your Life, Your Care: ages 4 to 7" },
  introduction: {
    en: [
      "For the grown-up: please find a quiet place, tell us a little about the child, and then read each question aloud.",
      "Let the child pick the face. There are no right or wrong answers, so please do not help to choose.",
      "It is fine to leave a question out or to stop. If something worries the child, talk about it and get help.",
      "For you: we want to know what your life is like. You can say what you really think.",
    ].join(" "),
  },
  answeredBy: "child-with-trusted-adult",
  ages: { from: 4, to: 7 },
  ageBands: [
    { id: "4-5", from: 4, to: 5 },
    { id: "6-7", from: 6, to: 7 },
  ],
  asksDisability: false,
  sections: [
    {
      domain: "recovery",
      title: { en: "Where you live" },
      items: [
        askWithFaces(feelsSettled, { en: "Does the place where you live feel like home?" }),
        askWithFaces(likesBedroom, { en: "Do you like your bedroom?" }),
        askWithFaces(carersNoticeFeelings, {
          en: "When you are sad or cross, can the grown-ups at home tell?",
        }),
        askWithFaces(whyInCareExplained, {
          en: "Has a grown-up told you why you live where you live now?",
        }),
      ],
    },
    {
      domain: "relationships",
      title: { en: "People you know" },
      items: [
        askWithFaces(trustCarers, { en: "Can you trust the grown-ups at home to look after you well?" }),
        askWithFaces(trustSocialWorker, { en: "Is your social worker somebody you can trust?" }),
        askWithFaces(goodFriend, { en: "Do you have a friend you really like, who really likes you?" }),
      ],
    },
    {
      domain: "resilience",
      title: { en: "Playing and learning" },
      items: [
        askWithFaces(funAndHobbies, { en: "Do you get to do things that are fun?" }),
        askWithFaces(natureAndOutdoors, { en: "Do you get to play outside, where there is grass or trees?" }),
        askWithFaces(likesSchool, { en: "Do you like your school or nursery?" }),
      ],
    },
    {
      domain: "rights",
      title: { en: "Feeling safe" },
      items: [
        askWithFaces(safeAtHome, { en: "Do you feel safe where you live?" }),
        askWithFaces(afraidOfSchool, { en: "Do you ever feel scared to go to school or nursery?" }),
        askWithFaces(knowsSocialWorker, { en: "Do you know who your social worker is?" }),
      ],
    },
  ],
  comments: [
    {
      id: "best-thing",
      wording: {
        en: "What is the very best thing about where you live? (For the grown-up: please write the child's own words.)",
      },
    },
    {
      id: "make-care-better",
      wording: {
        en: "If you had a magic wand, what would you make better? (For the grown-up: please write the child's own words.)",
      },
    },
  ],
};
