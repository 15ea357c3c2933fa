/**
 * The local cloud, put together of its own parts with a faulty proxy between its functions and each of its stores: the
 * bundled handlers in their sandboxes, behind the gateway, over the same tables and buckets on disk.
 */
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { londonDay } from "#shared/programme/calendar.ts";
import { assemblyFor, readAssembly } from "../../infra/local/assembly.ts";
import { startBuckets } from "../../infra/local/buckets.ts";
import { type FunctionDefinition, functionDefinitions } from "../../infra/local/function-definition.ts";
import { type Answer, type Functions, type LocalFunction, startFunctions } from "../../infra/local/functions.ts";
import { serveHttpApi } from "../../infra/local/http.ts";
import { httpApiOf } from "../../infra/local/http-api.ts";
import { LogFile } from "../../infra/local/log-file.ts";
import { type Execution, machinesOf, nightsOf } from "../../infra/local/night.ts";
import { startTables } from "../../infra/local/tables.ts";
import { readTemplates } from "../../infra/local/template.ts";
import { stages } from "../../infra/stages.ts";
import { registerWave } from "../journey/register-wave.ts";
import { lastDay } from "../journey/small-wave.ts";
import { programmeOf } from "../journey/synthetic/programme.ts";
import type { LinkedCampaign } from "../journey/synthetic/visits.ts";
import type { WaveFigures } from "../journey/synthetic/waves.ts";
import { dynamoDbRefusals, type FaultyProxy, type FaultyProxyOptions, s3Refusals, startFaultyProxy } from "./proxy.ts";

export interface FaultyCloud {
  readonly apiUrl: string;
  /** Past the proxies: what is really stored. */
  readonly dynamoDbUrl: string;
  readonly s3Url: string;
  readonly tableNames: readonly string[];
  readonly bucketNames: readonly string[];
  /** What the functions take for their stores. No faults until they are told. */
  readonly beforeDynamoDb: FaultyProxy;
  readonly beforeS3: FaultyProxy;
  register(figures: WaveFigures, seed: number): Promise<readonly LinkedCampaign[]>;
  /** Rejects where the function has failed. */
  invoke(verb: string, event: unknown): Promise<unknown>;
  /** As the schedule starts it, unless a day is given. */
  runNight(asOf?: string): Promise<Execution>;
  /** Resolves when a night comes to the state from now on. */
  hasEntered(state: string): Promise<void>;
  stop(): Promise<void>;
}

/** Tells of every state that a night comes to. */
class FollowedLog extends LogFile {
  readonly #entered = new Map<string, () => void>();

  entered(state: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#entered.set(state, resolve);
    return promise;
  }

  override writeLine(fields: Readonly<Record<string, unknown>>): void {
    super.writeLine(fields);
    if (fields.event === "StateEntered") this.#entered.get(String(fields.state))?.();
  }
}

/** The same folder as that of the local cloud: sources that have not changed are not bundled again. */
export function localAssembly(): Promise<string> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  return assemblyFor({
    root,
    cache: join(root, "node_modules", ".cache", "local-cloud"),
    async synthesize(outdir) {
      const { brightSpotsApp } = await import("../../infra/bright-spots.ts");
      brightSpotsApp({ stage: "local", outdir, validate: false }).app.synth();
    },
  });
}

export interface FaultyCloudOptions {
  /**
   * Of every function. More than the local cloud takes by itself, as Lambda does: one that waits for a store costs nothing
   * but its memory.
   */
  readonly sandboxes: number;
  /** Whether what comes while all sandboxes are busy waits for one, or is refused at once as Lambda does. */
  readonly whenBusy: "wait" | "refuse";
  /** A folder with the state to begin with, which is copied. Default: none. */
  readonly from?: string;
  /** What becomes of each function before it is started. */
  readonly change?: (definition: FunctionDefinition) => FunctionDefinition;
  /** What passed the proxy before each store. */
  readonly onPassedToDynamoDb?: FaultyProxyOptions["onPassed"];
  readonly onPassedToS3?: FaultyProxyOptions["onPassed"];
}

/** Refuses what is above the limit in Lambda's words; the gateway answers for it then. */
function refusingAbove(limit: number, functions: Functions): Functions {
  const underWay = new Map<string, number>();
  const limited = (target: LocalFunction): LocalFunction => ({
    name: target.name,
    arn: target.arn,
    async invoke(event) {
      const already = underWay.get(target.arn) ?? 0;
      if (already >= limit) {
        return { answered: false, errorType: "Lambda.TooManyRequestsException", errorMessage: "Rate Exceeded." };
      }
      underWay.set(target.arn, already + 1);
      const answer = await target.invoke(event);
      underWay.set(target.arn, (underWay.get(target.arn) ?? 1) - 1);
      return answer;
    },
  });
  return {
    ...functions,
    byArn(arn) {
      const target = functions.byArn(arn);
      return target && limited(target);
    },
  };
}

export async function startFaultyCloud(options: FaultyCloudOptions): Promise<FaultyCloud> {
  const { sandboxes, whenBusy, from, change = (definition) => definition } = options;
  const { stacks, assetFolders } = await readAssembly(await localAssembly());
  const templates = readTemplates(stacks);
  const api = httpApiOf(templates);
  const machines = machinesOf(templates);
  const [machine] = machines;
  if (api === undefined || machine === undefined) throw new Error("the template has an API and a night");

  const folder = await mkdtemp(join(tmpdir(), "bright-spots-faults-"));
  if (from !== undefined) await cp(from, folder, { recursive: true });
  const logFolder = join(folder, "logs");
  await mkdir(logFolder, { recursive: true });
  const tables = await startTables({ templates, folder: join(folder, "dynamodb"), port: 0 });
  const buckets = await startBuckets({ templates, folder: join(folder, "s3"), port: 0 });
  const { onPassedToDynamoDb = () => {}, onPassedToS3 = () => {} } = options;
  const beforeDynamoDb = await startFaultyProxy({
    upstream: tables.url,
    refusals: dynamoDbRefusals,
    onPassed: onPassedToDynamoDb,
  });
  const beforeS3 = await startFaultyProxy({ upstream: buckets.url, refusals: s3Refusals, onPassed: onPassedToS3 });
  const functions = await startFunctions({
    definitions: functionDefinitions(templates, assetFolders).map((definition) => change({ ...definition, sandboxes })),
    endpoints: { dynamoDbUrl: beforeDynamoDb.url, s3Url: beforeS3.url },
    logFolder,
  });
  const nightLog = new FollowedLog(join(logFolder, "night.log"));
  const nights = nightsOf({
    machines,
    functions,
    log: nightLog,
    folder: join(folder, "nights"),
    retryIntervalInMilliseconds: 100,
  });
  const http = await serveHttpApi({
    api,
    functions: whenBusy === "refuse" ? refusingAbove(sandboxes, functions) : functions,
    accessLog: new LogFile(join(logFolder, "access.log")),
    port: 0,
  });

  async function invoke(verb: string, event: unknown): Promise<unknown> {
    const answer: Answer | undefined = await functions.named(verb)?.invoke(event);
    if (answer?.answered !== true) throw new Error(`${verb} failed with ${answer?.errorType}`);
    return answer.payload;
  }

  return {
    apiUrl: http.url,
    dynamoDbUrl: tables.url,
    s3Url: buckets.url,
    tableNames: tables.names,
    bucketNames: buckets.names,
    beforeDynamoDb,
    beforeS3,
    register(figures, seed) {
      const document = programmeOf(figures, seed, {
        today: londonDay(new Date()),
        until: lastDay(),
        allowedOrigins: stages.local.allowedOrigins,
      });
      return registerWave((programme) => invoke("register", programme), document, figures, seed);
    },
    invoke,
    runNight: (asOf) => nights.run(machine.arn, asOf === undefined ? {} : { asOf }),
    hasEntered: (state) => nightLog.entered(state),
    async stop() {
      nights.stop();
      await http.stop();
      await nightLog.close();
      await functions.stop();
      await beforeDynamoDb.stop();
      await beforeS3.stop();
      await buckets.stop();
      await tables.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
