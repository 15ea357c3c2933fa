/**
 * The local cloud on a disk that is full: no file of it may grow for a while. A limit on the size of files stands for the
 * disk, because a test should not fill one; it is set on the running process, which only Linux lets others do. SYNTHETIC.
 */
import { execFile, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { freePorts } from "../free-ports.ts";
import { aGoodSubmission } from "../functions/collect/front-door.ts";
import { itemsIn, newFolder, sortKeyOf } from "../journey/small-wave.ts";
import { countIn } from "../journey/synthetic/posting-counts.ts";
import { type StartedCloud, startCloudOn } from "./started-cloud.ts";

const canLimitOthers = spawnSync("prlimit", ["--version"]).status === 0;

/** `undefined`: as large as they like. */
const limitFiles = ({ process: { pid } }: StartedCloud, bytes: number | undefined) =>
  promisify(execFile)("prlimit", ["--pid", String(pid), `--fsize=${bytes ?? "unlimited"}:unlimited`]);

async function largestFileIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => stat(join(parentPath, name)));
  return Math.max(...(await Promise.all(sizes)).map(({ size }) => size));
}

const hasEnded = ({ process: { exitCode, signalCode } }: StartedCloud) => exitCode !== null || signalCode !== null;

test.skipIf(!canLimitOthers)(
  "a disk that is full costs no submission that was acknowledged, and with space again everything goes on",
  async () => {
    const folder = await newFolder();
    const port = await freePorts(4);
    let cloud = await startCloudOn(folder, port);
    try {
      const link = cloud.links.get("ylyc-11-17");
      const acknowledged: string[] = [];
      const outcomes = new Map<string, number>();
      async function submit(): Promise<number | undefined> {
        const key = randomUUID();
        try {
          const response = await fetch(`${cloud.at.apiUrl}/v1/surveys/${link}/submissions`, {
            method: "POST",
            headers: { "content-type": "application/json", "idempotency-key": key },
            body: JSON.stringify(aGoodSubmission()),
          });
          if (response.status === 201) acknowledged.push(key);
          const told = response.headers.has("retry-after") ? "with Retry-After" : "without Retry-After";
          countIn(outcomes, response.status >= 500 ? `${response.status} ${told}` : String(response.status));
          return response.status;
        } catch {
          countIn(outcomes, "no answer");
          return undefined;
        }
      }
      for (let sent = 0; sent < 50; sent += 1) expect(await submit()).toBe(201);

      await limitFiles(cloud, await largestFileIn(join(folder, "dynamodb")));
      for (let sent = 0; sent < 40 && !hasEnded(cloud); sent += 1) await submit();
      const whileFull = new Map(outcomes);
      expect(outcomes.get("201")).toBeLessThan(90);

      // It may go on, or end by itself because a store has failed: then it is started again, as a person would.
      if (!hasEnded(cloud)) await limitFiles(cloud, undefined);
      const goesOn = (await submit()) === 201;
      if (!goesOn) {
        if (!hasEnded(cloud)) await Promise.race([once(cloud.process, "exit"), wait(2_000)]);
        await cloud.kill();
        cloud = await startCloudOn(folder, port);
        expect(await submit()).toBe(201);
      }
      const stored = new Set((await itemsIn(cloud.at, "responses")).map(({ sk }) => sk?.S));
      expect(acknowledged.filter((key) => !stored.has(sortKeyOf(key)))).toEqual([]);
      console.log(
        `while full: ${[...whileFull].map(([outcome, times]) => `${times} × ${outcome}`).join(", ")}; afterwards it ` +
          `${goesOn ? "went on" : "had to be started again"}; ${acknowledged.length} acknowledged, ${stored.size} stored`,
      );

      // And once more from the disk, by a process that has seen nothing of it.
      await cloud.kill();
      cloud = await startCloudOn(folder, port);
      const found = new Set((await itemsIn(cloud.at, "responses")).map(({ sk }) => sk?.S));
      expect(acknowledged.filter((key) => !found.has(sortKeyOf(key)))).toEqual([]);
    } finally {
      await cloud.kill();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
