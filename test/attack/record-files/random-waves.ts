/** Random waves with the characteristics and answers of real questionnaires. SYNTHETIC. */
import type { MicrodataRecord } from "#functions/generalise/anonymity/microdata.ts";
import { editionFiles } from "#functions/generalise/edition-files.ts";
import type { Instrument } from "#functions/generalise/instruments.ts";
import { nestedEditions } from "#functions/generalise/nested-editions.ts";
import { microdataPolicy } from "#functions/generalise/policy.ts";
import { knownTraits } from "#functions/generalise/quasi-identifiers.ts";
import type { InstrumentMicrodata } from "#functions/generalise/records.ts";
import { sensitiveItems } from "#functions/generalise/sensitive-items.ts";
import { type EditionReport, RECORDS, type Tier, tiers } from "#shared/storage/microdata.ts";
import { questionnaires } from "#shared/survey/catalogue.ts";
import { type Row, rowsOf } from "../../functions/generalise/read-back.ts";
import { type Chance, chanceOf } from "../../journey/synthetic/chance.ts";

export interface RandomWave {
  readonly instrument: Instrument;
  /** What was answered and is still there on the night that makes the files. */
  readonly microdata: InstrumentMicrodata;
  /** What was withdrawn after figures had counted it. */
  readonly withdrawn: readonly MicrodataRecord[];
  readonly authorities: number;
}

const areas = [
  ["801", "South West"],
  ["802", "South West"],
  ["303", "London"],
].map(([code = "", regionName = ""]) => ({
  code,
  onsCode: `E06000${code}`,
  name: `Authority ${code}`,
  regionCode: "E12000009",
  regionName,
  mayBeNamed: false,
  statisticalNeighbours: [],
}));

type Weights = readonly (readonly [string, number])[];

/** Some values are common and some are rare, others in every wave. */
const someWeights = (chance: Chance, values: readonly string[], least: number): Weights =>
  values.map((value) => [value, chance.uniform() ** 3 + least]);

export function randomWave(seed: number): RandomWave {
  const chance = chanceOf(seed, "records");
  const questionnaire = chance.pick(questionnaires);
  const authorities = chance.integer(1, areas.length);
  const quasiIdentifiers = knownTraits(questionnaire, areas.slice(0, authorities));
  const sensitive = sensitiveItems(questionnaire);
  const traits = quasiIdentifiers.map(({ name, hierarchy }) => ({
    name,
    weights: someWeights(chance, hierarchy.labels[0] ?? [], 0.002),
  }));
  const items = sensitive.map(({ name, values }) => ({ name, answer: leaningAnswers(chance, traits, values) }));
  const someone = (): MicrodataRecord => {
    const about = Object.fromEntries(traits.map(({ name, weights }) => [name, chance.weighted(weights)]));
    return { ...about, ...Object.fromEntries(items.map(({ name, answer }) => [name, answer(about)])) };
  };
  return {
    instrument: { wave: "2017", questionnaire, campaigns: [], synthetic: true },
    microdata: { records: Array.from({ length: chance.integer(30, 300) }, someone), quasiIdentifiers, sensitive },
    withdrawn: Array.from({ length: chance.integer(0, 1) }, someone),
    authorities,
  };
}

/** What is answered goes with one of the characteristics, in some questions more than in others. */
function leaningAnswers(chance: Chance, traits: readonly { readonly name: string }[], values: readonly string[]) {
  const { name } = chance.pick(traits);
  const strength = chance.uniform() / 3;
  const common = someWeights(chance, values, 0.1);
  const own = new Map<string | undefined, Weights>();
  return (about: MicrodataRecord) => {
    if (chance.happens(0.05)) return undefined;
    if (!chance.happens(strength)) return chance.weighted(common);
    const weights = own.get(about[name]) ?? someWeights(chance, values, 0.1);
    own.set(about[name], weights);
    return chance.weighted(weights);
  };
}

/** An edition as its reader holds it, and what only the one who made it knows. */
export interface HeldEdition {
  readonly report: Extract<EditionReport, { released: true }>;
  readonly rows: readonly Row[];
  readonly leftOut: readonly MicrodataRecord[];
}

/** By tier those that are not withheld, the owner's first. */
export function editionsOf({ instrument, microdata }: RandomWave): ReadonlyMap<Tier, HeldEdition> {
  const outcomes = nestedEditions(microdata, microdataPolicy);
  const held = new Map<Tier, HeldEdition>();
  for (const tier of tiers) {
    const outcome = outcomes[tier];
    const { report, files } = editionFiles(tier, outcome, instrument, microdata, microdataPolicy);
    if ("withheld" in outcome || !report.released) continue;
    const leftOut = Array.from(
      outcome.generalisation.suppressed,
      (place) => microdata.records[place] as MicrodataRecord,
    );
    held.set(tier, { report, rows: rowsOf(files.find(({ path }) => path === RECORDS)?.bytes), leftOut });
  }
  return held;
}
