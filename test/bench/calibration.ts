/**
 * Measures how often reports claim what is not so, and how often they find what is:
 *
 *     npm run bench:calibration -- --waves 2000 --seed 7
 *
 * Prints two tables for the README. The same seed prints the same tables.
 */
import { parseArgs } from "node:util";
import * as z from "zod";
import { wilsonScoreInterval } from "#functions/benchmark/statistics/wilson-score-interval.ts";
import { runCommand } from "../../infra/local/command.ts";
import { answerModel } from "./answer-model.ts";
import { type ClaimMade, claimsMade, claimsWithoutAdjustment } from "./claims-made.ts";
import { FalseClaims, numberedWave, REPORTS_IN_A_WAVE, reportsOf } from "./false-claims.ts";
import { questionnaire } from "./invented-wave.ts";
import { markdownTable, percent, range } from "./markdown.ts";
import { withProgress } from "./progress.ts";
import { baseShare, type Outcome, truths, WavesWithADifference } from "./true-differences.ts";

const wishes = z.object({ waves: z.coerce.number().int().min(2), seed: z.coerce.number().int().min(0) });

function read() {
  const { values } = parseArgs({
    options: { waves: { type: "string", default: "2000" }, seed: { type: "string", default: "7" } },
  });
  return wishes.parse(values);
}

const numbers = (waves: number) => Array.from({ length: waves }, (_, number) => number);
const say = (text = "") => process.stdout.write(`${text}\n`);

function falseClaimsTable(waves: number, seed: number): string {
  const model = answerModel(questionnaire, seed);
  const together = new FalseClaims();
  const shares = new FalseClaims();
  const averages = new FalseClaims();
  const unadjusted = new FalseClaims();
  const only = (reports: readonly ClaimMade[][], wanted: ClaimMade["kind"]) =>
    reports.map((claims) => claims.filter(({ kind }) => kind === wanted));
  withProgress("Waves without differences", numbers(waves), (number) => {
    const wave = numberedWave(model, seed, number);
    const reports = reportsOf(wave, claimsMade);
    together.add(reports);
    shares.add(only(reports, "share"));
    averages.add(only(reports, "average"));
    unadjusted.add(reportsOf(wave, claimsWithoutAdjustment));
  });
  const row = (name: string, promised: string, counted: FalseClaims) => [
    name,
    promised,
    percent(counted.ofReports.proportion, 2),
    range(counted.ofReports, 2),
    counted.clusteredByWave === undefined ? "-" : range(counted.clusteredByWave, 2),
    counted.claimsPerReport.toFixed(3),
    percent(counted.ofWaves.proportion),
  ];
  return markdownTable(
    [
      "False claims",
      "Promised",
      "Reports with any",
      "95% interval (Wilson)",
      "95% interval (waves as clusters)",
      "False claims a report",
      `Waves with any in ${REPORTS_IN_A_WAVE} reports`,
    ],
    [
      row("shares and averages, as released", "at most 5%", together),
      row("of these, of shares", "", shares),
      row("of these, of averages", "", averages),
      row("the same rule with p in place of q", "none", unadjusted),
    ],
  );
}

/** What Benjamini and Hochberg promise of: the false part of what is claimed, 0 where nothing is, in the mean. */
function falseDiscoveryRate(outcomes: readonly Outcome[]): number {
  const parts = outcomes.map(({ claims, falseClaims }) => (claims === 0 ? 0 : falseClaims / claims));
  return parts.reduce((sum, part) => sum + part, 0) / parts.length;
}

function trueDifferencesTable(waves: number, seed: number): string {
  const withADifference = new WavesWithADifference(seed);
  const outcomes: Outcome[][] = [];
  withProgress(`Waves with ${truths.length} true differences in turn`, numbers(waves), (wave) => {
    outcomes.push(withADifference.outcomesOf(wave));
  });
  const counted = (count: number) => `${percent(count / waves)} (${range(wilsonScoreInterval(count, waves, "95%"))})`;
  return markdownTable(
    [
      "True difference",
      "Own n",
      "Right claim",
      "Found (95% interval)",
      "Any false claim beside it (95% interval)",
      "False among the claims of a report, mean (promised: at most 5%)",
    ],
    truths.map(({ differenceInPoints, respondents, rightClaim }, at) => {
      const ofTruth = outcomes.flatMap((outcome) => outcome[at] ?? []);
      return [
        `${differenceInPoints > 0 ? "+" : "-"}${Math.abs(differenceInPoints)} points`,
        String(respondents),
        `\`${rightClaim}\``,
        counted(ofTruth.filter(({ isFound }) => isFound).length),
        counted(ofTruth.filter(({ falseClaims }) => falseClaims > 0).length),
        percent(falseDiscoveryRate(ofTruth)),
      ];
    }),
  );
}

async function calibrate({ waves, seed }: z.infer<typeof wishes>): Promise<number> {
  const scale = `${waves} invented waves of ${questionnaire.id}, ${REPORTS_IN_A_WAVE} authorities, seed ${seed}`;
  say(`No authority differs (${scale}):`);
  say();
  say(falseClaimsTable(waves, seed));
  say();
  say(
    `One authority differs in \`${baseShare.indicator}\`, ${percent(baseShare.share, 0)} elsewhere (${scale} for each row):`,
  );
  say();
  say(trueDifferencesTable(waves, seed));
  return 0;
}

await runCommand({ usage: "npm run bench:calibration -- [--waves NUMBER] [--seed NUMBER]", read, run: calibrate });
