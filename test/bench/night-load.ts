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
import { type CampaignKey, keyOf, partitionOf } from "#shared/programme/campaign.ts";
import { type Plan, plan as planShape } from "#shared/programme/night.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import type { Drafts } from "#shared/storage/releases.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { type Tally, tally as tallyShape } from "#shared/survey/tally.ts";
import { runCommand } from "../../infra/local/command.ts";
import { writeBelow } from "../../infra/local/pull-release.ts";
import { emptyLedger, type LedgerState, ledgerInMemory } from "../functions/benchmark/ledger-in-memory.ts";
import { markdownTable } from "./markdown.ts";
import { evenCampaigns, releasedFrom } from "./synthetic-tallies.ts";

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

const fileOf = (folder: string, key: CampaignKey) => join(folder, `${partitionOf(key)}.json`);

/** The buckets of a night as files. */
async function storesIn(folder: string) {
  const readPlan = async (): Promise<Plan> => planShape.parse(JSON.parse(await readFile(join(folder, "plan"), "utf8")));
  const readTally = async (key: CampaignKey): Promise<Tally> =>
    tallyShape.parse(JSON.parse(await readFile(fileOf(folder, key), "utf8")));
  const state: LedgerState = emptyLedger();
  for (const campaign of (await readPlan()).campaigns) {
    // Tonight's counts are what the ledger holds once benchmark has written it.
    const key = keyOf(campaign);
    state.versions.set(partitionOf(key), [{ asAt: "2017-04-01", tally: await readTally(key), members: [] }]);
  }
  const drafts: Drafts = {
    write: (_, { path, bytes }) => writeBelow(join(folder, "draft"), path, bytes),
    read: (_, path) => readFile(join(folder, "draft", path)),
  };
  return {
    tallies: { readPlan, read: readTally },
    ledger: ledgerInMemory(state).ledger,
    drafts,
    releases: {
      latest: async () => undefined,
      retractions: async () => undefined,
      recall: async () => {
        throw new Error("nothing is released yet");
      },
    },
    questionnaireOf: publishedQuestionnaire,
  };
}

async function take(step: "benchmark" | "audit", folder: string): Promise<void> {
  const stores = await storesIn(folder);
  const began = performance.now();
  if (step === "benchmark") await benchmark(RUN, "1.0.0", defaultPolicy, stores);
  else await audit(RUN, defaultPolicy, stores);
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
    const released = releasedFrom(evenCampaigns(authorities, INSTRUMENTS, respondents), SEED);
    const campaigns = released.map(({ campaign }) => ({ ...campaign, closed: true, recount: false }));
    await writeFile(join(place, "plan"), JSON.stringify({ runId: RUN, asOf: "2017-04-01", campaigns }));
    for (const { campaign, tally } of released) await writeFile(fileOf(place, keyOf(campaign)), JSON.stringify(tally));
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
