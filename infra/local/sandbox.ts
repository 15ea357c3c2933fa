/**
 * The thread that a function runs in: loads the bundled handler as Lambda does and gives it one event at a time. Events
 * and answers cross as JSON text, so that nothing survives here that would not survive there.
 */
import { existsSync } from "node:fs";
import net from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

export interface SandboxSettings {
  readonly folder: string;
  readonly handler: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryInMegabytes: number;
}

export interface SandboxEvent {
  readonly requestId: string;
  readonly event: string;
  readonly deadlineInEpochMilliseconds: number;
}

export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
}

export type SandboxReport =
  | { readonly kind: "ready" }
  | { readonly kind: "broken"; readonly failure: FunctionFailure }
  | { readonly kind: "answered"; readonly payload: string }
  | { readonly kind: "failed"; readonly failure: FunctionFailure; readonly stack: string | undefined };

type Handler = (event: unknown, context: Record<string, unknown>) => unknown;

class ConnectionElsewhere extends Error {
  override readonly name = "ConnectionElsewhere";
}

const thisMachine = new Set(["127.0.0.1", "localhost", "::1"]);

/** No code that runs here reaches another machine, whichever client it uses and however that is configured. */
function keepConnectionsHere(): void {
  const connect = net.Socket.prototype.connect as (this: net.Socket, ...given: unknown[]) => net.Socket;
  net.Socket.prototype.connect = function (this: net.Socket, ...given: unknown[]) {
    const [first] = Array.isArray(given[0]) ? given[0] : given;
    const host =
      typeof first === "object" && first !== null
        ? ((first as { host?: string }).host ?? "localhost")
        : typeof given[1] === "string"
          ? given[1]
          : "localhost";
    if (!thisMachine.has(host)) {
      // Later, because its user has not yet had the time to listen for errors.
      setImmediate(() => this.destroy(new ConnectionElsewhere("a local function tried to reach another machine")));
      return this;
    }
    return connect.apply(this, given);
  } as typeof net.Socket.prototype.connect;
}

const settings = workerData as SandboxSettings;
const report = (message: SandboxReport) => parentPort?.postMessage(message);

function failureOf(error: unknown): FunctionFailure {
  if (error instanceof Error) return { errorType: error.name, errorMessage: error.message };
  return { errorType: typeof error, errorMessage: String(error) };
}

async function load(): Promise<Handler> {
  const point = settings.handler.lastIndexOf(".");
  const moduleName = settings.handler.slice(0, point);
  const path = [".mjs", ".js", ".cjs"]
    .map((ending) => join(settings.folder, `${moduleName}${ending}`))
    .find((candidate) => existsSync(candidate));
  if (path === undefined) {
    throw Object.assign(new Error(`Cannot find module '${moduleName}'`), { name: "Runtime.ImportModuleError" });
  }
  const exported = ((await import(pathToFileURL(path).href)) as Record<string, unknown>)[
    settings.handler.slice(point + 1)
  ];
  if (typeof exported !== "function") {
    const message = `${settings.handler} is undefined or not exported`;
    throw Object.assign(new Error(message), { name: "Runtime.HandlerNotFound" });
  }
  return exported as Handler;
}

async function answer(handler: Handler, { requestId, event, deadlineInEpochMilliseconds }: SandboxEvent) {
  const context = {
    callbackWaitsForEmptyEventLoop: true,
    functionName: settings.functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: settings.functionArn,
    memoryLimitInMB: String(settings.memoryInMegabytes),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${settings.functionName}`,
    logStreamName: "local",
    getRemainingTimeInMillis: () => Math.max(0, deadlineInEpochMilliseconds - Date.now()),
  };
  try {
    const result = await handler(JSON.parse(event), context);
    report({ kind: "answered", payload: JSON.stringify(result) ?? "null" });
  } catch (error) {
    report({
      kind: "failed",
      failure: failureOf(error),
      stack: error instanceof Error ? error.stack : undefined,
    });
  }
}

keepConnectionsHere();
try {
  const handler = await load();
  parentPort?.on("message", (event: SandboxEvent) => void answer(handler, event));
  report({ kind: "ready" });
} catch (error) {
  report({ kind: "broken", failure: failureOf(error) });
}
