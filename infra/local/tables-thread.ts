/** The thread that runs dynalite. Every write has reached the operating system before it is acknowledged. */
import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import type { StoreReport } from "./store-thread.ts";

const require = createRequire(import.meta.url);
const dynalite = require("dynalite") as (options: Record<string, unknown>) => Server;
const { folder, port } = workerData as { readonly folder: string; readonly port: number };

const report = (message: StoreReport) => parentPort?.postMessage(message);

// dynalite throws when a client goes away in the middle of a request, which here is a sandbox that ran out of time.
process.on("uncaughtException", (error: NodeJS.ErrnoException) => {
  if (error.code === "ECONNRESET") return;
  throw error;
});

const server = dynalite({ path: folder, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
server.on("error", (error: NodeJS.ErrnoException) =>
  report({ kind: "refused", code: error.code, message: error.message }),
);
server.listen(port, "127.0.0.1", () =>
  report({ kind: "listening", port: (server.address() as AddressInfo | null)?.port ?? port }),
);
parentPort?.on("message", () => {
  server.closeAllConnections();
  server.close(() => parentPort?.close());
});
