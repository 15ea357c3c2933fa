/**
 * Measures the noise of the policy as production draws it, with secure chance and so without a seed:
 *
 *     npm run bench:noise -- --draws 10000000
 *
 * Sets the draws of each variance against the exact discrete Gaussian, and their time against two peers of the same run:
 * rounded normals of Box and Muller from `Math.random`, the quick way that does not protect, and one number from chance.
 * Exits with 1 where chi-square would come once in a million runs. The rounded normals show that it can tell.
 */
import { parseArgs } from "node:util";
import * as z from "zod";
import { type Chance, secureChance } from "#functions/tally/noise/chance.ts";
import { discreteGaussian } from "#functions/tally/noise/discrete-gaussian.ts";
import { type Ratio, varianceOf } from "#shared/release/policy.ts";
import { runCommand } from "../../infra/local/command.ts";
import {
  type ChiSquare,
  chiSquareOf,
  Histogram,
  type Measured,
  momentsOf,
  policyVariances,
} from "../functions/tally/noise/goodness-of-fit.ts";
import { markdownTable } from "./markdown.ts";
import { withProgress } from "./progress.ts";

const ROUNDS = 100;
const MILLION_TO_ONE = 1e-6;

const wishes = z.object({ draws: z.coerce.number().int().min(10_000).multipleOf(ROUNDS) });

function read() {
  const { values } = parseArgs({ options: { draws: { type: "string", default: "10000000" } } });
  return wishes.parse(values);
}

/** Draws of one kind, and the processor's time that they took together. */
class Timed {
  readonly drawn = new Histogram();
  #microseconds = 0;
  readonly #draw: () => number;

  constructor(draw: () => number) {
    this.#draw = draw;
  }

  take(draws: number): void {
    const before = process.cpuUsage();
    for (let at = 0; at < draws; at += 1) this.drawn.add(this.#draw());
    const { user, system } = process.cpuUsage(before);
    this.#microseconds += user + system;
  }

  get microsecondsADraw(): number {
    return this.#microseconds / this.drawn.draws;
  }
}

// One minus the draw, because the logarithm of 0 has no value.
const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());

function chanceADraw(variance: Ratio): number {
  const draws = 10_000;
  let asked = 0;
  const counting = ((below: number) => {
    asked += 1;
    return secureChance(below);
  }) as Chance;
  for (let at = 0; at < draws; at += 1) discreteGaussian(variance, counting);
  return asked / draws;
}

const withError = ({ observed, expected, standardError }: Measured) =>
  `${observed.toFixed(5)} (${expected.toFixed(5)} +- ${standardError.toFixed(5)})`;
const inWords = ({ statistic, degreesOfFreedom, p }: ChiSquare) =>
  `${statistic.toFixed(1)} (${degreesOfFreedom}), p ${p < 1e-4 ? "below 0.0001" : p.toFixed(4)}`;

/** The rounds alternate, so that what else the machine does in the meantime slows all three alike. */
function measured(variance: Ratio, draws: number) {
  const sigma = Math.sqrt(varianceOf(variance));
  const noise = new Timed(() => discreteGaussian(variance, secureChance));
  const rounded = new Timed(() => Math.round(sigma * normal()));
  const chance = new Timed(() => secureChance(100));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const kind of [noise, rounded, chance]) kind.take(draws / ROUNDS);
  const fit = chiSquareOf(noise.drawn, variance);
  const moments = momentsOf(noise.drawn, variance);
  const times = (peer: Timed) => (noise.microsecondsADraw / peer.microsecondsADraw).toFixed(1);
  return {
    fit,
    row: [
      `${variance.numerator}/${variance.denominator}`,
      inWords(fit),
      inWords(chiSquareOf(rounded.drawn, variance)),
      withError(moments.mean),
      withError(moments.variance),
      chanceADraw(variance).toFixed(1),
      noise.microsecondsADraw.toFixed(2),
      times(rounded),
      times(chance),
    ],
  };
}

async function measure({ draws }: z.infer<typeof wishes>): Promise<number> {
  const results: ReturnType<typeof measured>[] = [];
  withProgress("Noise", policyVariances, (variance) => results.push(measured(variance, draws)));
  const headings = [
    "Variance",
    "Chi-square (degrees of freedom)",
    "The same, of rounded normals",
    "Mean (expected +- standard error)",
    "Variance (expected +- standard error)",
    "Numbers from chance a draw",
    "Microseconds a draw",
    "Time, in rounded normals",
    "Time, in numbers from chance",
  ];
  process.stdout.write(`${draws} draws of each variance, secure chance:\n\n`);
  process.stdout.write(
    `${markdownTable(
      headings,
      results.map(({ row }) => row),
    )}\n`,
  );
  return results.some(({ fit }) => fit.p < MILLION_TO_ONE) ? 1 : 0;
}

await runCommand({ usage: "npm run bench:noise -- [--draws NUMBER]", read, run: measure });
