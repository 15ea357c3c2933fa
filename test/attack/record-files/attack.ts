/**
 * What somebody may do who wants to know what a person answered that is counted in figures and is not in a file of records:
 * subtract the file from tables, or solve what the reports say for the answers that it does not have.
 */
import { distanceFromTable } from "#functions/generalise/anonymity/t-closeness.ts";
import type { SensitiveItem } from "#functions/generalise/sensitive-items.ts";
import { classesOf, type Row } from "../../functions/generalise/read-back.ts";
import { type Counts, countsOf } from "./published-tables.ts";

/** A table less the records of the file that are in its group. */
export interface Difference {
  readonly counts: Counts;
  readonly variance: number;
  /** How many of the group are not in the file: taking part is not protected, so the attacker is told. */
  readonly missing: number;
}

/** The answer that is most likely, by its place, and how likely that is. */
export interface Guess {
  readonly place: number;
  readonly chance: number;
}

/** An answer is as likely as in the file to begin with, and more or less so by what each difference makes of the missing. */
export function guessBySubtraction(differences: readonly Difference[], inFile: Counts): Guess {
  const before = sharesOf(inFile);
  const likelihoods = differences.map((difference) => sharesOfMissing(difference, before));
  const scores = before.map((share, place) =>
    likelihoods.reduce((product, shares) => (product * (shares[place] ?? 0)) / share, share),
  );
  const best = Math.max(...scores);
  return { place: scores.indexOf(best), chance: best / sum(scores) };
}

/** The shares of answers in the file, no answer impossible. */
function sharesOf(counts: Counts): readonly number[] {
  const all = sum(counts) + counts.length;
  return counts.map((count) => (count + 1) / all);
}

/** The shares of answers to expect among the missing of a group, by Bayes over every way in which they may have answered. */
function sharesOfMissing({ counts, variance, missing }: Difference, before: readonly number[]): readonly number[] {
  if (variance === 0) return counts.map((count) => count / missing);
  const expected = counts.map(() => 0);
  let all = 0;
  for (const way of waysToAnswer(missing, counts.length)) {
    const weight = way.reduce((product, people, place) => {
      const noise = (counts[place] ?? 0) - people;
      const chance = (before[place] ?? 0) ** people / factorial(people);
      return product * chance * Math.exp(-(noise ** 2) / (2 * variance));
    }, 1);
    all += weight;
    for (const [place, people] of way.entries()) expected[place] = (expected[place] ?? 0) + (weight * people) / missing;
  }
  return all === 0 ? before : expected.map((share) => share / all);
}

/** What an edition says of one item: how many were left out, and how far the farthest class is. */
export interface SaidOfItem {
  readonly rows: readonly Row[];
  readonly traits: readonly string[];
  /** Whether so many may have been left out. */
  readonly mayLeaveOut: (people: number) => boolean;
  /** Whether the distance from the file's counts, or from them with those left out, may be what is said. */
  readonly mayBeFarthest: (fromFile: number, fromAll: number) => boolean;
}

/** Every way in which those left out of the first edition may have answered, by what all editions say. */
export function solutions(item: SensitiveItem, editions: readonly SaidOfItem[], most: number): Counts[] {
  const [widest] = editions;
  if (widest === undefined) return [];
  const inFile = countsOf(widest.rows, item);
  const distances = editions.map(({ rows, traits, mayBeFarthest }) => {
    const classes = classesOf(rows, traits).map((alike) => countsOf(alike, item));
    const farthestFrom = (table: Counts) =>
      Math.max(...classes.map((counts) => distanceFromTable(item, counts, table)));
    const fromFile = farthestFrom(countsOf(rows, item));
    return (all: Counts) => mayBeFarthest(fromFile, farthestFrom(all));
  });
  const people = Array.from({ length: most + 1 }, (_, number) => number).filter(widest.mayLeaveOut);
  return people.flatMap((number) =>
    [...waysToAnswer(number, inFile.length)].filter((way) => {
      const all = inFile.map((count, place) => count + (way[place] ?? 0));
      return distances.every((mayBe) => mayBe(all));
    }),
  );
}

/** Every way in which so many people may share so many answers out. */
export function* waysToAnswer(people: number, answers: number): Generator<readonly number[]> {
  if (answers === 1) {
    yield [people];
    return;
  }
  for (let first = 0; first <= people; first += 1) {
    for (const others of waysToAnswer(people - first, answers - 1)) yield [first, ...others];
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const factorial = (number: number): number => (number < 2 ? 1 : number * factorial(number - 1));
