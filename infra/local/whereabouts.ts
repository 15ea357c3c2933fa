/** Where the running local cloud of a data folder is: written when it starts, so that the other commands find it. */
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { DataFolderInUse } from "./refusal.ts";

export interface Whereabouts {
  readonly pid: number;
  readonly apiUrl: string;
  readonly s3Url: string;
  readonly dynamoDbUrl: string;
  readonly controlUrl: string;
  readonly bucketNames: readonly string[];
  readonly tableNames: readonly string[];
}

export class NoLocalCloud extends Error {
  override readonly name = "NoLocalCloud";
  readonly dataFolder: string;
  constructor(dataFolder: string) {
    super(`No local cloud is running on ${dataFolder}. Start one with: npm start`);
    this.dataFolder = dataFolder;
  }
}

/** The folder that `DATA_DIR` names, or `.local` beside `package.json`. */
export function dataFolder(): string {
  const chosen = process.env.DATA_DIR;
  return chosen === undefined || chosen === ""
    ? fileURLToPath(new URL("../../.local", import.meta.url))
    : resolve(chosen);
}

const fileIn = (folder: string) => join(folder, "local-cloud.json");

export interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Asks a control port. Waits for as long as the answer takes: a night may take its time. */
export function askControl(
  controlUrl: string,
  method: "GET" | "POST",
  path: string,
  body?: unknown,
): Promise<ControlAnswer> {
  return new Promise((settle, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const asking = request(
      new URL(path, controlUrl),
      { method, agent: false, headers: text === undefined ? {} : { "content-type": "application/json" } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          try {
            settle({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString("utf8")) });
          } catch (error) {
            reject(error);
          }
        });
      },
    );
    asking.on("error", reject);
    asking.end(text);
  });
}

async function written(folder: string): Promise<Whereabouts | undefined> {
  if (!existsSync(fileIn(folder))) return undefined;
  try {
    return JSON.parse(await readFile(fileIn(folder), "utf8")) as Whereabouts;
  } catch {
    return undefined;
  }
}

/** The local cloud that runs on the folder, if one does: a file that a killed process left behind does not count. */
export async function runningOn(folder: string): Promise<Whereabouts | undefined> {
  const found = await written(folder);
  if (found === undefined) return undefined;
  try {
    const { body } = await askControl(found.controlUrl, "GET", "/");
    return (body as { readonly pid?: unknown }).pid === found.pid ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Throws `DataFolderInUse`. */
export async function refuseSecondCloud(folder: string): Promise<void> {
  if ((await runningOn(folder)) !== undefined) throw new DataFolderInUse(folder);
}

/** Throws `NoLocalCloud`. */
export async function findLocalCloud(): Promise<Whereabouts> {
  const folder = dataFolder();
  const found = await runningOn(folder);
  if (found === undefined) throw new NoLocalCloud(folder);
  return found;
}

export async function writeWhereabouts(folder: string, whereabouts: Whereabouts): Promise<void> {
  await mkdir(folder, { recursive: true });
  const unfinished = `${fileIn(folder)}.${whereabouts.pid}`;
  await writeFile(unfinished, `${JSON.stringify(whereabouts, undefined, 2)}\n`);
  await rename(unfinished, fileIn(folder));
}

export async function removeWhereabouts(folder: string): Promise<void> {
  await rm(fileIn(folder), { force: true });
}
