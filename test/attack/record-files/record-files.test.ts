/**
 * Joins the two editions of a wave, their reports and the published tables, and asks what somebody answered who is counted
 * and not in the file: because they were left out, or had withdrawn. Where numbers are exact, every attack must win.
 * ATTACKED_WAVES says how many random waves.
 */
import { describe, expect, test } from "vitest";
import { distinctAnswers } from "#functions/generalise/anonymity/distinct-l-diversity.ts";
import type { MicrodataRecord } from "#functions/generalise/anonymity/microdata.ts";
import { distanceFromTable } from "#functions/generalise/anonymity/t-closeness.ts";
import type { SensitiveItem } from "#functions/generalise/sensitive-items.ts";
import { classesOf } from "../../functions/generalise/read-back.ts";
import { chanceOf } from "../../journey/synthetic/chance.ts";
import { type Difference, type Guess, guessBySubtraction, type SaidOfItem, solutions, waysToAnswer } from "./attack.ts";
import { type Counts, countsOf, isIn, type Noise, noiseFrom, noNoise, placeOf, tablesOf } from "./published-tables.ts";
import { editionsOf, type HeldEdition, type RandomWave, randomWave } from "./random-waves.ts";

const WAVES = Number(process.env.ATTACKED_WAVES ?? 60);

const attacked = Array.from({ length: WAVES }, (_, seed) => {
  const wave = randomWave(seed);
  return { wave, editions: [...editionsOf(wave).values()], chance: chanceOf(seed, "attack") };
});

const traitsOf = ({ report }: HeldEdition) => report.risk.quasiIdentifiers.map(({ name }) => name);
const classesIn = (edition: HeldEdition) => classesOf(edition.rows, traitsOf(edition));
const upTo = (steps: number, value: number) => Math.ceil(value * steps - 1e-6) / steps;
const isNear = (one: number, other: number) => Math.abs(one - other) < 1e-9;
const shareOf = <Value>(some: readonly Value[], is: (one: Value) => boolean) => some.filter(is).length / some.length;

function farthest(item: SensitiveItem, edition: HeldEdition, from: readonly MicrodataRecord[]): number {
  const table = countsOf(from, item);
  return Math.max(...classesIn(edition).map((alike) => distanceFromTable(item, countsOf(alike, item), table)));
}

describe("the report on a file", () => {
  const held = attacked.flatMap(({ wave, editions }) => editions.map((edition) => ({ wave, edition })));

  test("says what whoever holds the file can count, and nothing else but how many tens were left out at most", () => {
    for (const { wave, edition } of held) {
      const classes = classesIn(edition);
      const [records, smallest] = [edition.rows.length, Math.min(...classes.map(({ length }) => length))];
      expect(edition.report.file.rows).toBe(records);
      expect(edition.report.risk).toEqual({
        records,
        suppressed: expect.stringMatching(edition.leftOut.length === 0 ? /^none$/ : /^under \d0$/),
        k: smallest,
        classes: classes.length,
        prosecutorRisk: { average: upTo(1_000, classes.length / records), highest: upTo(1_000, 1 / smallest) },
        loss: upTo(100, lossOf(wave, edition)),
        quasiIdentifiers: expect.anything(),
        sensitive: wave.microdata.sensitive.map((item) => ({
          name: item.name,
          l: Math.min(...classes.map((alike) => distinctAnswers(countsOf(alike, item), item.values.length))),
          t: upTo(20, farthest(item, edition, edition.rows)),
        })),
      });
    }
  });

  /** By the hierarchies, which are no secret. */
  function lossOf({ microdata }: RandomWave, { rows, report }: HeldEdition): number {
    const losses = microdata.quasiIdentifiers.map(({ name, hierarchy }, place) => {
      const level = report.risk.quasiIdentifiers[place]?.level ?? 0;
      const domain = hierarchy.labels[0]?.length ?? 1;
      const leavesOf = (label = "") => hierarchy.leaves[level]?.[hierarchy.labels[level]?.indexOf(label) ?? -1] ?? 0;
      const stoodFor = rows.reduce((all, row) => all + leavesOf(row[name]), 0);
      return domain === 1 ? 0 : (stoodFor / rows.length - 1) / (domain - 1);
    });
    return losses.reduce((product, loss) => product * (1 + loss), 1) ** (1 / losses.length) - 1;
  }
});

describe("the reports of both editions as equations for the answers of those left out", () => {
  const MOST = 9;
  const cases = attacked.flatMap(({ wave, editions, chance }) => {
    const item = chance.pick(wave.microdata.sensitive);
    const [owner] = editions;
    if (owner === undefined || owner.leftOut.length === 0 || owner.leftOut.length > MOST) return [];
    return [{ item, wave, editions, answers: countsOf(owner.leftOut, item) }];
  });

  test("name all those answers in every fourth wave or more often, where distances and numbers are exact", () => {
    const isNamed = ({ item, wave, editions, answers }: (typeof cases)[number]) => {
      const exact = editions.map((edition) => exactlySaidOf(item, wave, edition));
      return String(solutions(item, exact, MOST)) === String(answers);
    };
    expect(shareOf(cases, isNamed)).toBeGreaterThan(0.25);
  });

  test("rule out no way to have answered, as they are published", () => {
    for (const { item, editions } of cases) {
      const published = editions.map((edition) => saidOf(item, edition));
      const anyWay = Array.from({ length: MOST }, (_, other) => [...waysToAnswer(other + 1, item.values.length + 1)]);
      expect(solutions(item, published, MOST)).toEqual(anyWay.flat());
    }
  });

  /** As though how many were left out stood in the report, and how far the farthest class is from all with them. */
  function exactlySaidOf(item: SensitiveItem, { microdata }: RandomWave, edition: HeldEdition): SaidOfItem {
    const distance = farthest(item, edition, microdata.records);
    return {
      rows: edition.rows,
      traits: traitsOf(edition),
      mayLeaveOut: (people) => people === edition.leftOut.length,
      mayBeFarthest: (_, fromAll) => isNear(fromAll, distance),
    };
  }

  function saidOf(item: SensitiveItem, edition: HeldEdition): SaidOfItem {
    const { suppressed, sensitive } = edition.report.risk;
    const under = Number(suppressed.slice("under ".length));
    const distance = sensitive.find(({ name }) => name === item.name)?.t ?? Number.NaN;
    return {
      rows: edition.rows,
      traits: traitsOf(edition),
      mayLeaveOut: (people) => people < under && people >= Math.max(1, under - 10),
      mayBeFarthest: (fromFile) => isNear(upTo(20, fromFile), distance),
    };
  }
});

describe("the published tables less a file", () => {
  interface Missing {
    readonly wave: RandomWave;
    readonly edition: HeldEdition;
    readonly item: SensitiveItem;
    readonly person: MicrodataRecord;
    /** All who are counted and not in the file. */
    readonly gone: readonly MicrodataRecord[];
    readonly noise: Noise;
  }
  const missing = attacked.flatMap(({ wave, editions, chance }) =>
    editions.flatMap((edition): Missing[] => {
      const gone = [...edition.leftOut, ...wave.withdrawn];
      const item = chance.pick(wave.microdata.sensitive) as SensitiveItem;
      return gone.length === 0
        ? []
        : [{ wave, edition, item, person: chance.pick(gone), gone, noise: noiseFrom(chance) }];
    }),
  );
  const alone = missing.filter(({ gone }) => gone.length === 1);

  /** Of every group of the person that can be picked out in the file. */
  function differencesOf({ wave, edition, item, person, gone }: Missing, noise: Noise): readonly Difference[] {
    const tables = tablesOf(wave, item, person, noise).filter(({ group: { trait, value = "" } }) => {
      const place = wave.microdata.quasiIdentifiers.findIndex(({ name }) => name === trait);
      const level = edition.report.risk.quasiIdentifiers[place]?.level ?? 0;
      return place < 0 || wave.microdata.quasiIdentifiers[place]?.hierarchy.labels[level]?.includes(value);
    });
    return tables.map(({ group, counts, variance }) => {
      const inFile = countsOf(edition.rows.filter(isIn(group)), item);
      return {
        counts: counts.map((count, place) => count - (inFile[place] ?? 0)),
        variance,
        missing: gone.filter(isIn(group)).length,
      };
    });
  }
  const guess = (one: Missing, differences: readonly Difference[]) =>
    guessBySubtraction(differences, countsOf(one.edition.rows, one.item));
  const isRight = ({ person, item }: Missing, { place }: Guess) => place === placeOf(person[item.name], item.values);
  const byFileAlone = (one: Missing) => guess(one, []);
  const byExactTables = (one: Missing) => guess(one, differencesOf(one, noNoise));
  const guesses = new Map(missing.map((one) => [one, guess(one, differencesOf(one, one.noise))]));
  const byTables = (one: Missing) => guesses.get(one) ?? byFileAlone(one);
  const rightBy = (some: readonly Missing[], by: (one: Missing) => Guess) =>
    shareOf(some, (one) => isRight(one, by(one)));
  const sureBy = (some: readonly Missing[], by: (one: Missing) => Guess) =>
    shareOf(some, (one) => by(one).chance > 0.95);

  test("are what those answered who are missing, all of it, where the tables are exact", () => {
    for (const one of missing) {
      const [everybody] = differencesOf(one, noNoise);
      expect<Counts | undefined>(everybody?.counts).toEqual(countsOf(one.gone, one.item));
    }
    expect(rightBy(alone, byExactTables)).toBe(1);
    expect(sureBy(alone, byExactTables)).toBe(1);
  });

  test("leave a guess, hardly ever a sure one, as they are published", () => {
    expect(rightBy(alone, byTables)).toBeLessThan(0.743);
    expect(rightBy(missing, byTables)).toBeLessThan(rightBy(missing, byFileAlone) + 0.2);
    expect(sureBy(alone, byTables)).toBe(0);
    expect(sureBy(missing, byTables)).toBeLessThan(0.02);
  });
});

describe("an insider who knows every answer but one of somebody left out, and makes the files again with each", () => {
  const targets = attacked.flatMap(({ wave, editions, chance }) => {
    const [owner] = editions;
    if (owner === undefined || owner.leftOut.length === 0) return [];
    const [person, item] = [chance.pick(owner.leftOut), chance.pick(wave.microdata.sensitive) as SensitiveItem];
    return [{ wave, editions, item, others: othersOf(wave, person, item) }];
  });

  /** The wave as it would be with every other answer, and what would be published of it. */
  function* othersOf(wave: RandomWave, person: MicrodataRecord, item: SensitiveItem) {
    const place = wave.microdata.records.indexOf(person);
    for (const answer of [...item.values, undefined].filter((other) => other !== person[item.name])) {
      const records = wave.microdata.records.with(place, { ...person, [item.name]: answer });
      const other = { ...wave, microdata: { ...wave.microdata, records } };
      yield { wave: other, editions: [...editionsOf(other).values()] };
    }
  }
  const published = (editions: readonly HeldEdition[]) => JSON.stringify(editions.map(({ report }) => report));
  const distances = ({ microdata }: RandomWave, editions: readonly HeldEdition[], item: SensitiveItem) =>
    JSON.stringify(editions.map((edition) => farthest(item, edition, microdata.records)));

  const seen = targets.map(({ wave, editions, item, others }) =>
    Array.from(others, (other) => ({
      sameReports: published(other.editions) === published(editions),
      sameDistances: distances(other.wave, other.editions, item) === distances(wave, editions, item),
    })),
  );

  test("finds that answer nearly always, where the distances are exact and from all", () => {
    const isFound = shareOf(seen, (others) =>
      others.every(({ sameReports, sameDistances }) => !(sameReports && sameDistances)),
    );
    expect(isFound).toBeGreaterThan(0.75);
  });

  test("finds hardly any that is ruled out, as they are published", () => {
    expect(shareOf(seen, (others) => others.every(({ sameReports }) => !sameReports))).toBeLessThan(0.03);
    expect(shareOf(seen.flat(), ({ sameReports }) => !sameReports)).toBeLessThan(0.03);
  });
});
