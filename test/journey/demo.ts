/**
 * A whole survey wave through the whole system on this machine: `npm run demo [-- --seed NUMBER] [--keep FOLDER]
 * [--earlier 2016]`. Ends with 1 when anything does not add up.
 */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { londonDay } from "#shared/programme/calendar.ts";
import { averages } from "#shared/release/datasets/averages.ts";
import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import { comparisons } from "#shared/release/datasets/comparisons.ts";
import { genderGap } from "#shared/release/datasets/gender-gap.ts";
import { national } from "#shared/release/datasets/national.ts";
import { peerLearning } from "#shared/release/datasets/peer-learning.ts";
import { responseRates } from "#shared/release/datasets/response-rates.ts";
import { runCommand } from "../../infra/local/command.ts";
import { type LocalCloud, startLocalCloud } from "../../infra/local/local-cloud.ts";
import { type PulledRelease, releaseInMemory, writeBelow } from "../../infra/local/pull-release.ts";
import { claimLines } from "./claims.ts";
import { differencesInCounts } from "./reconcile.ts";
import { RegisterFailed } from "./register-wave.ts";
import { rowsOf } from "./released-data.ts";
import { shownLines } from "./shown-lines.ts";
import { responsesCounted } from "./small-wave.ts";
import { dayAfter } from "./synthetic/programme.ts";
import { waves } from "./synthetic/waves.ts";
import { campaignTable } from "./table.ts";
import { grouped, runWave, SYNTHETIC_BANNER, say, seconds, type WaveOutcome } from "./wave-run.ts";

const usage = "npm run demo [-- --seed NUMBER] [--keep FOLDER] [--earlier 2016]";
const AUTHORITIES_TOLD_OF = 3;

/** The demo starts from nothing, so that its counts are its own. */
class FolderInUse extends Error {
  override readonly name = "FolderInUse";
  readonly folder: string;
  constructor(folder: string) {
    super(`${folder} holds a local cloud or a release already; name a new folder, or remove it`);
    this.folder = folder;
  }
}

class NightFailed extends Error {
  override readonly name = "NightFailed";
  readonly status: string;
  constructor(status: string, error: string | undefined, cause: string | undefined) {
    const ending = ["the night ended as", status, error, cause].filter((part) => part !== undefined).join(" ");
    super(`${ending}\nTo look into it, run the demo with --keep FOLDER and read the logs in FOLDER/state/logs.`);
    this.status = status;
  }
}

/** The template has no bucket for releases. */
class BucketMissing extends Error {
  override readonly name = "BucketMissing";
  readonly buckets: readonly string[];
  constructor(buckets: readonly string[]) {
    super(`none of the buckets is for datasets: ${buckets.join(", ")}`);
    this.buckets = buckets;
  }
}

/** The datasets bucket has no such object, or S3 does not answer. */
class ObjectUnreadable extends Error {
  override readonly name = "ObjectUnreadable";
  readonly key: string;
  constructor(key: string, status: number) {
    super(`S3 answered ${status} for ${key}`);
    this.key = key;
  }
}

const wishes = z.object({
  seed: z.coerce.number().int().min(0),
  keep: z.string().min(1).optional(),
  /** Posts this wave first, so that the release can speak of what has changed since. */
  earlier: z.literal("2016").optional(),
});

function read() {
  const { values } = parseArgs({
    options: { seed: { type: "string", default: "7" }, keep: { type: "string" }, earlier: { type: "string" } },
  });
  return wishes.parse(values);
}

interface Folders {
  readonly own: string;
  readonly state: string;
  readonly release: string;
}

async function foldersFor(keep: string | undefined): Promise<Folders> {
  const folder = keep === undefined ? await mkdtemp(join(tmpdir(), "bright-spots-")) : resolve(keep);
  const folders = { own: folder, state: join(folder, "state"), release: join(folder, "release") };
  if (existsSync(folders.state) || existsSync(folders.release)) throw new FolderInUse(folder);
  await mkdir(folders.state, { recursive: true });
  return folders;
}

async function started(state: string): Promise<LocalCloud> {
  const began = performance.now();
  // Without timers: the only night is the demo's own, whatever the time of day.
  const cloud = await startLocalCloud({ dataDir: state, timers: false });
  say(`The local cloud answers at ${cloud.apiUrl} after ${seconds(performance.now() - began)}.`);
  return cloud;
}

async function night(cloud: LocalCloud, asOf: string): Promise<void> {
  const began = performance.now();
  const { status, error, cause } = await cloud.runNight({ asOf });
  if (status !== "SUCCEEDED") throw new NightFailed(status, error, cause);
  say(`The night of ${asOf} took ${seconds(performance.now() - began)}.`);
}

async function pulled({ s3Url, bucketNames }: LocalCloud, folder: string): Promise<PulledRelease> {
  const bucket = bucketNames.find((name) => name.includes("datasets"));
  if (bucket === undefined) throw new BucketMissing(bucketNames);
  const release = await releaseInMemory(async (key) => {
    const response = await fetch(new URL(`/${bucket}/${key}`, s3Url));
    if (!response.ok) throw new ObjectUnreadable(key, response.status);
    return new Uint8Array(await response.arrayBuffer());
  });
  for (const [path, bytes] of release.files) await writeBelow(folder, path, bytes);
  say(`Pulled release ${release.manifest.releaseId} from S3: ${release.files.size} files, every checksum verified.`);
  return release;
}

/** @returns whether everything adds up */
function report(
  outcomes: readonly WaveOutcome[],
  counted: ReadonlyMap<string, number>,
  release: PulledRelease,
): boolean {
  const rates = rowsOf(release, responseRates);
  for (const { campaigns, posting } of outcomes) {
    say();
    if (outcomes.length > 1) say(`Wave ${campaigns[0]?.campaign.wave}:`);
    for (const line of campaignTable(posting.campaigns, rates)) say(line);
  }

  const posted = {
    campaigns: outcomes.flatMap(({ campaigns }) => campaigns),
    counts: outcomes.flatMap(({ posting }) => posting.campaigns),
  };
  const wrong = [
    ...outcomes.flatMap(({ posting }) => posting.surprises),
    ...differencesInCounts(posted, counted, release.manifest, rates),
  ];
  say();
  const accepted = posted.counts.reduce((sum, count) => sum + count.accepted, 0);
  const responses = [...counted.values()].reduce((sum, count) => sum + count, 0);
  say(
    `${grouped(accepted)} submissions accepted; ${grouped(responses)} responses counted, in ${counted.size} campaigns, each once and with noise. Nobody sees an exact count of answers.`,
  );
  const shown = {
    shares: rowsOf(release, benchmarks),
    gaps: rowsOf(release, genderGap),
    national: rowsOf(release, national),
    rates,
  };
  for (const line of shownLines(shown)) say(line);
  for (const sentence of wrong) say(`DOES NOT ADD UP: ${sentence}`);

  say();
  say("What the three authorities with the most claims could say aloud, from comparisons.csv and averages.csv alone.");
  say("Differences are taken before rounding, so they may be one off the rounded figures:");
  say();
  const released = {
    shares: rowsOf(release, comparisons),
    averages: rowsOf(release, averages),
    peers: rowsOf(release, peerLearning),
  };
  for (const line of claimLines(released, AUTHORITIES_TOLD_OF)) say(line);
  return wrong.length === 0;
}

async function demo({ seed, keep, earlier }: z.infer<typeof wishes>): Promise<number> {
  const began = performance.now();
  say(SYNTHETIC_BANNER);
  const folders = await foldersFor(keep);
  let cloud: LocalCloud | undefined;
  async function end(): Promise<void> {
    await cloud?.stop();
    // A demo that broke off has no release to open, so nothing of it stays.
    const unwanted = existsSync(folders.release) ? folders.state : folders.own;
    if (keep === undefined) await rm(unwanted, { recursive: true, force: true });
  }
  process.once("SIGINT", () => void end().finally(() => process.exit(130)));
  try {
    const running = await started(folders.state);
    cloud = running;
    const today = londonDay(new Date());
    const outcomes: WaveOutcome[] = [];
    for (const wave of [...(earlier === undefined ? [] : [earlier]), "2017"] as const) {
      const outcome = await runWave({
        figures: waves[wave],
        seed,
        today,
        apiUrl: running.apiUrl,
        async register(document) {
          const answer = await running.invoke("register", document);
          if (!answer.answered) throw new RegisterFailed(answer.errorType);
          return answer.payload;
        },
      });
      outcomes.push(outcome);
    }
    await night(running, dayAfter(today));
    const release = await pulled(running, folders.release);
    const addsUp = report(outcomes, await responsesCounted(running), release);
    say();
    say(`The release is in ${folders.release}: ${release.files.size} files; begin with its README.md.`);
    say(
      keep === undefined
        ? "The state was removed. To keep it, and to choose where: npm run demo -- --keep FOLDER"
        : `The state (tables, objects, logs) is in ${folders.state}.`,
    );
    say(`${addsUp ? "Everything adds up" : "NOT EVERYTHING ADDS UP"}, in ${seconds(performance.now() - began)}.`);
    return addsUp ? 0 : 1;
  } finally {
    await end();
  }
}

await runCommand({ usage, read, run: demo });
