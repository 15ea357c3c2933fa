/** Small tables of one question in one authority, for comparisons with an exact optimum. SYNTHETIC. */
import type { CountTable } from "#functions/benchmark/disclosure/protect-table.ts";
import type { Chance } from "../journey/synthetic/chance.ts";

const BANDS = [0.72, 0.2, 0.08];
const GENDERS = [0.48, 0.46, 0.06];
const AGES = [0.4, 0.35, 0.25];

/** 15 to 60 children by three bands, three genders and three age bands. */
export function smallTable(chance: Chance): CountTable {
  const respondents = 15 + Math.floor(46 * chance.uniform());
  const empty = () => GENDERS.map(() => new Array<number>(BANDS.length).fill(0));
  const [genders, ages] = [empty(), empty()];
  const total = new Array<number>(BANDS.length).fill(0);
  const oneOf = (shares: readonly number[]) => {
    const drawn = chance.uniform();
    let sum = 0;
    return shares.findIndex((share) => {
      sum += share;
      return drawn < sum;
    });
  };
  const add = (row: number[] | undefined, band: number) => {
    if (row !== undefined) row[band] = (row[band] ?? 0) + 1;
  };
  for (let child = 0; child < respondents; child += 1) {
    const band = Math.max(0, oneOf(BANDS));
    add(total, band);
    add(genders[Math.max(0, oneOf(GENDERS))], band);
    add(ages[Math.max(0, oneOf(AGES))], band);
  }
  const categories = (rows: readonly number[][]) =>
    rows.map((counts) => ({ counts, cost: counts.reduce((sum, count) => sum + count, 0) }));
  return { total, breakdowns: [categories(genders), categories(ages)] };
}
