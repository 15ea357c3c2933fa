/** Your Life, Your Care for children of 8 to 11, who answer themselves and may ask for help. */
import { ask } from "../items/bank-entry.ts";
import {
  carersNoticeFeelings,
  feelsSettled,
  helpWithWorries,
  internetAtHome,
  lifeGettingBetter,
  likesBedroom,
  sameThingsAsFriends,
  trustedByCarers,
  whyInCareExplained,
} from "../items/recovery.ts";
import {
  contactBrothersAndSisters,
  contactFather,
  contactMother,
  goodFriend,
  numberOfPlacements,
  numberOfSocialWorkers,
  pets,
  talksWithCarers,
  trustCarers,
  trustSocialWorker,
} from "../items/relationships.ts";
import {
  adultsInterestedInEducation,
  funAndHobbies,
  likesSchool,
  natureAndOutdoors,
  secondChances,
  supportForLearning,
  trustedAdult,
} from "../items/resilience.ts";
import {
  afraidOfSchool,
  bullied,
  embarrassedAboutCare,
  includedInDecisions,
  knowsRightToSpeakAlone,
  knowsSocialWorker,
  reachesSocialWorker,
  safeAtHome,
} from "../items/rights.ts";
import type { Questionnaire } from "../questionnaire.ts";

export const yourLifeYourCare8To11: Questionnaire = {
  id: "ylyc-8-11",
  version: 1,
  title: { en: "Your Life, Your Care: ages 8 to 11" },
  introduction: {
    en: [
      "We would like to hear what your life is like. What you and other children tell us helps to make care better.",
      "We do not ask for your name. There are no right or wrong answers.",
      "You can leave out any question, stop when you like, and ask someone you trust to help you read.",
      "If a question makes you feel worried or upset, please tell a grown-up you trust.",
    ].join(" "),
  },
  answeredBy: "child-with-help-if-wanted",
  ages: { from: 8, to: 11 },
  ageBands: [
    { id: "8-9", from: 8, to: 9 },
    { id: "10-11", from: 10, to: 11 },
  ],
  asksDisability: false,
  sections: [
    {
      domain: "recovery",
      title: { en: "Your home and your feelings" },
      items: [
        ask(feelsSettled, { en: "Do you feel settled in the home where you live now?" }),
        ask(likesBedroom, { en: "Do you like the bedroom you sleep in?" }),
        ask(internetAtHome, { en: "Can you go online at home when you need to?" }),
        ask(carersNoticeFeelings, {
          en: "When something is on your mind, do the grown-ups you live with notice?",
        }),
        ask(trustedByCarers, { en: "Do the grown-ups you live with trust you to do things by yourself?" }),
        ask(sameThingsAsFriends, { en: "Are you allowed to do the things that your friends do?" }),
        ask(helpWithWorries, { en: "When you are worried about something, does somebody help you with it?" }),
        ask(whyInCareExplained, { en: "Has a grown-up explained to you why you are in care?" }),
        ask(lifeGettingBetter, { en: "Think back to a year ago. How is your life now?" }),
      ],
    },
    {
      domain: "relationships",
      title: { en: "The people in your life" },
      items: [
        ask(contactMother, { en: "How do you feel about how much you see or talk to your mum?" }),
        ask(contactFather, { en: "How do you feel about how much you see or talk to your dad?" }),
        ask(contactBrothersAndSisters, {
          en: "How do you feel about how much you see or talk to brothers and sisters who live somewhere else?",
        }),
        ask(goodFriend, { en: "Do you have a really good friend?" }),
        ask(pets, { en: "Is there a pet in the home where you live?" }),
        ask(trustCarers, { en: "Can you trust the grown-ups you live with?" }),
        ask(talksWithCarers, {
          en: "Do the grown-ups you live with talk with you about the things that matter to you?",
        }),
        ask(numberOfPlacements, {
          en: "How many homes have you lived in since you came into care? Count the one you live in now.",
        }),
        ask(trustSocialWorker, { en: "Can you trust your social worker?" }),
        ask(numberOfSocialWorkers, { en: "How many social workers have you had in the last year?" }),
      ],
    },
    {
      domain: "resilience",
      title: { en: "Fun, school and growing up" },
      items: [
        ask(trustedAdult, { en: "Is there a grown-up in your life you can really rely on?" }),
        ask(funAndHobbies, { en: "Do you get to do fun things and hobbies that you enjoy?" }),
        ask(natureAndOutdoors, { en: "Do you get to go out to green places, such as parks, woods or the beach?" }),
        ask(secondChances, { en: "If you do something wrong, do grown-ups let you try again?" }),
        ask(likesSchool, { en: "Do you like school?" }),
        ask(adultsInterestedInEducation, {
          en: "Do the grown-ups you live with want to hear how you are getting on at school?",
        }),
        ask(supportForLearning, { en: "When something you are learning is hard, do you get help?" }),
      ],
    },
    {
      domain: "rights",
      title: { en: "Being safe and being heard" },
      items: [
        ask(safeAtHome, { en: "Do you feel safe in the home where you live?" }),
        ask(bullied, { en: "Do other children bully you, at school, online or anywhere else?" }),
        ask(afraidOfSchool, { en: "Are you scared to go to school?" }),
        ask(embarrassedAboutCare, {
          en: "Do grown-ups do or say things that make you feel embarrassed about being in care?",
        }),
        ask(knowsSocialWorker, { en: "Do you know who your social worker is now?" }),
        ask(reachesSocialWorker, { en: "Is it easy to get in touch with your social worker when you want to?" }),
        ask(knowsRightToSpeakAlone, {
          en: "Did you know that you may talk to your social worker with nobody else in the room?",
        }),
        ask(includedInDecisions, {
          en: "Do grown-ups ask what you think before they decide things about your life?",
        }),
      ],
    },
  ],
  comments: [
    { id: "best-thing", wording: { en: "What is the best thing about your life at the moment?" } },
    { id: "make-care-better", wording: { en: "What one thing would make being in care better for you?" } },
    { id: "anything-else", wording: { en: "Is there anything else you would like to tell us?" } },
  ],
};
