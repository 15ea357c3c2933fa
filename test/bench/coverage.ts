/**
 * Measures how often the published intervals hold the truth when every cell carries noise and is fitted, by simulation:
 *
 *     npm run bench:coverage -- --draws 20000 --seed 7
 *
 * Prints three tables for the README. The same seed prints the same tables.
 */
import { parseArgs } from "node:util";
import * as z from "zod";
import { runCommand } from "../../infra/local/command.ts";
import { tilts } from "./coverage-ladder.ts";
import {
  type Covered,
  coverageOf,
  differenceSettings,
  differences,
  ladderSettings,
  lowest,
  numbersOfBands,
  numbersOfQuestions,
  proportions,
  proportionsOfPairs,
  type Setting,
  shareSettings,
  sigmas,
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

const headings = ["Mean", "Smallest", "Where"];

/** One row for each size and sigma. */
function rowsOf(label: string, settings: readonly Setting[], { draws, seed }: Wishes, decimals = 1): string[][] {
  const measured: Covered[] = [];
  withProgress(label, settings, (setting) => {
    measured.push(coverageOf(setting, draws, seed));
  });
  return sizes.flatMap((size) =>
    sigmas.map((sigma) => {
      const these = measured.filter(({ setting }) => setting.size === size && setting.sigma === sigma);
      const mean = these.reduce((sum, { coverage }) => sum + coverage, 0) / these.length;
      const { coverage, setting } = lowest(these, draws, seed);
      return [
        `${label}, n ${size}, sigma ${sigma}`,
        percent(mean, decimals),
        percent(coverage, decimals),
        setting.name,
      ];
    }),
  );
}

async function cover(asked: Wishes): Promise<number> {
  const crossed = `n ${sizes.join(", ")}; sigma ${sigmas.join(", ")}; K ${numbersOfBands.join(", ")}; Q ${numbersOfQuestions.join(", ")}`;
  say(
    `Noise in every cell, fitted, ${asked.draws} draws at each setting (the lowest anew with ten times as many), seed`,
  );
  say(`${asked.seed}; everything crossed of ${crossed}.`);
  say();
  say(`Shares, true proportions from ${proportions[0]} to ${proportions.at(-1)} by 0.04:`);
  say();
  say(
    markdownTable(
      ["Score interval", ...headings],
      [...rowsOf("95%", shareSettings("95%"), asked), ...rowsOf("99.8%", shareSettings("99.8%"), asked, 2)],
    ),
  );
  say();
  say(`Differences, all pairs of the true proportions ${proportionsOfPairs.join(", ")}:`);
  say();
  say(
    markdownTable(
      ["MOVER interval, 95%", ...headings],
      differences.flatMap((kind) => rowsOf(kind, differenceSettings(kind), asked)),
    ),
  );
  say();
  say("Means of a ladder:");
  say();
  say(
    markdownTable(
      ["Interval of a mean, 95%", ...headings],
      tilts.flatMap((tilt) => rowsOf(tilt, ladderSettings(tilt), asked)),
    ),
  );
  return 0;
}

await runCommand({ usage: "npm run bench:coverage -- [--draws NUMBER] [--seed NUMBER]", read, run: cover });
