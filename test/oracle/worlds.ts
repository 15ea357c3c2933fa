/** Whole programmes of invented answers, from the front door to the files of a release. SYNTHETIC. */
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Latest } from "#shared/storage/releases.ts";
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import type { QuestionnaireId } from "#shared/survey/questionnaire.ts";
import { chanceFrom } from "../chance.ts";
import { type OneProcess, oneProcess } from "../fixtures/one-process.ts";
import { diceFrom } from "../fixtures/responses.ts";
import { authorities } from "../journey/synthetic/authorities.ts";
import { registered } from "../journey/synthetic/registered.ts";
import {
  campaignsOf,
  type SyntheticBody,
  type SyntheticCampaign,
  submissionsOf,
} from "../journey/synthetic/submissions.ts";
import { type SyntheticWave, waves } from "../journey/synthetic/waves.ts";

/** Campaigns in the order of their waves. */
export type World = readonly SyntheticCampaign[];

export function publishedWaves(seed: number, ...years: readonly SyntheticWave[]): World {
  return years.flatMap((year) => campaignsOf(waves[year], seed));
}

export interface SmallWaves {
  readonly years: readonly string[];
  readonly instruments: readonly QuestionnaireId[];
  readonly authorities: number;
  /** Respondents of the largest block; the smallest has 5. */
  readonly largest: number;
  /** One campaign in so many is not held, so that pools have authorities that stand in with an earlier wave. */
  readonly missingOneIn: number;
}

export function smallWaves(
  seed: number,
  { years, instruments, authorities: howMany, largest, missingOneIn }: SmallWaves,
): World {
  const dice = diceFrom(seed);
  return years.flatMap((wave) =>
    authorities.slice(0, howMany).flatMap((authority) =>
      instruments.flatMap((questionnaire): SyntheticCampaign[] => {
        const respondents = 5 + dice(largest - 4);
        const { version } = latestVersionOf(questionnaire);
        const campaign = { wave, authority, questionnaire, version, respondents, eligible: 3 * respondents };
        return dice(missingOneIn) === 0 ? [] : [campaign];
      }),
    ),
  );
}

export interface Circumstances {
  /** The last campaign closes after the night, so that its nation is not counted yet. */
  readonly lastIsOpen?: boolean;
  /** Wave by wave more children answer every second question like their authority's first child: there are trends to find. */
  readonly drifts?: boolean;
}

/**
 * Posts every answer and runs one night, which follows the last wave.
 * @returns a folder with the tables of the release, which is the caller's to remove
 */
export async function releaseOf(
  world: World,
  seed: number,
  { lastIsOpen = false, drifts = false }: Circumstances = {},
): Promise<string> {
  const programme = oneProcess({ chance: chanceFrom(seed) });
  const years = [...new Set(world.map(({ wave }) => wave))];
  for (const [place, synthetic] of world.entries()) {
    const campaign = registered(synthetic, place, lastIsOpen && place === world.length - 1 ? "05-31" : "03-31");
    programme.register([campaign]);
    const submissions = submissionsOf(synthetic, seed);
    const drifted = drifts ? (submissions.length * years.indexOf(synthetic.wave)) / years.length : 0;
    for (const [
      child,
      {
        key,
        body: { comments: _, ...body },
      },
    ] of submissions.entries()) {
      const answers =
        child < drifted ? { ...body.answers, ...everySecondOf(submissions[0]?.body.answers) } : body.answers;
      // What is written in words is no part of a figure, and takes long to be redacted.
      const status = await programme.post(campaign, { key, body: { ...body, answers } }, campaign.opens);
      if (status !== 201) throw new Error(`a post was answered with ${status}, expected 201`);
    }
  }
  await programme.night(`${world.at(-1)?.wave}-04-01`);
  return tablesOf(programme);
}

function everySecondOf(answers: SyntheticBody["answers"] = {}): SyntheticBody["answers"] {
  return Object.fromEntries(Object.entries(answers).filter((_, position) => position % 2 === 0));
}

async function tablesOf({ datasets: { objects } }: OneProcess): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "oracle-"));
  const { releaseId } = JSON.parse(Buffer.from(objects.get("latest.json") ?? []).toString()) as Latest;
  for (const [key, bytes] of objects) {
    const [, path = ""] = key.split(`releases/${releaseId}/`);
    if (/^\w+\.csv$/.test(path)) await writeFile(join(folder, path), bytes);
  }
  return folder;
}
