/**
 * The answer scales. A scale's identity is its constant: two items with the same id are measured alike, and their
 * figures may stand side by side, exactly when they hold the same constant (`===`). The youngest answer the same items
 * on a face scale, which is another constant with the same band names: never pool the two.
 *
 * Polarity lies in the bands. For something unwelcome "never" falls into `positive`. A band of null is a valid choice
 * that is no answer and does not enter a base.
 */
import type { Band, ChoiceScale, Face, LadderScale, Option } from "./questionnaire.ts";

const opinion = ["positive", "middle", "negative"] as const;
type Opinion = (typeof opinion)[number];

function option(id: string, en: string, band: Band | null): Option {
  return { id, wording: { en }, band };
}

const preferNotToSay = option("prefer-not-to-say", "I would rather not say", null);
const noWorker = option("does-not-apply", "I do not have one at the moment", null);
const notAtSchool = option("does-not-apply", "I am not at school or college at the moment", null);
const noSuchPerson = option(
  "does-not-apply",
  "This does not fit me, for example because they have died or I do not know them",
  null,
);

function opinions(...options: readonly Option[]): ChoiceScale {
  return { kind: "choice", bands: opinion, options: [...options, preferNotToSay] };
}

function frequency(always: Opinion, mostly: Opinion, sometimes: Opinion, hardlyEver: Opinion, never: Opinion) {
  return [
    option("all-of-the-time", "All of the time", always),
    option("most-of-the-time", "Most of the time", mostly),
    option("sometimes", "Sometimes", sometimes),
    option("hardly-ever", "Hardly ever", hardlyEver),
    option("never", "Never", never),
  ];
}

const welcome = frequency("positive", "positive", "middle", "negative", "negative");
const harmful = frequency("negative", "negative", "negative", "middle", "positive");
const straining = frequency("negative", "negative", "middle", "positive", "positive");

/** How often something good happens. */
export const howOften = opinions(...welcome);
/** How often something good happens with a worker whom not everyone has. */
export const howOftenWithWorker = opinions(...welcome, noWorker);
/** How often something good happens at school or college, for those who go. */
export const howOftenAtSchool = opinions(...welcome, notAtSchool);
/** How often harm is done: "sometimes" is too often, and only "never" is good. */
export const howOftenHarmed = opinions(...harmful);
/** How often school frightens, for those who go. */
export const howOftenHarmedAtSchool = opinions(...harmful, notAtSchool);
/** How often a strain is felt that everyone feels now and then: only "most of the time" and more is unfavourable. */
export const howOftenStrained = opinions(...straining);

const extent = [
  option("very-much", "Yes, very much", "positive"),
  option("mostly", "Yes, mostly", "positive"),
  option("a-little", "Only a little", "middle"),
  option("not-at-all", "Not at all", "negative"),
];

export const howMuch = opinions(...extent);
/** The same for school or college, for those who go. */
export const howMuchAtSchool = opinions(...extent, notAtSchool);

export const yesOrNo = opinions(
  option("yes", "Yes", "positive"),
  option("not-sure", "I am not sure", "middle"),
  option("no", "No", "negative"),
);

function faces(yes: Opinion, no: Opinion): ChoiceScale {
  const face: Readonly<Record<Opinion, Face>> = { positive: "smiling", middle: "unsure", negative: "sad" };
  return {
    kind: "choice",
    bands: opinion,
    options: [
      { ...option("yes", "Yes", yes), face: face[yes] },
      { ...option("not-sure", "Not sure", "middle"), face: face.middle },
      { ...option("no", "No", no), face: face[no] },
    ],
  };
}

/** For the youngest, about something good. */
export const yesWithSmile = faces("positive", "negative");
/** For the youngest, about something bad: the sad face goes with "yes". */
export const noWithSmile = faces("negative", "positive");

/** How well explained a thing was that is often told in part. */
export const howWellExplained = opinions(
  option("yes", "Yes, and I understand", "positive"),
  option("partly", "A bit, but I would like to know more", "middle"),
  option("no", "No, nobody has explained it to me", "negative"),
);

/**
 * Contact as it is beside contact as wished for. No amount is good in itself: wanting something other than what one
 * has is unfavourable, and no contact is favourable where that is what the person wants.
 */
export const contact = opinions(
  option("just-right", "The right amount for me", "positive"),
  option("none-as-wished", "We are not in touch, and that is what I want", "positive"),
  option("not-sure", "I am not sure what I want", "middle"),
  option("too-little", "Not enough for me", "negative"),
  option("too-much", "Too much for me", "negative"),
  option("none-but-wished", "We are not in touch, and I would like to be", "negative"),
  noSuchPerson,
);

export const gettingBetter = opinions(
  option("much-better", "Much better", "positive"),
  option("a-bit-better", "A bit better", "positive"),
  option("the-same", "About the same", "middle"),
  option("a-bit-worse", "A bit worse", "negative"),
  option("much-worse", "Much worse", "negative"),
);

export const managingMoney = opinions(
  option("easily", "I have enough, and a bit over", "positive"),
  option("all-right", "I have enough for what I need", "positive"),
  option("only-just", "I only just make it last", "middle"),
  option("with-difficulty", "I find it hard to make it last", "negative"),
  option("with-great-difficulty", "I run out, or owe money that I cannot pay back", "negative"),
);

/** Caring for someone or being unwell is neither success nor failure, hence the middle. */
export const mainActivity = opinions(
  option("education", "I am at school, college or university", "positive"),
  option("training", "I am in training or an apprenticeship", "positive"),
  option("work", "I am in paid work", "positive"),
  option("work-and-education", "I work and study", "positive"),
  option("caring", "I look after a child or someone who needs me", "middle"),
  option("unwell", "I am not able to at the moment because of my health", "middle"),
  option("looking", "I am looking for work, training or a course", "negative"),
  option("none-of-these", "None of these", "negative"),
);

/** A plain fact without a better end. */
export const isOrIsNot: ChoiceScale = {
  kind: "choice",
  bands: ["yes", "no"],
  options: [option("yes", "Yes", "yes"), option("no", "No", "no"), preferNotToSay],
};

const doNotKnow = option("do-not-know", "I do not know", null);

/** Homes lived in since coming into care. */
export const numberOfHomes: ChoiceScale = {
  kind: "choice",
  bands: ["one", "two-to-four", "five-or-more"],
  options: [
    option("one", "1", "one"),
    option("two", "2", "two-to-four"),
    option("three", "3", "two-to-four"),
    option("four", "4", "two-to-four"),
    option("five-to-seven", "5, 6 or 7", "five-or-more"),
    option("eight-or-more", "8 or more", "five-or-more"),
    doNotKnow,
    preferNotToSay,
  ],
};

/** Workers in one role over twelve months. */
export const numberOfWorkers: ChoiceScale = {
  kind: "choice",
  bands: ["none-or-one", "two", "three-or-more"],
  options: [
    option("none", "None", "none-or-one"),
    option("one", "1", "none-or-one"),
    option("two", "2", "two"),
    option("three", "3", "three-or-more"),
    option("four-or-more", "4 or more", "three-or-more"),
    doNotKnow,
    preferNotToSay,
  ],
};

/** The Office for National Statistics' bands of personal well-being. */
export const ladder: LadderScale = {
  kind: "ladder",
  bands: [
    { id: "very-high", from: 9, to: 10 },
    { id: "high", from: 7, to: 8 },
    { id: "medium", from: 5, to: 6 },
    { id: "low", from: 0, to: 4 },
  ],
  lowest: { en: "Not at all" },
  highest: { en: "Completely" },
};

/** The same source's bands for anxiety, where a low answer is the favourable one. */
export const anxietyLadder: LadderScale = {
  kind: "ladder",
  bands: [
    { id: "very-low", from: 0, to: 1 },
    { id: "low", from: 2, to: 3 },
    { id: "medium", from: 4, to: 5 },
    { id: "high", from: 6, to: 10 },
  ],
  lowest: { en: "Not at all" },
  highest: { en: "Completely" },
};
