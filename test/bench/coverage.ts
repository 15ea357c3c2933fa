/**
 * Measures how often the published intervals hold the truth, by exact sums and by simulation:
 *
 *     npm run bench:coverage -- --draws 20000 --seed 7
 *
 * Prints two tables for the README. The same seed prints the same tables.
 */
import { parseArgs } from "node:util";
import * as z from "zod";
import { runCommand } from "../../infra/local/command.ts";
import {
  type Coverage,
  exactNewcombeCoverage,
  exactWilsonCoverage,
  pairsOfSizes,
  proportions,
  proportionsOfPairs,
  simulatedNewcombeCoverage,
  simulatedWilsonCoverage,
  sizes,
} from "./interval-coverage.ts";
import { markdownTable, percent } from "./markdown.ts";
import { withProgress } from "./progress.ts";

const wishes = z.object({ draws: z.coerce.number().int().min(1), seed: z.coerce.number().int().min(0) });
type Wishes = z.infer<typeof wishes>;

function read() {
  const { values } = parseArgs({
    options: { draws: { type: "string", default: "20000" }, seed: { type: "string", default: "7" } },
  });
  return wishes.parse(values);
}

const say = (text = "") => process.stdout.write(`${text}\n`);

const figures = ({ mean, smallest, at }: Coverage, decimals: number) => [
  percent(mean, decimals),
  `${percent(smallest, decimals)} (${at.join(" and ")})`,
];
const headings = ["Mean, exact", "Smallest, exact (at)", "Mean, simulated", "Smallest, simulated (at)"];

function wilsonTable({ draws, seed }: Wishes): string {
  const places = (["95%", "99.8%"] as const).flatMap((level) => sizes.map((size) => ({ level, size })));
  const rows: string[][] = [];
  withProgress("Wilson", places, ({ level, size }) => {
    const decimals = level === "95%" ? 1 : 2;
    const exact = figures(exactWilsonCoverage(size, level), decimals);
    const simulated = figures(simulatedWilsonCoverage(size, level, draws, seed), decimals);
    rows.push([`${level}, n ${size}`, ...exact, ...simulated]);
  });
  return markdownTable(["Wilson", ...headings], rows);
}

function newcombeTable({ draws, seed }: Wishes): string {
  const rows: string[][] = [];
  withProgress("Newcombe", pairsOfSizes, ([first, second]) => {
    const exact = figures(exactNewcombeCoverage(first, second), 1);
    const simulated = figures(simulatedNewcombeCoverage(first, second, draws, seed), 1);
    rows.push([`95%, n ${first} and ${second}`, ...exact, ...simulated]);
  });
  return markdownTable(["Newcombe", ...headings], rows);
}

async function cover(asked: Wishes): Promise<number> {
  const simulation = `simulated with ${asked.draws} draws at each, seed ${asked.seed}`;
  say(`Coverage over true proportions from ${proportions[0]} to ${proportions.at(-1)} by 0.02, ${simulation}:`);
  say();
  say(wilsonTable(asked));
  say();
  say(`Coverage over all pairs of the true proportions ${proportionsOfPairs.join(", ")}, ${simulation}:`);
  say();
  say(newcombeTable(asked));
  return 0;
}

await runCommand({ usage: "npm run bench:coverage -- [--draws NUMBER] [--seed NUMBER]", read, run: cover });
