/**
 * Measures how often tests reject where there is nothing to find, how often authorities lie outside a funnel by chance, how
 * often reports claim what is not so, and how often they find what is:
 *
 *     npm run bench:calibration -- --draws 20000 --waves 2000 --seed 7
 *
 * Prints four tables for the README. The same seed prints the same tables.
 */
import { parseArgs } from "node:util";
import * as z from "zod";
import { runCommand } from "../../infra/local/command.ts";
import { answerModel } from "./answer-model.ts";
import { funnelCentres, funnelRates, spreads } from "./calibration-of-funnels.ts";
import { highest, levels, nullSettings, type Rejected, rejectionsOf } from "./calibration-of-tests.ts";
import { type ClaimMade, claimsMade, claimsWithoutAdjustment } from "./claims-made.ts";
import { FalseClaims, numberedWave, REPORTS_IN_A_WAVE, reportsOf, wilson } from "./false-claims.ts";
import { sigmas, sizes } from "./interval-coverage.ts";
import { questionnaire } from "./invented-wave.ts";
import { markdownTable, percent, range } from "./markdown.ts";
import { withProgress } from "./progress.ts";
import { baseShare, type Outcome, truths, WavesWithADifference } from "./true-differences.ts";

const wishes = z.object({
  draws: z.coerce.number().int().min(1),
  waves: z.coerce.number().int().min(2),
  seed: z.coerce.number().int().min(0),
});
type Wishes = z.infer<typeof wishes>;

function read() {
  const { values } = parseArgs({
    options: {
      draws: { type: "string", default: "20000" },
      waves: { type: "string", default: "2000" },
      seed: { type: "string", default: "7" },
    },
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

/** One row for each test, size and sigma. */
function testsTable({ draws, seed }: Wishes): string {
  const decimals = [1, 2, 3];
  const rows = Object.entries(nullSettings).flatMap(([name, settingsOf]) => {
    const measured: Rejected[] = [];
    withProgress(name, settingsOf(), (setting) => {
      measured.push(rejectionsOf(setting, draws, seed, name));
    });
    return sizes.flatMap((size) =>
      sigmas.map((sigma) => {
        const these = measured.filter(({ setting }) => setting.size === size && setting.sigma === sigma);
        const rateAt = (place: number) => (rejected: Rejected) => percent(rejected.rates[place] ?? 0, decimals[place]);
        const means = levels.map((_, place) => {
          const sum = these.reduce((total, { rates }) => total + (rates[place] ?? 0), 0);
          return percent(sum / these.length, decimals[place]);
        });
        const worst = levels.map((_, place) => highest(these, place, draws, seed));
        return [
          `${name}, n ${size}, sigma ${sigma}`,
          ...means,
          ...worst.map((rejected, place) => rateAt(place)(rejected)),
          worst[0]?.setting.name ?? "",
        ];
      }),
    );
  });
  const named = levels.map((level) => `${100 * level}%`);
  return markdownTable(
    [
      "Nothing to find",
      ...named.map((level) => `Rejected at ${level}, mean`),
      ...named.map((level) => `Highest at ${level}`),
      "Where at 5%",
    ],
    rows,
  );
}

function funnelsTable({ waves, seed }: Wishes): string {
  const places = spreads.flatMap((spread) => funnelCentres.map((centre) => ({ spread, centre })));
  const rows: string[][] = [];
  withProgress("Funnels", places, ({ spread, centre }) => {
    const found = funnelRates(centre, spread, waves, seed);
    rows.push([
      `centre ${centre}, spread of authorities ${spread}`,
      percent(found.outside["95%"]),
      percent(found.outside["99.8%"], 2),
      percent(found.allowedFor),
      found.spread.toFixed(3),
      percent(found.outsideByChanceAlone["95%"]),
      percent(found.outsideByChanceAlone["99.8%"], 2),
    ]);
  });
  return markdownTable(
    [
      "Funnel, 16 authorities, sigma 1.5",
      "Outside 95%",
      "Outside 99.8%",
      "Waves with over-dispersion",
      "Estimated spread, mean",
      "Outside 95% without allowance",
      "Outside 99.8% without allowance",
    ],
    rows,
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
  const counted = (count: number) => `${percent(count / waves)} (${range(wilson(count, waves))})`;
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

async function calibrate(asked: Wishes): Promise<number> {
  const { draws, waves, seed } = asked;
  const scale = `${waves} invented waves of ${questionnaire.id}, ${REPORTS_IN_A_WAVE} authorities, seed ${seed}`;
  say(`Tests, noise in every cell and fitted (${draws} draws at each setting, the highest anew, seed ${seed}):`);
  say();
  say(testsTable(asked));
  say();
  say(`Funnels (${waves} waves of ${REPORTS_IN_A_WAVE} authorities for each row, seed ${seed}):`);
  say();
  say(funnelsTable(asked));
  say();
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

await runCommand({
  usage: "npm run bench:calibration -- [--draws NUMBER] [--waves NUMBER] [--seed NUMBER]",
  read,
  run: calibrate,
});
