/**
 * Measures the two heaviest steps of a night, each in a process of its own:
 *
 *     npm run bench:night -- --authorities 150 --respondents 100
 *
 * Benchmark and audit of that many authorities with three instruments each: seconds, and the most memory that was held. One
 * figure of one machine says little: what it is for is whether either comes near what its function is given.
 */
import { fork } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { audit } from "#functions/audit/audit.ts";
import { benchmark } from "#functions/benchmark/benchmark.ts";
import { partitionOf } from "#shared/programme/campaign.ts";
import { plan as planShape } from "#shared/programme/night.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import type { CountsReader } from "#shared/storage/counts.ts";
import type { Drafts } from "#shared/storage/releases.ts";
import {
  type NoisedCounts,
  type NoisedNation,
  noisedCounts,
  noisedNation,
  type Survey,
} from "#shared/survey/noised-counts.ts";
import { runCommand } from "../../infra/local/command.ts";
import { writeBelow } from "../../infra/local/pull-release.ts";
import { markdownTable } from "./markdown.ts";
import { evenCampaigns, nationsFrom, releasedFrom } from "./synthetic-counts.ts";

const RUN = "night-1";
const INSTRUMENTS = ["ylyc-4-7", "ylyc-8-11", "ylyc-11-17"] as const;
const SEED = 7;

const wishes = z.object({
  authorities: z.coerce.number().int().min(1),
  respondents: z.coerce.number().int().min(10),
  /** Of the two steps the one that this process takes, and where. */
  step: z.enum(["benchmark", "audit"]).optional(),
  folder: z.string().optional(),
});
type Wishes = z.infer<typeof wishes>;

function read(): Wishes {
  const { values } = parseArgs({
    options: {
      authorities: { type: "string", default: "150" },
      respondents: { type: "string", default: "100" },
      step: { type: "string" },
      folder: { type: "string" },
    },
  });
  return wishes.parse(values);
}

const drawnShape = z.object({ campaigns: z.array(noisedCounts), nations: z.array(noisedNation) });
const nationOf = ({ wave, questionnaire, synthetic }: Survey) => `${wave} ${questionnaire} ${synthetic}`;

/** What a night reads and writes, as files. */
async function storesIn(folder: string) {
  const readJson = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(folder, name), "utf8"));
  const drawn = drawnShape.parse(await readJson("drawn"));
  const campaigns = new Map(drawn.campaigns.map((counts) => [partitionOf(counts.campaign), counts as NoisedCounts]));
  const nations = new Map(drawn.nations.map((counts) => [nationOf(counts.survey), counts as NoisedNation]));
  const drafts: Drafts = {
    write: (_, { path, bytes }) => writeBelow(join(folder, "draft"), path, bytes),
    read: (_, path) => readFile(join(folder, "draft", path)),
  };
  const counts: CountsReader = {
    campaign: async (key) => {
      const found = campaigns.get(partitionOf(key));
      return found === undefined ? {} : { counts: found };
    },
    nation: async (survey) => nations.get(nationOf(survey)),
  };
  return {
    plans: { readPlan: async () => planShape.parse(await readJson("plan")) },
    counts,
    drafts,
    releases: {
      latest: async () => undefined,
      retractions: async () => undefined,
      recall: async () => {
        throw new Error("nothing is released yet");
      },
    },
  };
}

async function take(step: "benchmark" | "audit", folder: string): Promise<void> {
  const stores = await storesIn(folder);
  const began = performance.now();
  if (step === "benchmark") await benchmark(RUN, "1.0.0", noisePolicy, stores);
  else await audit(RUN, noisePolicy, stores);
  const seconds = (performance.now() - began) / 1_000;
  // In kilobytes, of the whole process.
  process.send?.([step, seconds.toFixed(0), (process.resourceUsage().maxRSS / 1_024).toFixed(0)]);
}

function inProcess(step: "benchmark" | "audit", folder: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, ["--step", step, "--folder", folder]);
    child.once("message", (row) => resolve(row as string[]));
    child.once("exit", (code) => reject(new Error(`the step ${step} ended with ${code}`)));
  });
}

async function load({ authorities, respondents, step, folder }: Wishes): Promise<number> {
  if (step !== undefined && folder !== undefined) {
    await take(step, folder);
    return 0;
  }
  const place = await mkdtemp(join(tmpdir(), "bright-spots-load-"));
  try {
    const invented = evenCampaigns(authorities, INSTRUMENTS, respondents);
    const released = releasedFrom(invented, SEED);
    const campaigns = released.map(({ campaign }) => campaign);
    await writeFile(join(place, "plan"), JSON.stringify({ runId: RUN, asOf: "2017-06-01", campaigns }));
    const nations = nationsFrom(invented, SEED).map(({ counts }) => counts);
    await writeFile(join(place, "drawn"), JSON.stringify({ campaigns: released.map(({ counts }) => counts), nations }));
    const rows = [await inProcess("benchmark", place), await inProcess("audit", place)];
    process.stdout.write(
      `SYNTHETIC: ${authorities} authorities, ${INSTRUMENTS.length} instruments, ${respondents} respondents each.\n\n` +
        `${markdownTable(["Step", "Seconds", "MB"], rows)}\n`,
    );
  } finally {
    await rm(place, { recursive: true, force: true });
  }
  return 0;
}

await runCommand({ usage: "npm run bench:night [-- --authorities NUMBER] [--respondents NUMBER]", read, run: load });
