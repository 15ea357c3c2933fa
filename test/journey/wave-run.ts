/** What the demo and the simulation share: register an invented wave, post it, say what is going on. */
import type { Day } from "#shared/programme/calendar.ts";
import { progressDisplay } from "../../infra/local/progress.ts";
import { stages } from "../../infra/stages.ts";
import { registerWave } from "./register-wave.ts";
import { postLikeFrontEnds } from "./synthetic/front-end.ts";
import type { PostingOutcome } from "./synthetic/posting-counts.ts";
import { programmeOf } from "./synthetic/programme.ts";
import type { LinkedCampaign } from "./synthetic/visits.ts";
import type { WaveFigures } from "./synthetic/waves.ts";

export interface WaveRun {
  readonly figures: WaveFigures;
  readonly seed: number;
  readonly today: Day;
  /** Last day of the windows; today if left out. */
  readonly until?: Day;
  readonly apiUrl: string;
  /** Invokes the register function and gives its answer. */
  readonly register: (document: unknown) => Promise<unknown>;
}

export interface WaveOutcome {
  readonly campaigns: readonly LinkedCampaign[];
  readonly posting: PostingOutcome;
}

export const say = (line = "") => process.stdout.write(`${line}\n`);

export const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s`;

export const grouped = (count: number) => count.toLocaleString("en-GB");

export const SYNTHETIC_BANNER = "SYNTHETIC: real places, invented children, invented answers.";

export async function runWave({ figures, seed, today, until, apiUrl, register }: WaveRun): Promise<WaveOutcome> {
  const document = programmeOf(figures, seed, {
    today,
    ...(until !== undefined && { until }),
    allowedOrigins: stages.local.allowedOrigins,
  });
  const campaigns = await registerWave(register, document, figures, seed);
  const submissions = campaigns.reduce((sum, campaign) => sum + campaign.submissions.length, 0);
  say(
    `Registered wave ${figures.wave} (seed ${seed}): ${campaigns.length} campaigns of ${figures.authorities} authorities, ` +
      `open until ${until ?? today}.`,
  );

  const began = performance.now();
  const display = progressDisplay("Posting", "visits", process.stdout);
  let posting: PostingOutcome;
  try {
    posting = await postLikeFrontEnds({ apiUrl, campaigns, seed, onProgress: display.show });
  } finally {
    display.end();
  }
  const taken = performance.now() - began;
  say(
    `Posted ${grouped(submissions)} submissions from 8 front ends at a time in ${seconds(taken)}: ` +
      `${grouped(posting.acknowledged.length)} acknowledged.`,
  );
  return { campaigns, posting };
}
