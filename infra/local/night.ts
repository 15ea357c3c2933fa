/** The template's state machines: the synthesized definition, run as it is, with the functions of this machine. */
import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { ExecutionAbortedError, ExecutionError, ExecutionTimeoutError, StateMachine } from "aws-local-stepfunctions";
import type { Functions } from "./functions.ts";
import type { LogFile } from "./log-file.ts";
import { knownProperties } from "./mapping.ts";
import { UnsupportedResource } from "./refusal.ts";
import type { Resource, Templates } from "./template.ts";

type JsonValue = Parameters<StateMachine["run"]>[0];

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly TimeoutSeconds?: number;
  readonly TimeoutSecondsPath?: string;
  readonly ItemProcessor?: Definition;
  readonly Iterator?: Definition;
  readonly Branches?: readonly Definition[];
  readonly [field: string]: unknown;
}

interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
  readonly [field: string]: unknown;
}

export interface Machine {
  readonly name: string;
  readonly arn: string;
  readonly interpreter: StateMachine;
  /** The name of the state that it starts at. */
  readonly first: string;
  /** The function of each Task, by the name of its state. */
  readonly tasks: ReadonlyMap<string, string>;
  /** The map state around each Task that has one, by the name of its state. */
  readonly maps: ReadonlyMap<string, string>;
}

/** How an execution ended, in the words of Step Functions. */
export interface Execution {
  readonly name: string;
  readonly status: "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
  readonly output?: unknown;
  /** The error's name. */
  readonly error?: string;
  readonly cause?: string;
  readonly startedAt: string;
  readonly stoppedAt: string;
}

const understood = {
  mapped: ["DefinitionString", "StateMachineName", "StateMachineType"],
  meaningless: ["EncryptionConfiguration", "LoggingConfiguration", "RoleArn", "Tags", "TracingConfiguration"],
};

/** What the interpreter would pass over in silence, and what that would change. */
const unmappedFields: Readonly<Record<string, string>> = {
  Assign: "variables",
  ItemBatcher: "batches",
  ItemReader: "items that are read from a bucket",
  QueryLanguage: "another query language than JSONPath",
  ResultWriter: "results that are written to a bucket",
  ToleratedFailureCount: "tolerated failures",
  ToleratedFailurePercentage: "tolerated failures",
};

/** Step Functions waits for a Task without a timeout for as long as the execution may take; the interpreter for a minute. */
const longestTaskInSeconds = 24 * 60 * 60;

function machineOf(resource: Resource): Machine {
  const refuse = (detail: string) => new UnsupportedResource(resource.logicalId, resource.type, detail);
  const properties = knownProperties(resource, understood);
  if (properties.StateMachineType === "EXPRESS") throw refuse("an express workflow");
  const tasks = new Map<string, string>();
  const maps = new Map<string, string>();

  function prepare(definition: Definition, map: string | undefined): Definition {
    const states = Object.entries(definition.States).map(([name, state]) => {
      for (const [field, meaning] of Object.entries(unmappedFields)) {
        const value = state[field];
        if (value !== undefined && value !== 0 && value !== "JSONPath") throw refuse(`state ${name}: ${meaning}`);
      }
      if (state.Type === "Task") {
        if (!/^arn:aws:lambda:[^:]*:[^:]*:function:[^:]+$/.test(state.Resource ?? "")) {
          throw refuse(`state ${name}: only a function, invoked with its payload alone, is run`);
        }
        tasks.set(name, state.Resource ?? "");
        if (map !== undefined) maps.set(name, map);
        const hasTimeout = state.TimeoutSeconds !== undefined || state.TimeoutSecondsPath !== undefined;
        return [name, hasTimeout ? state : { ...state, TimeoutSeconds: longestTaskInSeconds }];
      }
      const inner = state.ItemProcessor ?? state.Iterator;
      if (state.Type === "Map" && inner !== undefined) return [name, { ...state, ItemProcessor: prepare(inner, name) }];
      if (state.Branches !== undefined) {
        return [name, { ...state, Branches: state.Branches.map((branch) => prepare(branch, map)) }];
      }
      return [name, state];
    });
    if (definition.QueryLanguage !== undefined && definition.QueryLanguage !== "JSONPath") {
      throw refuse("another query language than JSONPath");
    }
    return { ...definition, States: Object.fromEntries(states) };
  }

  const text = properties.DefinitionString;
  if (typeof text !== "string") throw refuse("a definition that is not in the template");
  const definition = prepare(JSON.parse(text) as Definition, undefined);
  const interpreter = new StateMachine(definition as never);
  return { name: resource.name, arn: resource.arn, interpreter, first: definition.StartAt, tasks, maps };
}

/** Throws `UnsupportedResource` for what the interpreter does not run as Step Functions does. */
export function machinesOf(templates: Templates): Machine[] {
  return templates.ofType("AWS::StepFunctions::StateMachine").map(machineOf);
}

class TaskFailed extends Error {
  constructor(errorType: string, errorMessage: string) {
    super(JSON.stringify({ errorType, errorMessage }));
    this.name = errorType;
  }
}

export interface Nights {
  readonly machines: readonly Machine[];
  /** Runs to the end; never rejects. Throws `UnknownStateMachine` at once. */
  run(arn: string, input: unknown): Promise<Execution>;
  running(): number;
  /**
   * Step Functions outlives every machine; here an execution ends with the process. Those that an earlier process left
   * unfinished fail now with `LocalCloudStopped` at their first state, so that the definition ends them as any that fails.
   */
  failUnfinished(): Promise<void>;
  /** Aborts what is running; it stays unfinished until the next start. */
  stop(): void;
}

interface Unfinished {
  readonly arn: string;
  readonly input: unknown;
}

export class UnknownStateMachine extends Error {
  override readonly name = "UnknownStateMachine";
  readonly arn: string;
  constructor(arn: string) {
    super(`No state machine ${arn} in the template`);
    this.arn = arn;
  }
}

/**
 * Everything that the log says of an execution is the course of its states: no input, no output, no cause.
 * `retryIntervalInMilliseconds` shortens the waits before retries; left out, they are the definition's.
 */
export function nightsOf(options: {
  readonly machines: readonly Machine[];
  readonly functions: Functions;
  readonly log: LogFile;
  /** Holds a file for every execution that has not ended. */
  readonly folder: string;
  readonly retryIntervalInMilliseconds?: number;
}): Nights {
  const { machines, functions, log, folder, retryIntervalInMilliseconds } = options;
  const aborts = new Set<() => void>();

  const fileOf = (name: string) => join(folder, `${name}.json`);

  /** At once, so that a stop finds every execution running that has been asked for; whole, whenever the process ends. */
  function note(name: string, unfinished: Unfinished): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${fileOf(name)}.part`, JSON.stringify(unfinished));
    renameSync(`${fileOf(name)}.part`, fileOf(name));
  }

  async function begin(machine: Machine, input: unknown): Promise<Execution> {
    const name = randomUUID();
    try {
      note(name, { arn: machine.arn, input });
    } catch (error) {
      const at = new Date().toISOString();
      const { name: errorName, message } = error as Error;
      log.writeLine({ execution: name, event: "ExecutionNotStarted", error: errorName });
      return { name, status: "FAILED", error: errorName, cause: message, startedAt: at, stoppedAt: at };
    }
    const ended = await run(machine, name, input);
    if (ended.status !== "ABORTED") await rm(fileOf(name), { force: true });
    return ended;
  }

  async function run(machine: Machine, name: string, input: unknown, stopped = false): Promise<Execution> {
    const startedAt = new Date().toISOString();
    const failedMaps = new Set<string>();

    const task = (stateName: string, arn: string) => async (taskInput: JsonValue) => {
      if (stopped && stateName === machine.first) throw new TaskFailed("LocalCloudStopped", "at its first state");
      // Step Functions stops the other items of a map that has failed; the interpreter would still begin them. Its
      // report of the failure arrives before the next turn of the event loop.
      if (machine.maps.has(stateName)) await setImmediate();
      if (failedMaps.has(machine.maps.get(stateName) ?? "")) throw new TaskFailed("States.Aborted", "the map failed");
      const target = functions.byArn(arn);
      if (target === undefined) throw new TaskFailed("Lambda.ResourceNotFoundException", arn);
      const answer = await target.invoke(taskInput);
      if (!answer.answered) throw new TaskFailed(answer.errorType, answer.errorMessage);
      return answer.payload as JsonValue;
    };

    const execution = machine.interpreter.run(input as JsonValue, {
      context: {
        Execution: {
          Id: `${machine.arn}:${name}`.replace(":stateMachine:", ":execution:"),
          Name: name,
          Input: input as JsonValue,
        },
        StateMachine: { Id: machine.arn, Name: machine.name },
      },
      overrides: {
        taskResourceLocalHandlers: Object.fromEntries(
          [...machine.tasks].map(([stateName, arn]) => [stateName, task(stateName, arn)]),
        ),
        ...(retryIntervalInMilliseconds !== undefined && {
          retryIntervalOverrides: Object.fromEntries(
            [...machine.tasks.keys()].map((stateName) => [stateName, retryIntervalInMilliseconds]),
          ),
        }),
      },
    });
    aborts.add(execution.abort);

    const followed = (async () => {
      for await (const event of execution.eventLogs) {
        const state = "state" in event ? event.state.name : "parentState" in event ? event.parentState.name : undefined;
        if (event.type === "MapIterationFailed" && state !== undefined) failedMaps.add(state);
        if (event.type === "StateRetried" && state !== undefined) failedMaps.delete(state);
        const error = "Error" in event ? event.Error : undefined;
        const index = "index" in event ? event.index : undefined;
        log.writeLine({ execution: name, event: event.type, state, index, error });
      }
    })();

    const ending = await execution.result.then(
      (output) => ({ status: "SUCCEEDED" as const, output: output as unknown }),
      (error: unknown) => {
        if (error instanceof ExecutionTimeoutError) return { status: "TIMED_OUT" as const, error: "States.Timeout" };
        if (error instanceof ExecutionAbortedError) return { status: "ABORTED" as const };
        const cause = error instanceof ExecutionError ? (error.cause as Error | undefined) : (error as Error);
        return { status: "FAILED" as const, error: cause?.name ?? "States.Runtime", cause: cause?.message ?? "" };
      },
    );
    aborts.delete(execution.abort);
    await followed;
    return { name, ...ending, startedAt, stoppedAt: new Date().toISOString() };
  }

  return {
    machines,
    run(arn, input) {
      const machine = machines.find((candidate) => candidate.arn === arn);
      if (machine === undefined) throw new UnknownStateMachine(arn);
      return begin(machine, input);
    },
    running: () => aborts.size,
    async failUnfinished() {
      await mkdir(folder, { recursive: true });
      for (const file of await readdir(folder)) {
        if (file.endsWith(".json")) {
          const { arn, input } = JSON.parse(await readFile(join(folder, file), "utf8")) as Unfinished;
          const machine = machines.find((candidate) => candidate.arn === arn);
          if (machine?.tasks.has(machine.first)) await run(machine, file.slice(0, -".json".length), input, true);
        }
        await rm(join(folder, file), { force: true });
      }
    },
    stop() {
      for (const abort of aborts) abort();
    },
  };
}
