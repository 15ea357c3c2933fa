/** Your Life Beyond Care for care leavers of 16 to 25. */
import { ask } from "../items/bank-entry.ts";
import {
  feelsSettled,
  happyWithAppearance,
  helpWithWorries,
  homeSuitsMe,
  identitySupported,
  internetAtHome,
  lifeGettingBetter,
  longTermCondition,
  sameThingsAsFriends,
  stress,
  whyInCareExplained,
} from "../items/recovery.ts";
import {
  contactBrothersAndSisters,
  contactFather,
  contactFormerCarers,
  contactMother,
  contactWiderFamily,
  emotionalSupport,
  goodFriend,
  leavingCareWorkerKeepsPromises,
  loneliness,
  numberOfLeavingCareWorkers,
  pets,
  trustLeavingCareWorker,
} from "../items/relationships.ts";
import {
  adultBelievesInMe,
  copingFinancially,
  educationOrWork,
  funAndHobbies,
  helpWithPlans,
  lifeSkills,
  natureAndOutdoors,
  secondChances,
  supportForLearning,
  trustedAdult,
} from "../items/resilience.ts";
import {
  embarrassedAboutCare,
  includedInDecisions,
  knowsAboutAdvocates,
  knowsEntitlements,
  knowsLeavingCareWorker,
  knowsRightToRecords,
  planReflectsWishes,
  reachesLeavingCareWorker,
  safeAtHome,
  safeInArea,
  toldAboutChanges,
  treatedDifferently,
} from "../items/rights.ts";
import {
  anxiousYesterday,
  happyYesterday,
  lifeSatisfaction,
  positiveAboutFuture,
  thingsWorthwhile,
} from "../items/well-being.ts";
import type { Questionnaire } from "../questionnaire.ts";

export const yourLifeBeyondCare16To25: Questionnaire = {
  id: "ylbc-16-25",
  version: 1,
  title: { en: "Your Life Beyond Care: ages 16 to 25" },
  introduction: {
    en: [
      "You know best what life after care is like. Tell us how it is going for you, so that the support for you and for",
      "those who come after you gets better. We do not ask for your name, and there are no right or wrong answers.",
      "Skip any question you like and stop at any time.",
      "If something here is hard to think about, please get in touch with someone you trust.",
    ].join(" "),
  },
  answeredBy: "young-person",
  ages: { from: 16, to: 25 },
  ageBands: [
    { id: "16-17", from: 16, to: 17 },
    { id: "18-20", from: 18, to: 20 },
    { id: "21-25", from: 21, to: 25 },
  ],
  asksDisability: true,
  sections: [
    {
      domain: "recovery",
      title: { en: "Home, health and how you feel" },
      items: [
        ask(feelsSettled, { en: "Do you feel settled where you live now?" }),
        ask(homeSuitsMe, { en: "Is the place where you live right for you at this stage of your life?" }),
        ask(internetAtHome, { en: "Can you get online at home when you need to?" }),
        ask(sameThingsAsFriends, { en: "Are you able to do the same sorts of things as other people of your age?" }),
        ask(helpWithWorries, { en: "When something is worrying you, do you get help with it?" }),
        ask(stress, { en: "How often do you feel stressed?" }),
        ask(longTermCondition, {
          en: "Do you live with an illness or condition, of body or mind, that goes on for a year or longer?",
        }),
        ask(whyInCareExplained, { en: "Has anyone explained to you why you were in care?" }),
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
        ask(contactMother, { en: "How do you feel about the amount of contact you have with your mother?" }),
        ask(contactFather, { en: "How do you feel about the amount of contact you have with your father?" }),
        ask(contactBrothersAndSisters, {
          en: "How do you feel about the amount of contact you have with your brothers and sisters?",
        }),
        ask(contactWiderFamily, {
          en: "How do you feel about the amount of contact you have with other family, such as grandparents or aunts?",
        }),
        ask(contactFormerCarers, {
          en: "How do you feel about the amount of contact you have with people who used to look after you?",
        }),
        ask(goodFriend, { en: "Do you have at least one really good friend?" }),
        ask(emotionalSupport, { en: "When you are having a hard time, is there somebody you can turn to?" }),
        ask(loneliness, { en: "How often do you feel lonely?" }),
        ask(pets, { en: "Does a pet live in your home?" }),
        ask(trustLeavingCareWorker, { en: "Do you feel that you can trust your leaving-care worker?" }),
        ask(leavingCareWorkerKeepsPromises, {
          en: "When your leaving-care worker promises to do something, does it get done?",
        }),
        ask(numberOfLeavingCareWorkers, {
          en: "How many different leaving-care workers have you had in the last 12 months?",
        }),
      ],
    },
    {
      domain: "resilience",
      title: { en: "Work, learning, money and free time" },
      items: [
        ask(educationOrWork, { en: "Which of these fits best with what you are doing at the moment?" }),
        ask(supportForLearning, { en: "Do you get the support you need with learning, training or finding work?" }),
        ask(copingFinancially, { en: "How are you managing with money at the moment?" }),
        ask(lifeSkills, {
          en: "Do you feel able to deal with everyday things such as cooking, bills, forms and appointments?",
        }),
        ask(helpWithPlans, { en: "Is someone helping you to think about and plan your future?" }),
        ask(trustedAdult, { en: "Is there somebody older you trust who would be there for you, come what may?" }),
        ask(adultBelievesInMe, { en: "Is there somebody who believes in you and in what you can do?" }),
        ask(secondChances, { en: "When things go wrong, are you given another chance?" }),
        ask(funAndHobbies, { en: "Do you get to spend time on the interests and hobbies you enjoy?" }),
        ask(natureAndOutdoors, {
          en: "Do you get to spend time outdoors, in places such as parks, hills or by water?",
        }),
      ],
    },
    {
      domain: "rights",
      title: { en: "Safety, respect and support" },
      items: [
        ask(safeAtHome, { en: "Do you feel safe in the place where you live?" }),
        ask(safeInArea, { en: "Do you feel safe in the area around your home?" }),
        ask(treatedDifferently, { en: "Do people treat you worse than others because you have been in care?" }),
        ask(embarrassedAboutCare, {
          en: "Do people who work with you say or do things that make you feel embarrassed about having been in care?",
        }),
        ask(knowsLeavingCareWorker, { en: "Do you know who your leaving-care worker or personal adviser is?" }),
        ask(reachesLeavingCareWorker, { en: "Can you easily get hold of your leaving-care worker when you want to?" }),
        ask(includedInDecisions, { en: "Are you included when services make decisions that concern you?" }),
        ask(toldAboutChanges, {
          en: "Are you told in good time about changes that affect you, such as a move or another worker?",
        }),
        ask(planReflectsWishes, {
          en: 'Does your pathway plan say what you want for yourself? If you have no plan, please choose "Not at all".',
        }),
        ask(knowsEntitlements, { en: "Do you know what support you can claim as a care leaver?" }),
        ask(knowsAboutAdvocates, {
          en: "Did you know that an advocate, who is on nobody's side but yours, can help you to be heard?",
        }),
        ask(knowsRightToRecords, { en: "Did you know that you can ask to see what was written about you in care?" }),
      ],
    },
    {
      domain: "well-being",
      title: { en: "Your life as a whole" },
      items: [
        ask(lifeSatisfaction, { en: "All in all, how satisfied are you with the life you have now?" }),
        ask(happyYesterday, { en: "Think of yesterday. How happy did you feel?" }),
        ask(anxiousYesterday, { en: "Think of yesterday. How anxious did you feel?" }),
        ask(thingsWorthwhile, { en: "How much do the things in your life feel worthwhile to you?" }),
        ask(positiveAboutFuture, { en: "How positive do you feel when you look ahead to your future?" }),
      ],
    },
  ],
  comments: [
    { id: "what-helps", wording: { en: "What or who has helped you most since you left care?" } },
    { id: "make-care-better", wording: { en: "What should change to make life better for people who leave care?" } },
    { id: "anything-else", wording: { en: "Is there anything else you would like to say?" } },
  ],
};
