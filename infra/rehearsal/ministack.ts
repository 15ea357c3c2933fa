/** MiniStack on the loopback interface: an emulator of AWS that takes CloudFormation and runs Lambdas without Docker. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { fileURLToPath } from "node:url";
import { closeServer, listen } from "../local/listen.ts";
import { type Endpoint, refuseWaysOutOf } from "./endpoints.ts";

export const MINISTACK_VERSION = "1.5.33";

/** All that `pip` installs, so that the same rehearsal runs tomorrow. */
export const miniStackRequirements = [
  `ministack==${MINISTACK_VERSION}`,
  "botocore==1.43.106",
  "defusedxml==0.7.1",
  "graphql-core==3.2.12",
  "h11==0.16.0",
  "h2==4.4.1",
  "hpack==4.2.0",
  "hypercorn==0.18.0",
  "hyperframe==6.1.0",
  "jmespath==1.1.0",
  "jsonata-python==0.7.1",
  "priority==2.0.0",
  "python-dateutil==2.9.0.post0",
  "pyyaml==6.0.4",
  "six==1.17.0",
  "urllib3==2.8.0",
  "wsproto==1.3.2",
] as const;

const START = fileURLToPath(new URL("start-ministack.py", import.meta.url));
const STARTS_WITHIN_IN_MILLISECONDS = 60_000;
const STOPS_WITHIN_IN_MILLISECONDS = 10_000;

/** MiniStack ended by itself, did not answer in time, or is not the one that is pinned. */
export class MiniStackFailed extends Error {
  override readonly name = "MiniStackFailed";
  readonly logFile: string;
  constructor(what: string, logFile: string, lastWords: string) {
    super(`MiniStack ${what}; its log ${logFile} ends with:\n${lastWords}`);
    this.logFile = logFile;
  }
}

export interface MiniStack {
  readonly endpoint: Endpoint;
  readonly logFile: string;
  /** What of the templates MiniStack does not take, and what was done instead, a sentence each, so far. */
  standIns(): Promise<readonly string[]>;
  /** Ends it and every function that it runs. Safe to call twice. */
  stop(): Promise<void>;
}

export interface MiniStackOptions {
  /** The folder of the virtual environment's programs. */
  readonly bin: string;
  /** Takes the log, and is the `TMPDIR` of the environment. */
  readonly folder: string;
  readonly endpoint: Endpoint;
  readonly region: string;
  /** As made by `environmentFor`. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Where MiniStack puts the certificate that it makes for itself at its start. */
export const certificateFileIn = (folder: string) => join(folder, "ministack-tls", "server.crt");

/** An address of this machine that nobody listens on. */
export async function freeEndpoint(): Promise<Endpoint> {
  const server = createServer();
  const url = new URL(await listen(server, 0, "the search for a free port"));
  await closeServer(server);
  return `https://127.0.0.1:${Number(url.port)}`;
}

/** @throws MiniStackFailed, CouldBeReal */
export async function startMiniStack(options: MiniStackOptions): Promise<MiniStack> {
  const { bin, folder, endpoint, region, environment } = options;
  refuseWaysOutOf(environment);
  const logFile = join(folder, "ministack.log");
  const certificateFile = certificateFileIn(folder);
  const log = openSync(logFile, "a");
  const child = spawn(join(bin, "python"), [START], {
    cwd: folder,
    env: {
      ...environment,
      // Every call is held against the deployed policies; they let nobody in without TLS.
      AUTH: "true",
      USE_SSL: "1",
      BIND_HOST: "127.0.0.1",
      GATEWAY_PORT: new URL(endpoint).port,
      // What its APIs are called; see `front-door.ts`.
      MINISTACK_HOST: "127.0.0.1",
      MINISTACK_REGION: region,
      S3_DATA_DIR: join(folder, "s3"),
      STATE_DIR: join(folder, "state"),
    },
    // Leads a group of its own, that its functions belong to. It ends the group when its input ends, so also when this
    // process is killed.
    detached: true,
    stdio: ["pipe", log, log],
  });
  closeSync(log);
  const ended = once(child, "exit");

  const words = async () => (await readFile(logFile, "utf8")).split("\n");
  async function failed(what: string): Promise<MiniStackFailed> {
    return new MiniStackFailed(what, logFile, (await words()).slice(-15).join("\n"));
  }

  async function stop(): Promise<void> {
    child.stdin?.end();
    await Promise.race([ended, wait(STOPS_WITHIN_IN_MILLISECONDS, undefined, { ref: false })]);
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      process.kill(-child.pid, "SIGKILL");
      await ended;
    }
  }

  try {
    const deadline = AbortSignal.timeout(STARTS_WITHIN_IN_MILLISECONDS);
    for (;;) {
      if (child.exitCode !== null) throw await failed("ended by itself");
      if (deadline.aborted) throw await failed("did not answer within a minute");
      if (existsSync(certificateFile)) trust(await readFile(certificateFile, "utf8"));
      const version = await versionAt(endpoint);
      if (version === MINISTACK_VERSION) break;
      if (version !== undefined) throw await failed(`is ${version}, not ${MINISTACK_VERSION}`);
      await wait(100);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    endpoint,
    logFile,
    stop,
    async standIns() {
      return (await words()).flatMap((line) => /^STAND-IN (.*)/.exec(line)?.[1] ?? []);
    },
  };
}

/** For this process, besides whom it trusts already. */
function trust(certificate: string): void {
  setDefaultCACertificates([...getCACertificates("default"), certificate]);
}

async function versionAt(endpoint: Endpoint): Promise<string | undefined> {
  try {
    const response = await fetch(`${endpoint}/_ministack/health`);
    return ((await response.json()) as { readonly version?: string }).version;
  } catch {
    return undefined;
  }
}
