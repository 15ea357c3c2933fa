/**
 * The template's functions, run from their bundles: each in sandboxes of its own, one event at a time per sandbox. A
 * function is as busy at once as Lambda lets it be and no more: nothing queues up behind a store that hangs.
 */
import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { type Endpoints, environmentOf, type FunctionDefinition, mostSandboxes } from "./function-definition.ts";
import { LogFile } from "./log-file.ts";
import type { FunctionFailure, SandboxEvent, SandboxReport, SandboxSettings } from "./sandbox.ts";

/** What an invocation came to. A failure carries what Lambda's would, in the same words. */
export type Answer =
  | { readonly answered: true; readonly payload: unknown }
  | ({ readonly answered: false } & FunctionFailure);

export interface LocalFunction {
  readonly name: string;
  readonly arn: string;
  /** Never rejects. */
  invoke(event: unknown): Promise<Answer>;
}

export interface Functions {
  readonly all: readonly LocalFunction[];
  byArn(arn: string): LocalFunction | undefined;
  /** The one function whose name is, or contains as a word, `name`. */
  named(name: string): LocalFunction | undefined;
  stop(): Promise<void>;
}

/** Lambda's own limit for a synchronous event or answer. */
const payloadLimitInBytes = 6_291_556;
/**
 * Lambda's own, too: whoever has not started by then is started again within the time of the call that waits for it, so that
 * only what takes longer than both fails. No more are started at once than the machine can run at once: each would take the longer.
 */
const initialisationLimitInMilliseconds = 10_000;

/** Within which Lambda has either called the handler or given up. */
const longestStartInMilliseconds = ({ timeoutInSeconds }: FunctionDefinition): number =>
  initialisationLimitInMilliseconds + timeoutInSeconds * 1000;

/** An event that was taken in and has no sandbox yet. */
interface Waiting {
  readonly event: string;
  readonly settle: (answer: Answer) => void;
  readonly tooLate: NodeJS.Timeout;
}

interface Sandbox {
  readonly worker: Worker;
  finish: ((report: SandboxReport) => void) | undefined;
}

const failed = (errorType: string, errorMessage: string): Answer => ({ answered: false, errorType, errorMessage });

/** In the word that Step Functions has for it: the retries of a night are written against it. */
export const TOO_MANY_REQUESTS = "Lambda.TooManyRequestsException";
const throttled = failed(TOO_MANY_REQUESTS, "Rate Exceeded.");

class SandboxedFunction implements LocalFunction {
  readonly name: string;
  readonly arn: string;
  readonly #definition: FunctionDefinition;
  readonly #environment: Record<string, string>;
  readonly #log: LogFile;
  readonly #all = new Set<Sandbox>();
  readonly #idle: Sandbox[] = [];
  readonly #waiting: Waiting[] = [];
  #starting = 0;
  #running = 0;
  #stopped = false;

  constructor(definition: FunctionDefinition, endpoints: Endpoints, log: LogFile) {
    this.name = definition.functionName;
    this.arn = definition.functionArn;
    this.#definition = definition;
    this.#environment = environmentOf(definition, endpoints);
    this.#log = log;
  }

  invoke(event: unknown): Promise<Answer> {
    const text = JSON.stringify(event) ?? "null";
    if (Buffer.byteLength(text) > payloadLimitInBytes) {
      return Promise.resolve(failed("RequestTooLargeException", "the event is over 6 MB"));
    }
    if (this.#stopped) return Promise.resolve(failed("Lambda.ServiceException", "the local cloud is stopping"));
    const { concurrency, timeoutInSeconds } = this.#definition;
    if (this.#running + this.#waiting.length >= concurrency) return Promise.resolve(throttled);
    return new Promise((settle) => {
      // In a sandbox of its own, as Lambda has one, it would be over by then: nobody who asked waits for it any more.
      const tooLate = setTimeout(
        () => {
          this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
          settle(throttled);
        },
        longestStartInMilliseconds(this.#definition) + timeoutInSeconds * 1000,
      );
      const waiting: Waiting = { event: text, settle, tooLate };
      this.#waiting.push(waiting);
      this.#serve();
    });
  }

  #nextWaiting(): Waiting | undefined {
    const next = this.#waiting.shift();
    clearTimeout(next?.tooLate);
    return next;
  }

  #serve(): void {
    while (this.#waiting.length > 0) {
      const sandbox = this.#idle.pop();
      if (sandbox === undefined) break;
      void this.#run(sandbox, this.#nextWaiting() as Waiting);
    }
    const mayBeStarting = Math.min(
      this.#waiting.length,
      mostSandboxes,
      this.#starting + this.#definition.sandboxes - this.#all.size,
    );
    while (this.#starting < mayBeStarting) this.#start();
  }

  #start(): void {
    const { memoryInMegabytes, folder, handler, functionName, functionArn } = this.#definition;
    const workerData: SandboxSettings = { memoryInMegabytes, folder, handler, functionName, functionArn };
    const worker = new Worker(new URL("./sandbox.ts", import.meta.url), {
      workerData,
      env: this.#environment,
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryInMegabytes },
    });
    worker.stdout.on("data", (chunk: Buffer) => this.#log.write(chunk));
    worker.stderr.on("data", (chunk: Buffer) => this.#log.write(chunk));
    const sandbox: Sandbox = { worker, finish: undefined };
    this.#all.add(sandbox);
    this.#starting += 1;

    const longestStart = longestStartInMilliseconds(this.#definition);
    const initialisation = setTimeout(() => {
      const errorMessage = `Initialisation took over ${longestStart / 1000} seconds`;
      sandbox.finish?.({ kind: "broken", failure: { errorType: "Sandbox.Timedout", errorMessage } });
    }, longestStart);
    sandbox.finish = (report) => {
      clearTimeout(initialisation);
      sandbox.finish = undefined;
      this.#starting -= 1;
      if (report.kind === "ready") {
        this.#idle.push(sandbox);
      } else {
        this.#discard(sandbox);
        const failure = "failure" in report ? report.failure : { errorType: "Runtime.Unknown", errorMessage: "" };
        this.#log.writeLine({ level: "ERROR", phase: "init", ...failure });
        this.#nextWaiting()?.settle({ answered: false, ...failure });
      }
      this.#serve();
    };
    const ended = (errorType: string, errorMessage: string) => {
      this.#discard(sandbox);
      const failure = { errorType, errorMessage };
      sandbox.finish?.({ kind: "broken", failure });
    };
    worker.on("message", (report: SandboxReport) => sandbox.finish?.(report));
    worker.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ERR_WORKER_OUT_OF_MEMORY"
        ? ended("Runtime.OutOfMemory", "Runtime exited with error: signal: killed")
        : ended(error.name, error.message),
    );
    worker.on("exit", (code) => ended("Runtime.ExitError", `Runtime exited with error: exit status ${code}`));
  }

  async #run(sandbox: Sandbox, { event, settle }: Waiting): Promise<void> {
    const { timeoutInSeconds } = this.#definition;
    this.#running += 1;
    const requestId = randomUUID();
    const startedAt = performance.now();
    const report = await new Promise<SandboxReport>((resolve) => {
      const timer = setTimeout(() => {
        const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${timeoutInSeconds.toFixed(2)} seconds`;
        sandbox.finish?.({ kind: "broken", failure: { errorType: "Sandbox.Timedout", errorMessage } });
      }, timeoutInSeconds * 1000);
      sandbox.finish = (report) => {
        clearTimeout(timer);
        sandbox.finish = undefined;
        resolve(report);
      };
      const deadlineInEpochMilliseconds = Date.now() + timeoutInSeconds * 1000;
      sandbox.worker.postMessage({ requestId, event, deadlineInEpochMilliseconds } satisfies SandboxEvent);
    });
    this.#running -= 1;
    const durationInMilliseconds = Math.round((performance.now() - startedAt) * 100) / 100;
    if (report.kind === "answered") {
      settle({ answered: true, payload: JSON.parse(report.payload) });
    } else if ("failure" in report) {
      const stack = "stack" in report ? report.stack : undefined;
      this.#log.writeLine({ level: "ERROR", requestId, ...report.failure, durationInMilliseconds, stack });
      settle({ answered: false, ...report.failure });
    }
    // After a failure that the handler itself reported, Lambda uses the sandbox again.
    if (report.kind === "broken") this.#discard(sandbox);
    else if (this.#all.has(sandbox)) this.#idle.push(sandbox);
    this.#serve();
  }

  #discard(sandbox: Sandbox): void {
    this.#all.delete(sandbox);
    const position = this.#idle.indexOf(sandbox);
    if (position >= 0) this.#idle.splice(position, 1);
    void sandbox.worker.terminate();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (let waiting = this.#nextWaiting(); waiting !== undefined; waiting = this.#nextWaiting()) {
      waiting.settle(failed("Lambda.ServiceException", "the local cloud is stopping"));
    }
    await Promise.all([...this.#all].map((sandbox) => sandbox.worker.terminate()));
    await this.#log.close();
  }
}

export async function startFunctions(options: {
  readonly definitions: readonly FunctionDefinition[];
  readonly endpoints: Endpoints;
  readonly logFolder: string;
}): Promise<Functions> {
  await mkdir(options.logFolder, { recursive: true });
  const all = options.definitions.map(
    (definition) =>
      new SandboxedFunction(
        definition,
        options.endpoints,
        new LogFile(join(options.logFolder, `${definition.functionName}.log`)),
      ),
  );
  return {
    all,
    byArn: (arn) => all.find((candidate) => candidate.arn === arn),
    named(name) {
      const exact = all.find((candidate) => candidate.name === name);
      if (exact !== undefined) return exact;
      const matching = all.filter((candidate) => candidate.name.split("-").includes(name));
      return matching.length === 1 ? matching[0] : undefined;
    },
    async stop() {
      await Promise.all(all.map((one) => one.stop()));
    },
  };
}
