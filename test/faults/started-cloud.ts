/** The local cloud as `npm start` runs it, in a process of its own: one that can crash, be measured and be killed. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Whereabouts } from "../../infra/local/whereabouts.ts";

/** What Node says where it is looked into. */
const ofTheInspector = /^(?:Debugger .*|For help, see: .*|Waiting for the debugger .*)\n/gm;

const program = fileURLToPath(new URL("../../infra/local/start.ts", import.meta.url));

export interface StartedCloud {
  readonly process: ChildProcess;
  readonly at: Whereabouts;
  /** Links of the example programme, by questionnaire. */
  readonly links: ReadonlyMap<string, string>;
  /** All that it has said on standard error since it answers. */
  complaints(): string;
  /** `kill -9`. */
  kill(): Promise<void>;
}

export async function startCloudOn(
  folder: string,
  port: number,
  nodeOptions: readonly string[] = [],
): Promise<StartedCloud> {
  // A file that may not grow is told to whoever writes to it, as on a full disk, and kills nobody: the shell sees to that.
  const child = spawn("sh", ["-c", `trap '' XFSZ; exec "$@"`, "sh", process.execPath, ...nodeOptions, program], {
    env: { ...process.env, DATA_DIR: folder, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let complaints = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaints += chunk;
  });
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk;
      if (said.includes("Ctrl-C stops it")) resolve();
    });
    child.once("exit", (code) => reject(new Error(`the local cloud ended with ${code}: ${complaints}`)));
  });
  // Until here it may have told of bundling.
  complaints = "";
  const links = (await readFile(join(folder, "example-links.txt"), "utf8")).trimEnd().split("\n");
  return {
    process: child,
    at: JSON.parse(await readFile(join(folder, "local-cloud.json"), "utf8")) as Whereabouts,
    links: new Map(links.map((line) => line.split(" ").slice(1, 3) as [string, string])),
    complaints: () => complaints.replaceAll(ofTheInspector, ""),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Memory that the process holds, all its threads together. */
export async function residentMegabytes({ process: { pid } }: StartedCloud): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => undefined);
  const kilobytes =
    status === undefined
      ? (await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)])).stdout
      : /VmRSS:\s+(\d+)/.exec(status)?.[1];
  return Number(kilobytes) / 1_024;
}
