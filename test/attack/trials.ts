/** Trials of the attackers: who knows what, what is allowed to them, and how often they were right. SYNTHETIC. */
import { anonymise } from "#functions/collect/anonymise.ts";
import type { Submission } from "#functions/collect/submission.ts";
import type { Chance } from "#functions/tally/noise/chance.ts";
import { guaranteeOf } from "#shared/release/guarantee.ts";
import { type DisclosurePolicy, noisePolicy } from "#shared/release/policy.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { type Item, itemsOf, type Questionnaire } from "#shared/survey/questionnaire.ts";
import type { KeptAbout, ResponseContent } from "#shared/survey/response.ts";
import { chanceFrom } from "../chance.ts";
import { noiseOff } from "../fixtures/noised-counts.ts";
import { type Dice, diceFrom, randomResponses } from "../fixtures/responses.ts";
import { answering } from "../journey/synthetic/answers.ts";
import { chanceOf } from "../journey/synthetic/chance.ts";
import { respondentOf } from "../journey/synthetic/respondents.ts";
import { cellsOf, evidence, favour, leftOf, respondentsLeft, restOf } from "./attackers.ts";
import { publish } from "./published.ts";

export interface Attack {
  readonly name: string;
  /** What the attacker knows beside the release. */
  readonly knows: string;
  /** `right`: how often the guess is right, as a proportion; `correlation`: of the guess with the child's well-being. */
  readonly measures: "right" | "correlation";
  /** What the guarantee allows, or what is stated of its limits; without one the attack is not bounded at all. */
  readonly stated: number;
  /** Of a correlation: what it reaches at least where the noise is switched off. */
  readonly withoutNoise?: number;
  /** Whether the attack is expected to come near what is stated; else it may stay far below. */
  readonly attains: boolean;
  /** @returns one trial: right or wrong, or the guess beside the truth */
  readonly trial: (seed: number, policy: DisclosurePolicy) => boolean | readonly [guess: number, truth: number];
}

const oldest = publishedQuestionnaire("ylyc-11-17", 1);
const youngest = publishedQuestionnaire("ylyc-4-7", 1);

const gender = (child: ResponseContent, kept: KeptAbout["gender"]): ResponseContent => ({
  ...child,
  about: { ...child.about, gender: kept },
});
const answers = (child: ResponseContent, item: Item, code: number | undefined): ResponseContent => {
  const changed = new Map(child.answers);
  if (code === undefined) changed.delete(item.id);
  else changed.set(item.id, code);
  return { ...child, answers: changed };
};

interface World {
  readonly dice: Dice;
  readonly chance: Chance;
  readonly child: ResponseContent;
  readonly others: readonly ResponseContent[];
}

function worldOf(seed: number, questionnaire: Questionnaire, howMany = 12): World {
  const dice = diceFrom(seed);
  const [child, ...others] = randomResponses(questionnaire, howMany, dice);
  if (child === undefined) throw new Error("the world is empty");
  return { dice, chance: chanceFrom(seed), child, others };
}

/** Wonders between two answers that seem equally likely, knows everything else, and sees `releases` independent counts. */
function insider(
  seed: number,
  policy: DisclosurePolicy,
  {
    questionnaire,
    item,
    codes,
    about,
    counts = 1,
  }: {
    readonly questionnaire: Questionnaire;
    readonly item: Item;
    readonly codes: readonly [number | undefined, number | undefined];
    readonly about?: KeptAbout["gender"];
    readonly counts?: number;
  },
): boolean {
  const { dice, chance, child: someone, others } = worldOf(seed, questionnaire);
  const child = about === undefined ? someone : gender(someone, about);
  const [one, other] = codes.map((code) => answers(child, item, code)) as [ResponseContent, ResponseContent];
  const isOne = dice(2) === 0;
  const published = Array.from({ length: counts }, () =>
    publish([...others, isOne ? one : other], questionnaire, policy, chance),
  );
  const known = publish(others, questionnaire, noiseOff, chance);
  const cells = (possible: ResponseContent) => cellsOf(possible, item, questionnaire, policy);
  const found = evidence(published, known, cells(one), cells(other));
  return found === 0 ? dice(2) === 0 : found > 0 === isOne;
}

const itemNamed = (questionnaire: Questionnaire, id: string): Item => {
  const item = itemsOf(questionnaire).find((each) => each.id === id);
  if (item === undefined) throw new RangeError(`${questionnaire.id} does not ask ${id}`);
  return item;
};
const someItem = (seed: number): Item => {
  const choices = itemsOf(oldest).filter(({ scale }) => scale.kind === "choice" && scale.bands.includes("negative"));
  return choices[seed % choices.length] as Item;
};
/** A favourable answer and an unfavourable one. */
const twoCodes = ({ scale }: Item): [number, number] => {
  if (scale.kind === "ladder") return [9, 1];
  return [
    scale.options.findIndex(({ band }) => band === scale.bands[0]),
    scale.options.findIndex(({ band }) => band === scale.bands.at(-1)),
  ];
};

/** Whether the child is among those who were counted: the fitted respondents of everybody and of its gender, less the others'. */
function presence(seed: number, policy: DisclosurePolicy): boolean {
  const { dice, chance, child, others } = worldOf(seed, oldest);
  const girl = gender(child, "girl");
  const isPresent = dice(2) === 0;
  const published = publish(isPresent ? [girl, ...others] : others, oldest, policy, chance);
  const known = publish(others, oldest, noiseOff, chance);
  return respondentsLeft(girl, published, known, policy, oldest) > 0.5 === isPresent;
}

/** A child as the generator makes them, whose answers hang together by its well-being. */
function hangingTogether(seed: number, howMany: number) {
  const answer = answering(oldest, 7, "2017", "801");
  return Array.from({ length: howMany }, (_, at) => {
    const chance = chanceOf(seed, "attacked", at);
    const { about, wellBeing } = respondentOf(oldest, chance);
    const body = { questionnaire: oldest.id, version: 1, language: "en", mode: "online", about };
    const submission = { ...body, answers: answer(wellBeing, chance) } as Submission;
    return { response: anonymise(submission, oldest), wellBeing };
  });
}

function lone(seed: number): { readonly world: World; readonly everybody: ResponseContent[] } {
  const world = worldOf(seed, oldest, 40);
  const others = world.others.map((each, at) => gender(each, at % 2 === 0 ? "girl" : "boy"));
  return { world, everybody: [gender(world.child, "other"), ...others] };
}

const { answer: once, ladder } = guaranteeOf(noisePolicy);

export const attacks: readonly Attack[] = [
  {
    name: "one answer of a girl or boy",
    knows: "all other answers of everybody",
    measures: "right",
    stated: once.bestGuess,
    attains: true,
    trial: (seed, policy) => {
      const item = someItem(seed);
      return insider(seed, policy, { questionnaire: oldest, item, codes: twoCodes(item), about: "girl" });
    },
  },
  {
    name: "one answer of a ladder that tips low well-being",
    knows: "all other answers of everybody",
    measures: "right",
    stated: ladder.bestGuess,
    attains: true,
    trial: tippingLadder,
  },
  {
    name: "whether a question was skipped",
    knows: "all other answers of everybody",
    measures: "right",
    stated: once.bestGuess,
    attains: true,
    trial: (seed, policy) => {
      const item = someItem(seed);
      const codes = [twoCodes(item)[0], undefined] as const;
      return insider(seed, policy, { questionnaire: oldest, item, codes, about: "boy" });
    },
  },
  {
    name: "one answer of the only child of another gender",
    knows: "that it is the only one",
    measures: "right",
    stated: 0.573,
    attains: true,
    trial: (seed, policy) => {
      const { world, everybody } = lone(seed);
      const item = someItem(seed);
      const codes = twoCodes(item);
      const isFavourable = world.dice(2) === 0;
      const [child, ...others] = everybody;
      const answered = answers(child as ResponseContent, item, codes[isFavourable ? 0 : 1]);
      const published = publish([answered, ...others], oldest, policy, world.chance);
      const bands = item.scale.kind === "choice" ? item.scale.bands : [];
      const found =
        restOf(published, item.indicator, bands[0] ?? "") - restOf(published, item.indicator, bands.at(-1) ?? "");
      return found === 0 ? world.dice(2) === 0 : found > 0 === isFavourable;
    },
  },
  {
    name: "well-being of the only child of another gender, over all questions",
    knows: "that it is the only one",
    measures: "correlation",
    stated: 0.37,
    withoutNoise: 0.8,
    attains: true,
    trial: (seed, policy) => {
      const children = hangingTogether(seed, 30);
      const responses = children.map(({ response }, at) =>
        gender(response, at === 0 ? "other" : at % 2 === 0 ? "girl" : "boy"),
      );
      const published = publish(responses, oldest, policy, chanceFrom(seed));
      return [favour(oldest, (indicator, cell) => restOf(published, indicator, cell)), children[0]?.wellBeing ?? 0];
    },
  },
  {
    name: "well-being of a child, over all questions",
    knows: "every other child's whole questionnaire",
    measures: "correlation",
    stated: 0.79,
    withoutNoise: 0.84,
    attains: true,
    trial: (seed, policy) => fromEverybody(seed, policy, 0),
  },
  {
    name: "well-being of a child, over all questions",
    knows: "every other child's whole questionnaire but one",
    measures: "correlation",
    stated: 0.69,
    withoutNoise: 0.6,
    attains: true,
    trial: (seed, policy) => fromEverybody(seed, policy, 1),
  },
  {
    name: "well-being of a child, over all questions",
    knows: "every other child's whole questionnaire but nine",
    measures: "correlation",
    stated: 0.4,
    withoutNoise: 0.2,
    attains: true,
    trial: (seed, policy) => fromEverybody(seed, policy, 9),
  },
  {
    name: "whether a girl took part: not protected",
    knows: "all other answers of everybody",
    measures: "right",
    stated: 0.91,
    attains: true,
    trial: presence,
  },
  {
    name: "one answer, given in two waves alike",
    knows: "all other answers of everybody, in both",
    measures: "right",
    stated: guaranteeOf(noisePolicy, 2).answer.bestGuess,
    attains: true,
    trial: (seed, policy) => {
      const item = someItem(seed);
      return insider(seed, policy, { questionnaire: oldest, item, codes: twoCodes(item), about: "girl", counts: 2 });
    },
  },
  {
    name: "one answer of the youngest",
    knows: "all other answers of everybody",
    measures: "right",
    stated: ladder.bestGuess,
    attains: false,
    trial: (seed, policy) => {
      const items = itemsOf(youngest);
      const item = items[seed % items.length] as Item;
      return insider(seed, policy, { questionnaire: youngest, item, codes: twoCodes(item), about: "boy" });
    },
  },
];

/** The three other ladders sum to 10: with a 6 the mean of the four is 4, which is low, with a 7 it is not. */
function tippingLadder(seed: number, policy: DisclosurePolicy): boolean {
  const item = itemNamed(oldest, "life-satisfaction");
  const { dice, chance, child: someone, others } = worldOf(seed, oldest);
  const beside: readonly (readonly [string, number])[] = [
    ["happy-yesterday", 3],
    ["things-worthwhile", 3],
    ["positive-about-future", 4],
  ];
  const child = beside.reduce(
    (changed, [id, code]) => answers(changed, itemNamed(oldest, id), code),
    gender(someone, "girl"),
  );
  const [low, high] = [answers(child, item, 6), answers(child, item, 7)];
  const isLow = dice(2) === 0;
  const published = [publish([...others, isLow ? low : high], oldest, policy, chance)];
  const known = publish(others, oldest, noiseOff, chance);
  const cells = (possible: ResponseContent) => cellsOf(possible, item, oldest, policy);
  const found = evidence(published, known, cells(low), cells(high));
  return found === 0 ? dice(2) === 0 : found > 0 === isLow;
}

function fromEverybody(seed: number, policy: DisclosurePolicy, unknown: number): readonly [number, number] {
  const children = hangingTogether(seed, 30);
  const [child, ...others] = children;
  if (child === undefined) throw new Error("nobody answers");
  const responses = children.map(({ response }) => response);
  const published = publish(responses, oldest, policy, chanceFrom(seed));
  const known = publish(
    others.slice(unknown).map(({ response }) => response),
    oldest,
    noiseOff,
    chanceFrom(seed),
  );
  return [favour(oldest, leftOf(child.response, published, known, policy)), child.wellBeing];
}

export interface Outcome {
  readonly value: number;
  /** Its standard error. */
  readonly error: number;
}

/** Runs an attack so many times, from this seed on. */
export function play({ measures, trial }: Attack, policy: DisclosurePolicy, trials: number, from = 1): Outcome {
  const results = Array.from({ length: trials }, (_, at) => trial(from + at, policy));
  if (measures === "right") {
    const value = results.filter(Boolean).length / trials;
    return { value, error: Math.sqrt(Math.max(value * (1 - value), 1 / trials) / trials) };
  }
  const value = correlation(results as readonly (readonly [number, number])[]);
  return { value, error: (1 - value ** 2) / Math.sqrt(trials) };
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (of: (pair: readonly [number, number]) => number) =>
    pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
  const [meanGuess, meanTruth] = [mean(([guess]) => guess), mean(([, truth]) => truth)];
  const covariance = mean(([guess, truth]) => (guess - meanGuess) * (truth - meanTruth));
  const spread = (at: 0 | 1, centre: number) => Math.sqrt(mean((pair) => (pair[at] - centre) ** 2));
  return covariance / (spread(0, meanGuess) * spread(1, meanTruth));
}
