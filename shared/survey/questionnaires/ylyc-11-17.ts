/** Your Life, Your Care for young people of 11 to 17. */
import { ask } from "../items/bank-entry.ts";
import {
  carersNoticeFeelings,
  feelsSettled,
  happyWithAppearance,
  helpWithWorries,
  identitySupported,
  internetAtHome,
  lifeGettingBetter,
  likesBedroom,
  sameThingsAsFriends,
  trustedByCarers,
  whyInCareExplained,
} from "../items/recovery.ts";
import {
  belongsAtHome,
  contactBrothersAndSisters,
  contactFather,
  contactMother,
  contactWiderFamily,
  goodFriend,
  numberOfPlacements,
  numberOfSocialWorkers,
  pets,
  socialWorkerKeepsPromises,
  talksWithCarers,
  trustCarers,
  trustSocialWorker,
} from "../items/relationships.ts";
import {
  adultBelievesInMe,
  adultsInterestedInEducation,
  funAndHobbies,
  helpWithPlans,
  lifeSkills,
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
  knowsAboutAdvocates,
  knowsRightToSpeakAlone,
  knowsSocialWorker,
  reachesSocialWorker,
  safeAtHome,
  safeInArea,
  toldAboutChanges,
} from "../items/rights.ts";
import { happyYesterday, lifeSatisfaction, positiveAboutFuture, thingsWorthwhile } from "../items/well-being.ts";
import type { Questionnaire } from "../questionnaire.ts";

export const yourLifeYourCare11To17: Questionnaire = {
  id: "ylyc-11-17",
  version: 1,
  title: { en: "Your Life, Your Care: ages 11 to 17" },
  introduction: {
    en: [
      "This is your chance to say how life is going. Your answers, together with those of other young people in care,",
      "show what is working and what has to change. We do not ask for your name, and there are no right or wrong answers.",
      "Skip anything you do not want to answer and stop whenever you like.",
      "If a question brings up something difficult, please talk to someone you trust.",
    ].join(" "),
  },
  answeredBy: "young-person",
  ages: { from: 11, to: 17 },
  ageBands: [
    { id: "11-13", from: 11, to: 13 },
    { id: "14-15", from: 14, to: 15 },
    { id: "16-17", from: 16, to: 17 },
  ],
  asksDisability: false,
  sections: [
    {
      domain: "recovery",
      title: { en: "Home and how you feel" },
      items: [
        ask(feelsSettled, { en: "Do you feel settled where you are living now?" }),
        ask(likesBedroom, { en: "Do you like your bedroom?" }),
        ask(internetAtHome, { en: "Can you get online at home when you need to?" }),
        ask(carersNoticeFeelings, { en: "Do the adults you live with pick up on how you are feeling?" }),
        ask(trustedByCarers, { en: "Do the adults you live with trust you?" }),
        ask(sameThingsAsFriends, { en: "Do you get to do the same sorts of things as your friends?" }),
        ask(helpWithWorries, { en: "When something is worrying you, do you get help with it?" }),
        ask(whyInCareExplained, { en: "Has anyone explained to you why you came into care?" }),
        ask(identitySupported, {
          en: "Are you supported in what makes you who you are, such as your faith, language, culture or identity?",
        }),
        ask(happyWithAppearance, { en: "Are you happy with the way you look?" }),
        ask(lifeGettingBetter, { en: "Compared with a year ago, how is your life going?" }),
      ],
    },
    {
      domain: "relationships",
      title: { en: "The people in your life" },
      items: [
        ask(contactMother, { en: "How do you feel about the amount of contact you have with your mum?" }),
        ask(contactFather, { en: "How do you feel about the amount of contact you have with your dad?" }),
        ask(contactBrothersAndSisters, {
          en: "How do you feel about the amount of contact you have with brothers and sisters who live somewhere else?",
        }),
        ask(contactWiderFamily, {
          en: "How do you feel about the amount of contact you have with other family, such as grandparents or aunts?",
        }),
        ask(goodFriend, { en: "Do you have at least one really good friend?" }),
        ask(pets, { en: "Does a pet live in your home?" }),
        ask(trustCarers, { en: "Do you feel that you can trust the adults you live with?" }),
        ask(talksWithCarers, { en: "Do you and the adults you live with talk about things that matter to you?" }),
        ask(belongsAtHome, { en: "Do you feel that you are part of the home you live in, and not a guest in it?" }),
        ask(numberOfPlacements, {
          en: "How many homes have you lived in since you came into care, counting the one you live in now?",
        }),
        ask(trustSocialWorker, { en: "Do you feel that you can trust your social worker?" }),
        ask(socialWorkerKeepsPromises, { en: "When your social worker promises to do something, does it get done?" }),
        ask(numberOfSocialWorkers, { en: "How many different social workers have you had in the last 12 months?" }),
      ],
    },
    {
      domain: "resilience",
      title: { en: "Interests, learning and what comes next" },
      items: [
        ask(trustedAdult, { en: "Is there an adult you trust who would be there for you, come what may?" }),
        ask(adultBelievesInMe, { en: "Is there an adult who believes in you and in what you can do?" }),
        ask(funAndHobbies, { en: "Do you get to spend time on the interests and hobbies you enjoy?" }),
        ask(natureAndOutdoors, {
          en: "Do you get to spend time outdoors, in places such as parks, hills or by water?",
        }),
        ask(secondChances, { en: "When you make a mistake, are you given another chance?" }),
        ask(likesSchool, { en: "Do you like your school or college?" }),
        ask(adultsInterestedInEducation, {
          en: "Do the adults you live with take an interest in how you get on at school or college?",
        }),
        ask(supportForLearning, { en: "Do you get the support you need with your learning?" }),
        ask(lifeSkills, {
          en: "Do you get to practise skills for living by yourself, such as cooking, washing or looking after money?",
        }),
        ask(helpWithPlans, { en: "Is someone helping you to think about and plan your future?" }),
      ],
    },
    {
      domain: "rights",
      title: { en: "Safety, respect and having a say" },
      items: [
        ask(safeAtHome, { en: "Do you feel safe where you live?" }),
        ask(safeInArea, { en: "Do you feel safe when you are out and about near your home?" }),
        ask(bullied, { en: "Are you bullied by other young people, face to face or online?" }),
        ask(afraidOfSchool, { en: "Do you feel afraid to go to school or college?" }),
        ask(embarrassedAboutCare, {
          en: "Do adults say or do things that make you feel embarrassed about being in care?",
        }),
        ask(knowsSocialWorker, { en: "Do you know who your social worker is at the moment?" }),
        ask(reachesSocialWorker, { en: "Can you easily get hold of your social worker when you want to?" }),
        ask(knowsRightToSpeakAlone, { en: "Did you know that you have a right to speak to your social worker alone?" }),
        ask(includedInDecisions, {
          en: "Are you included when social workers and others make decisions about your life?",
        }),
        ask(toldAboutChanges, { en: "Are you told in good time about changes in your life, such as a move?" }),
        ask(knowsAboutAdvocates, {
          en: "Did you know that an advocate, who is on nobody's side but yours, can help you to be heard?",
        }),
      ],
    },
    {
      domain: "well-being",
      title: { en: "Your life as a whole" },
      items: [
        ask(lifeSatisfaction, { en: "All in all, how satisfied are you with the life you have now?" }),
        ask(happyYesterday, { en: "Think of yesterday. How happy did you feel?" }),
        ask(thingsWorthwhile, { en: "How much do the things in your life feel worthwhile to you?" }),
        ask(positiveAboutFuture, { en: "How positive do you feel when you look ahead to your future?" }),
      ],
    },
  ],
  comments: [
    { id: "best-thing", wording: { en: "What is going well in your life at the moment?" } },
    { id: "make-care-better", wording: { en: "What would make being in care better for you?" } },
    { id: "anything-else", wording: { en: "Is there anything else you would like to say?" } },
  ],
};
