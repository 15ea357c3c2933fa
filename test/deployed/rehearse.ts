/**
 * Deploys the unchanged stacks to an emulator of AWS on this machine and holds their release against the one that the local
 * cloud makes of the same noised counts:
 * `npm run rehearse [-- --seed NUMBER] [--where-possible]`. Ends with 1 when a byte differs. It is here and not in
 * infra/rehearsal, because it posts the invented wave, which tests only may import.
 */
import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs, promisify } from "node:util";
import * as z from "zod";
import { londonDay } from "#shared/programme/calendar.ts";
import { runCommand } from "../../infra/local/command.ts";
import { startLocalCloud } from "../../infra/local/local-cloud.ts";
import { releaseInMemory } from "../../infra/local/pull-release.ts";
import { type Cdk, CdkFailed, cdkOf } from "../../infra/rehearsal/cdk.ts";
import { awsVariables, environmentFor, refuseWaysOut } from "../../infra/rehearsal/endpoints.ts";
import {
  certificateFileIn,
  freeEndpoint,
  MINISTACK_VERSION,
  type MiniStack,
  miniStackRequirements,
  startMiniStack,
} from "../../infra/rehearsal/ministack.ts";
import { stages } from "../../infra/stages.ts";
import { RegisterFailed } from "../journey/register-wave.ts";
import { drawsIn, putDraws } from "../journey/small-wave.ts";
import { SYNTHETIC_BANNER } from "../journey/wave-run.ts";
import { pythonEnvironment } from "../python.ts";
import { compareBytes, type Objects } from "./byte-comparison.ts";
import { type DeployedCloud, DeployedFailed, deployedCloud } from "./deployed-cloud.ts";
import { releasedObjects, releaseOfWave, type WaveOptions } from "./rehearsed-wave.ts";

const usage = "npm run rehearse [-- --seed NUMBER] [--where-possible]";
const { region, name: stage } = stages.local;
const DATA_STACK = `bright-spots-${stage}-data`;

type Draws = Awaited<ReturnType<typeof drawsIn>>;

/** The stack that must never be lost could be. */
class DataStackUnprotected extends Error {
  override readonly name = "DataStackUnprotected";
}

const wishes = z.object({
  seed: z.coerce.number().int().min(0),
  /** Where there is no Python to run the emulator with, to say so is enough. */
  wherePossible: z.boolean(),
});
type Wishes = z.infer<typeof wishes>;

function read(): Wishes {
  const { values } = parseArgs({
    options: { seed: { type: "string", default: "7" }, "where-possible": { type: "boolean", default: false } },
  });
  return wishes.parse({ seed: values.seed, wherePossible: values["where-possible"] });
}

const began = performance.now();
function say(line: string): void {
  const secondsSince = ((performance.now() - began) / 1_000).toFixed(1);
  process.stdout.write(`${secondsSince.padStart(6)} s  ${line}\n`);
}

async function rehearse({ seed, wherePossible }: Wishes): Promise<number> {
  refuseWaysOut(process.env);
  say(SYNTHETIC_BANNER);
  const python = await pythonEnvironment("ministack", miniStackRequirements);
  if (python === undefined || !(await hasOpenSsl())) {
    say("SKIPPED the rehearsal of a deployment: it needs python3, 3.10 or later, MiniStack from PyPI, and openssl.");
    return wherePossible ? 0 : 1;
  }
  const folder = await mkdtemp(join(tmpdir(), "bright-spots-rehearsal-"));
  // MiniStack ends by itself when this process does.
  process.once("SIGINT", () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(130);
  });
  const wave: WaveOptions = { seed, today: londonDay(new Date()), say };
  let hasSucceeded = false;
  try {
    const deployed = await onMiniStack(python.bin, folder, wave);
    const local = await onLocalCloud(join(folder, "local-cloud"), wave, deployed.draws);
    hasSucceeded = sameToTheByte(deployed.release, local);
  } finally {
    if (hasSucceeded) await rm(folder, { recursive: true, force: true });
    else say(`the logs are in ${folder}`);
  }
  say(hasSucceeded ? "The rehearsal succeeded." : "THE REHEARSAL FAILED.");
  return hasSucceeded ? 0 : 1;
}

/** MiniStack makes its certificate with it. */
async function hasOpenSsl(): Promise<boolean> {
  return promisify(execFile)("openssl", ["version"]).then(
    () => true,
    () => false,
  );
}

/** What a deployed night leaves. */
interface Rehearsed {
  readonly release: Objects;
  readonly draws: Draws;
}

async function onMiniStack(bin: string, folder: string, wave: WaveOptions): Promise<Rehearsed> {
  const endpoint = await freeEndpoint();
  const certificateFile = certificateFileIn(folder);
  const nodeFolder = dirname(process.execPath);
  const environment = environmentFor({ endpoint, region, certificateFile, folder, nodeFolder });
  // The SDK of this process reads the caller's files too, were it not told otherwise.
  Object.assign(process.env, awsVariables(endpoint, region));
  const miniStack = await startMiniStack({ bin, folder, endpoint, region, environment });
  let cloud: DeployedCloud | undefined;
  try {
    say(`MiniStack ${MINISTACK_VERSION} answers at ${endpoint}, and holds every call against the deployed policies`);
    const cdk = cdkOf({ stage, region, folder, environment });
    cloud = await deployed(cdk, miniStack);
    say("on the deployed stacks:");
    const release = await releaseOfWave(cloud, wave);
    await verified(release);
    const draws = await drawsIn(cloud);
    await destroyed(cdk, cloud, release);
    return { release, draws };
  } finally {
    await cloud?.close();
    await miniStack.stop();
  }
}

async function deployed(cdk: Cdk, { endpoint, standIns }: MiniStack): Promise<DeployedCloud> {
  await cdk.bootstrap();
  say("cdk bootstrap: done");
  const outputs = await cdk.deploy();
  say(`cdk deploy: done, stacks ${Object.keys(outputs).join(" and ")}`);
  for (const sentence of await standIns()) say(`NOT AS ON AWS: ${sentence}`);
  return deployedCloud({ endpoint, region, outputs });
}

/** The promises of `DataStack`: it does not go by mistake, and what it holds does not go with it. */
async function destroyed(cdk: Cdk, cloud: DeployedCloud, release: Objects): Promise<void> {
  await cdk.destroy("Pipeline");
  say("cdk destroy Pipeline: done");
  const refusal = await cdk.destroy("Data").catch((error: unknown) => error);
  if (!(refusal instanceof CdkFailed && refusal.output.includes("TerminationProtection"))) {
    throw new DataStackUnprotected(`cdk destroy Data was not refused: ${refusal}`);
  }
  say("cdk destroy Data: refused, as it must be while its protection is on");
  await cloud.liftTerminationProtection(DATA_STACK);
  await cdk.destroy("Data");
  const { differences } = compareBytes(release, await releasedObjects(cloud), ["before", "after"]);
  if (differences.length > 0) throw new DataStackUnprotected(`the release went with its stack: ${differences[0]}`);
  say("cdk destroy Data, with its protection lifted: done, and the release is still in its bucket");
}

/** @param draws stand in for those that this night would draw: another draw has other noise, and is another release */
async function onLocalCloud(dataDir: string, wave: WaveOptions, draws: Draws): Promise<Objects> {
  const cloud = await startLocalCloud({ dataDir, timers: false });
  try {
    say("on the local cloud:");
    return await releaseOfWave(
      {
        ...cloud,
        async register(document) {
          const answer = await cloud.invoke("register", document);
          if (!answer.answered) throw new RegisterFailed(answer.errorType);
          return answer.payload;
        },
        async runNight(asOf) {
          await putDraws(draws, cloud);
          say(`carried over ${draws.length} draws of noised counts`);
          const { status, error, cause } = await cloud.runNight({ asOf });
          if (status !== "SUCCEEDED") throw new DeployedFailed("the local night ended", [status, error, cause]);
        },
      },
      wave,
    );
  } finally {
    await cloud.stop();
  }
}

/** As an analyst pulls it. Throws `ReleaseDamaged`. */
async function verified(objects: Objects): Promise<void> {
  const { manifest, files } = await releaseInMemory(async (key) => {
    const bytes = objects.get(key);
    if (bytes === undefined) throw new DeployedFailed("the deployed bucket", ["has no object", key]);
    return bytes;
  });
  say(`read release ${manifest.releaseId} from the deployed bucket: ${files.size} files, every checksum verified`);
}

function sameToTheByte(fromAws: Objects, fromLocal: Objects): boolean {
  const names = ["in the deployed release", "in the local release"] as const;
  const { files, bytes, sha256, differences } = compareBytes(fromAws, fromLocal, names);
  for (const sentence of differences) say(`DIFFERS: ${sentence}`);
  if (differences.length > 0) return false;
  say(`compared byte for byte: ${files} objects, ${bytes.toLocaleString("en-GB")} bytes, no difference`);
  say(`SHA-256 over both: ${sha256}`);
  return true;
}

await runCommand({ usage, read, run: rehearse });
