/**
 * What of a wave is shown, and by how much the noise moves it:
 *
 *     npm run bench:shown -- --seeds 5
 *
 * The wave of 2017, counted with the noise and without it from the same invented answers: how many shares are shown, how wide
 * their 95% intervals are, and how far a shown share lies from the one without noise, by the number of valid answers. SYNTHETIC.
 */
import { parseArgs } from "node:util";
import * as z from "zod";
import { blockOf, type ReleasedCampaign } from "#functions/benchmark/counts/counted.ts";
import { shareIn } from "#functions/benchmark/counts/fit.ts";
import { measuresOf } from "#functions/benchmark/counts/measures.ts";
import { shownOwn } from "#functions/benchmark/counts/shown.ts";
import { noisyScoreInterval } from "#functions/benchmark/statistics/noisy-score-interval.ts";
import { proportionOf } from "#functions/benchmark/statistics/noisy-share.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import { authorityGroups, EVERYBODY } from "#shared/survey/breakdowns.ts";
import { runCommand } from "../../infra/local/command.ts";
import { noiseOff } from "../fixtures/noised-counts.ts";
import { markdownTable } from "./markdown.ts";
import { releasedFrom, waveOf2017 } from "./synthetic-counts.ts";

const wishes = z.object({ seeds: z.coerce.number().int().min(1) });

/** Valid answers without noise, from here up to the next. */
const bases = [1, 15, 25, 45, 90] as const;

interface Share {
  readonly isOfEverybody: boolean;
  readonly base: number;
  readonly isShown: boolean;
  /** In points. */
  readonly error: number;
  readonly width: number;
}

function* sharesIn(noised: ReleasedCampaign, exact: ReleasedCampaign): Generator<Share> {
  for (const measure of measuresOf(noised.questionnaire)) {
    for (const group of authorityGroups) {
      const truth = blockOf(exact, measure, group);
      if (truth.base < 1) continue;
      const shown = shownOwn(noised, measure, group, noisePolicy);
      for (const position of measure.bands.keys()) {
        const share = shown.status === "shown" ? shareIn(shown.block, position) : undefined;
        const interval = share && noisyScoreInterval(share, "95%").held;
        yield {
          isOfEverybody: group === EVERYBODY,
          base: truth.base,
          isShown: share !== undefined,
          error: share === undefined ? 0 : 100 * Math.abs(proportionOf(share) - proportionOf(shareIn(truth, position))),
          width: interval === undefined ? 100 : 100 * (interval.upper - interval.lower),
        };
      }
    }
  }
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
const shareOf = (part: number, whole: number) => (whole === 0 ? "-" : `${((100 * part) / whole).toFixed(0)}%`);

function rowOf(name: string, shares: readonly Share[]): string[] {
  const shown = shares.filter(({ isShown }) => isShown);
  return [
    name,
    shares.length.toLocaleString("en-GB"),
    shareOf(shown.length, shares.length),
    shown.length === 0 ? "-" : mean(shown.map(({ error }) => error)).toFixed(1),
    shown.length === 0 ? "-" : mean(shown.map(({ width }) => width)).toFixed(1),
    mean(shares.map(({ width }) => width)).toFixed(1),
  ];
}

await runCommand({
  usage: "npm run bench:shown [-- --seeds NUMBER]",
  read() {
    const { values } = parseArgs({ options: { seeds: { type: "string", default: "5" } } });
    return wishes.parse(values);
  },
  async run({ seeds }) {
    const shares = Array.from({ length: seeds }, (_, at) => at + 1).flatMap((seed) => {
      const campaigns = waveOf2017(seed);
      const exact = releasedFrom(campaigns, seed, noiseOff);
      return releasedFrom(campaigns, seed).flatMap((noised, at) => [
        ...sharesIn(noised, exact[at] as ReleasedCampaign),
      ]);
    });
    const rows = ([true, false] as const).flatMap((isOfEverybody) => {
      const name = isOfEverybody ? "everybody" : "girls, boys";
      const ofGroup = shares.filter((share) => share.isOfEverybody === isOfEverybody);
      const inBin = (from: number, to: number) => ofGroup.filter(({ base }) => base >= from && base < to);
      return [
        rowOf(name, ofGroup),
        ...bases.map((from, at) => {
          const to = bases[at + 1] ?? Number.POSITIVE_INFINITY;
          return rowOf(
            `${name}, ${Number.isFinite(to) ? `${from} to ${to - 1}` : `${from} and more`}`,
            inBin(from, to),
          );
        }),
      ];
    });
    process.stdout.write(
      `SYNTHETIC: the wave of 2017 with seeds 1 to ${seeds}.\n\n${markdownTable(
        ["Valid answers", "Shares", "Shown", "Mean error, points", "Width where shown", "Reader's width"],
        rows,
      )}\n`,
    );
    return 0;
  },
});
