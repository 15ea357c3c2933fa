/** A store that runs in a thread of its own, so that reading and writing never hold up the gateway. */
import { Worker } from "node:worker_threads";
import { DataFolderInUse, explainListenFailure } from "./refusal.ts";
import { account, region } from "./template.ts";

export interface StoreThread {
  readonly url: string;
  /** Settles only when the thread ends without having been stopped: the local cloud cannot go on then. */
  readonly failure: Promise<Error>;
  stop(): Promise<void>;
}

export type StoreReport =
  | { readonly kind: "listening"; readonly port: number }
  | { readonly kind: "refused"; readonly code: string | undefined; readonly message: string };

interface StoreThreadOptions {
  readonly program: URL;
  readonly purpose: string;
  readonly folder: string;
  readonly port: number;
  readonly details?: Record<string, unknown>;
}

/** Starts the thread and answers once it listens on 127.0.0.1. Throws `PortTaken` or `DataFolderInUse`. */
export async function startStoreThread(options: StoreThreadOptions): Promise<StoreThread> {
  const worker = new Worker(options.program, {
    env: { AWS_REGION: region, AWS_ACCOUNT_ID: account, NODE_NO_WARNINGS: "1" },
    execArgv: [],
    workerData: { folder: options.folder, port: options.port, ...options.details },
  });
  let stopping = false;
  const ended = new Promise<Error>((resolve) => {
    let last: Error | undefined;
    worker.on("error", (error: Error) => {
      last = error;
    });
    worker.on("exit", () => resolve(last ?? new Error(`${options.purpose} ended`)));
  });
  const reported = new Promise<StoreReport>((resolve) => worker.once("message", resolve));
  const first = await Promise.race([reported, ended]);
  if (first instanceof Error) throw first;
  if (first.kind === "refused") {
    await worker.terminate();
    if (first.code === "LEVEL_LOCKED") throw new DataFolderInUse(options.folder);
    const error = Object.assign(new Error(first.message), { code: first.code });
    throw explainListenFailure(error, options.port, options.purpose);
  }
  return {
    url: `http://127.0.0.1:${first.port}`,
    failure: new Promise((resolve) => {
      void ended.then((error) => {
        if (!stopping) resolve(error);
      });
    }),
    async stop() {
      stopping = true;
      worker.postMessage("stop");
      await ended;
    },
  };
}
