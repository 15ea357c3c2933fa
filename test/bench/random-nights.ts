/**
 * Whether every night ends in a release, on ordinary answers and whatever the seed:
 *
 *     npm run bench:nights -- --waves 300 --sequences 20
 *
 * Random waves of 3 to 25 authorities with blocks of 5 to 160, each posted through the front door's own code and followed by
 * a night, one in ten by a second one that must change nothing; and the waves of 2016, 2017 and 2018 upon each other, once a seed.
 * SYNTHETIC.
 */
import { parseArgs } from "node:util";
import * as z from "zod";
import { AuditFailed } from "#functions/audit/finding.ts";
import type { Campaign } from "#shared/programme/campaign.ts";
import { questionnaireId } from "#shared/programme/campaign.ts";
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import { runCommand } from "../../infra/local/command.ts";
import { chanceFrom } from "../chance.ts";
import { type OneProcess, oneProcess } from "../fixtures/one-process.ts";
import { diceFrom } from "../fixtures/responses.ts";
import { authorities } from "../journey/synthetic/authorities.ts";
import { registered } from "../journey/synthetic/registered.ts";
import { campaignsOf, type SyntheticCampaign, submissionsOf } from "../journey/synthetic/submissions.ts";
import { waves } from "../journey/synthetic/waves.ts";

const instruments = questionnaireId.options;
/** A second night must change nothing; it costs as much as the first. */
const SECOND_NIGHT_EVERY = 10;

const wishes = z.object({
  waves: z.coerce.number().int().min(0),
  sequences: z.coerce.number().int().min(0),
  seed: z.coerce.number().int().min(0),
});

/** 3 to 25 authorities, one to three instruments, blocks of 5 to 160. */
function randomWave(seed: number): SyntheticCampaign[] {
  const dice = diceFrom(seed);
  const howMany = 3 + dice(23);
  const first = dice(instruments.length);
  const asked = instruments.filter((_, at) => at === first || dice(3) === 0).slice(0, 3);
  return Array.from({ length: howMany }, (_, at) => at).flatMap((at) =>
    asked.map((questionnaire): SyntheticCampaign => {
      const respondents = 5 + dice(156);
      const known = authorities[at % authorities.length] as SyntheticCampaign["authority"];
      const code = String(101 + at);
      const authority = { ...known, code, onsCode: `E0600${1001 + at}`, name: `Authority ${code}` };
      const { version } = latestVersionOf(questionnaire);
      return {
        wave: "2017",
        authority,
        questionnaire,
        version,
        // One in thirty has stated too few: its campaign is held.
        eligible: dice(30) === 0 ? Math.max(1, respondents - 1) : respondents + dice(400),
        respondents,
      };
    }),
  );
}

/** Posts a wave and runs its night. @returns what went wrong, or undefined */
async function wave(programme: OneProcess, synthetic: readonly SyntheticCampaign[], seed: number, nights: 1 | 2) {
  const campaigns = synthetic.map((each, at) => registered(each, at));
  programme.register(campaigns);
  for (const [at, each] of synthetic.entries()) {
    const campaign = campaigns[at] as Campaign;
    for (const { key, body } of submissionsOf(each, seed)) {
      // What is written in words is no part of a figure, and takes long to be redacted.
      const { comments: _, ...answers } = body;
      const submission = { key, body: answers };
      const status = await programme.post(campaign, submission, campaign.opens);
      if (status !== 201) return `a post was answered with ${status}`;
    }
  }
  const year = synthetic[0]?.wave ?? "";
  try {
    const first = await programme.night(`${year}-04-01`);
    if (first.status !== "published") return `the first night was ${first.status}`;
    if (nights === 1) return undefined;
    const second = await programme.night(`${year}-04-02`);
    return second.status === "unchanged" ? undefined : `the second night was ${second.status}`;
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    const findings =
      error instanceof AuditFailed ? error.findings.slice(0, 3).map((finding) => JSON.stringify(finding)) : [];
    return [`${error.name}: ${error.message}`, ...findings].join("\n");
  }
}

async function trials({ waves: howMany, sequences, seed: start }: z.infer<typeof wishes>): Promise<number> {
  let failed = 0;
  const tell = (what: string, wrong: string | undefined) => {
    if (wrong === undefined) return;
    failed += 1;
    process.stdout.write(`${what}: ${wrong}\n`);
  };
  const began = performance.now();
  for (let seed = start; seed < start + howMany; seed += 1) {
    const programme = oneProcess({ chance: chanceFrom(seed) });
    tell(`random wave ${seed}`, await wave(programme, randomWave(seed), seed, seed % SECOND_NIGHT_EVERY === 0 ? 2 : 1));
    if ((seed - start) % 20 === 19) process.stdout.write(`${seed - start + 1} of ${howMany} random waves\n`);
  }
  let sequence = 0;
  for (let seed = 1; seed <= sequences; seed += 1) {
    const programme = oneProcess({ chance: chanceFrom(seed) });
    for (const year of ["2016", "2017", "2018"] as const) {
      tell(`wave ${year}, seed ${seed}`, await wave(programme, campaignsOf(waves[year], seed), seed, 2));
      sequence += 1;
    }
    process.stdout.write(`${seed} of ${sequences} sequences\n`);
  }
  process.stdout.write(
    `SYNTHETIC: ${howMany} random waves and ${sequence} waves in ${sequences} sequences; ${failed} did not end in a release; ${((performance.now() - began) / 1_000).toFixed(0)} s.\n`,
  );
  return failed === 0 ? 0 : 1;
}

await runCommand({
  usage: "npm run bench:nights [-- --waves NUMBER] [--sequences NUMBER] [--seed NUMBER]",
  read() {
    const { values } = parseArgs({
      options: {
        waves: { type: "string", default: "300" },
        sequences: { type: "string", default: "20" },
        seed: { type: "string", default: "1" },
      },
    });
    return wishes.parse(values);
  },
  run: trials,
});
