/** The whole system on one machine: the synthesized template of the local stage, run. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Assembly, assemblyFor, readAssembly } from "./assembly.ts";
import { bucketNotes, startBuckets } from "./buckets.ts";
import { serveControl } from "./control.ts";
import { expire, expiryRulesOf } from "./expiry.ts";
import { functionDefinitions } from "./function-definition.ts";
import { type Answer, startFunctions } from "./functions.ts";
import { serveHttpApi } from "./http.ts";
import { type HttpApi, httpApiOf } from "./http-api.ts";
import { LogFile } from "./log-file.ts";
import { refuseUnmapped } from "./mapping.ts";
import { type Execution, machinesOf, nightsOf, UnknownStateMachine } from "./night.ts";
import { schedulesOf, startTimers } from "./schedule.ts";
import { startTables, tableNotes } from "./tables.ts";
import { readTemplates } from "./template.ts";
import { refuseSecondCloud, removeWhereabouts, type Whereabouts, writeWhereabouts } from "./whereabouts.ts";

export interface Ports {
  readonly api: number;
  readonly s3: number;
  readonly dynamoDb: number;
  readonly control: number;
}

const anyPorts: Ports = { api: 0, s3: 0, dynamoDb: 0, control: 0 };

export interface LocalCloudOptions {
  /** Holds all state; created when missing. One local cloud at a time. */
  readonly dataDir: string;
  /** Default: any free ones. */
  readonly ports?: Ports;
  /** A cloud assembly. Default: that of the local stage, synthesized from the sources as they are. */
  readonly assembly?: string;
  /** Whether schedules start nights by themselves. Default: true. */
  readonly timers?: boolean;
  /** Shortens the waits before a state is tried again. Default: as the definition says. */
  readonly retryIntervalInMilliseconds?: number;
}

export class UnknownFunction extends Error {
  override readonly name = "UnknownFunction";
  readonly functionName: string;
  constructor(name: string) {
    super(`No function of the template is named ${name}`);
    this.functionName = name;
  }
}

export interface LocalCloud extends Whereabouts {
  /** What the template asks for that is not done here. */
  readonly notes: readonly string[];
  /** Settles only when a store has failed: nothing that this local cloud says is to be trusted from then on. */
  readonly failure: Promise<Error>;
  /** Invokes a function by its verb. Throws `UnknownFunction`. */
  invoke(verb: string, event: unknown): Promise<Answer>;
  /** Runs the state machine to its end; a night that fails is an answer, not an error. */
  runNight(input?: { readonly asOf?: string }): Promise<Execution>;
  /** Deletes what the template lets go by this instant. Otherwise that is done before each night that a schedule starts. */
  expire(now: Date): Promise<void>;
  /** Answers what is under way, then stops everything. Safe to call twice. */
  stop(): Promise<void>;
}

/** Where the assembly of the local stage lies, synthesized when a source has changed since the last time. */
function localAssembly(): Promise<string> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  return assemblyFor({
    root,
    cache: join(root, "node_modules", ".cache", "local-cloud"),
    async synthesize(outdir) {
      // Loaded only when needed: the CDK takes a second to load, and an unchanged assembly does not need it.
      const { brightSpotsApp } = await import("../bright-spots.ts");
      // CloudFormation's own rules are checked by `npm run synth` and the tests; here they would double the wait.
      brightSpotsApp({ stage: "local", outdir, validate: false }).app.synth();
    },
  });
}

const noApi: HttpApi = { apiId: "none", cors: undefined, routes: [], throttle: undefined, accessLogFormat: undefined };

/** Everything that can be refused is read from the template before anything is started. */
function read(assembly: Assembly) {
  const templates = readTemplates(assembly.stacks);
  refuseUnmapped(templates);
  return {
    templates,
    definitions: functionDefinitions(templates, assembly.assetFolders),
    api: httpApiOf(templates) ?? noApi,
    machines: machinesOf(templates),
    schedules: schedulesOf(templates),
    expiryRules: expiryRulesOf(templates),
    notes: [...tableNotes(templates), ...bucketNotes(templates)],
  };
}

/**
 * Starts the local cloud and answers once it serves. Every server listens on 127.0.0.1 only.
 * Throws `UnsupportedResource`, `UnresolvableExpression`, `PortTaken`, `DataFolderInUse`; nothing is left running then.
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const { dataDir, ports = anyPorts } = options;
  await refuseSecondCloud(dataDir);
  const { templates, definitions, api, machines, schedules, expiryRules, notes } = read(
    await readAssembly(options.assembly ?? (await localAssembly())),
  );
  const logFolder = join(dataDir, "logs");
  await mkdir(logFolder, { recursive: true });

  // Stopped in the opposite order: first those who ask, last those who keep.
  const running: (() => Promise<void> | void)[] = [];
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= (async () => {
      for (const end of running.reverse()) await end();
    })();
    return stopped;
  };

  try {
    const tables = await startTables({ templates, folder: join(dataDir, "dynamodb"), port: ports.dynamoDb });
    running.push(tables.stop);
    const buckets = await startBuckets({ templates, folder: join(dataDir, "s3"), port: ports.s3 });
    running.push(buckets.stop);
    const functions = await startFunctions({
      definitions,
      endpoints: { dynamoDbUrl: tables.url, s3Url: buckets.url },
      logFolder,
    });
    running.push(functions.stop);
    const nightLog = new LogFile(join(logFolder, "night.log"));
    const { retryIntervalInMilliseconds } = options;
    const nights = nightsOf({
      machines,
      functions,
      log: nightLog,
      folder: join(dataDir, "nights"),
      ...(retryIntervalInMilliseconds !== undefined && { retryIntervalInMilliseconds }),
    });
    running.push(() => nightLog.close());
    await nights.failUnfinished();
    const http = await serveHttpApi({
      api,
      functions,
      accessLog: new LogFile(join(logFolder, "access.log")),
      port: ports.api,
    });
    running.push(http.stop);

    const runNight = async (input: { readonly asOf?: string } = {}): Promise<Execution> => {
      const [machine] = machines;
      if (machine === undefined) throw new UnknownStateMachine("the night");
      return nights.run(machine.arn, input);
    };
    const expireHere = (now: Date) => expire(expiryRules, { dynamoDbUrl: tables.url, s3Url: buckets.url }, now);
    const timers = startTimers(options.timers === false ? [] : schedules, ({ targetArn, input }) => {
      const begin = () => (stopped === undefined ? nights.run(targetArn, input) : undefined);
      // A store that could not let go is found out by the night's last step.
      void expireHere(new Date()).then(begin, begin);
    });
    running.push(timers.stop);

    const places = {
      pid: process.pid,
      apiUrl: http.url,
      s3Url: buckets.url,
      dynamoDbUrl: tables.url,
      bucketNames: buckets.names,
      tableNames: tables.names,
    };
    const control = await serveControl(
      {
        invoke: (name, event) => functions.named(name)?.invoke(event),
        runNight,
        status: () => ({
          ...places,
          functions: functions.all.map(({ name }) => name),
          nightsRunning: nights.running(),
          next: timers.next().map(({ name, at }) => ({ name, at: new Date(at).toISOString() })),
          notes,
        }),
      },
      ports.control,
    );
    // A night that is under way is aborted first: whoever waits for it at the control port is told.
    running.push(control.stop, nights.stop);

    const whereabouts: Whereabouts = { ...places, controlUrl: control.url };
    await writeWhereabouts(dataDir, whereabouts);
    running.push(() => removeWhereabouts(dataDir));
    return {
      ...whereabouts,
      notes,
      failure: Promise.race([tables.failure, buckets.failure]),
      async invoke(verb, event) {
        const target = functions.named(verb);
        if (target === undefined) throw new UnknownFunction(verb);
        return target.invoke(event);
      },
      runNight,
      expire: expireHere,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
