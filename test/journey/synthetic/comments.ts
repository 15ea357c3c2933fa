/**
 * Words for the boxes. Some give away a name or a telephone number, as children's words do, so that the redaction has
 * something to find. Names are common ones drawn apart; numbers lie in the ranges that Ofcom keeps for drama.
 */
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import type { Chance } from "./chance.ts";

const GIVES_SOMETHING_AWAY = 0.08;
const SAYS_SOMETHING_HARMLESS = 0.05;

const harmless = [
  "I would like to see my brother more often.",
  "The dog here sleeps on my bed.",
  "Please tell us earlier when plans change.",
  "I like my bedroom and the garden.",
  "More time for football and fewer meetings.",
  "My carers are kind.",
  "I want to learn to cook before I move out.",
  "Nothing to add, thank you.",
] as const;

const firstNames = ["Oliver", "Amelia", "Jack", "Olivia", "Harry", "Emily", "Thomas", "Jessica", "Daniel", "Sophie"];
const lastNames = ["Taylor", "Robinson", "Walker", "Thompson", "Hughes", "Edwards", "Bennett", "Carter"];

function revealing(chance: Chance): string {
  const name = `${chance.pick(firstNames)} ${chance.pick(lastNames)}`;
  const digits = (count: number) => Array.from({ length: count }, () => chance.integer(0, 9)).join("");
  const mobile = `07700 900${digits(3)}`;
  const landline = `01632 960${digits(3)}`;
  return chance.pick([
    `My best friend is ${name} and we like swimming.`,
    `Please ring me on ${mobile} if you want to know more.`,
    `${name} is my social worker, the office number is ${landline}.`,
    `I am ${name} and my number is ${mobile}.`,
    `I miss living with ${name}.`,
  ]);
}

/** Comments of one respondent by box, or undefined for most, who write nothing. */
export function commentsOf(questionnaire: Questionnaire, chance: Chance): Readonly<Record<string, string>> | undefined {
  if (questionnaire.comments.length === 0) return undefined;
  const kind = chance.uniform();
  if (kind >= GIVES_SOMETHING_AWAY + SAYS_SOMETHING_HARMLESS) return undefined;
  const words = kind < GIVES_SOMETHING_AWAY ? revealing(chance) : chance.pick(harmless);
  return { [chance.pick(questionnaire.comments).id]: `SYNTHETIC. ${words}` };
}
