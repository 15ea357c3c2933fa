import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { londonDay } from "#shared/programme/calendar.ts";
import type { Whereabouts } from "../../infra/local/whereabouts.ts";
import { stages } from "../../infra/stages.ts";
import { freePorts } from "../free-ports.ts";
import { registerWave } from "./register-wave.ts";
import { itemsIn, lastDay, newFolder, smallWave, sortKeyOf } from "./small-wave.ts";
import { postLikeFrontEnds } from "./synthetic/front-end.ts";
import { programmeOf } from "./synthetic/programme.ts";

const SEED = 13;
const start = fileURLToPath(new URL("../../infra/local/start.ts", import.meta.url));

async function startIn(
  folder: string,
  port: number,
): Promise<{ readonly process: ChildProcess; readonly at: Whereabouts }> {
  const child = spawn(process.execPath, [start], {
    env: { ...process.env, DATA_DIR: folder, PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  for await (const chunk of child.stdout) {
    said += chunk;
    if (said.includes("Ctrl-C stops it")) break;
  }
  child.stdout.on("error", () => {});
  if (child.exitCode !== null) throw new Error(`the local cloud did not start: ${said}`);
  return { process: child, at: JSON.parse(await readFile(join(folder, "local-cloud.json"), "utf-8")) as Whereabouts };
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

describe("a local cloud that is killed while front ends post", () => {
  it("has lost no acknowledged submission when it is started again", async () => {
    const folder = await newFolder();
    const port = await freePorts(4);
    let running = await startIn(folder, port);
    try {
      const document = programmeOf(smallWave, SEED, {
        today: londonDay(new Date()),
        until: lastDay(),
        allowedOrigins: stages.local.allowedOrigins,
      });
      const campaigns = await registerWave(
        async (programme) => {
          const url = new URL("/functions/register/invocations", running.at.controlUrl);
          const headers = { "content-type": "application/json" };
          return (await fetch(url, { method: "POST", headers, body: JSON.stringify(programme) })).json();
        },
        document,
        smallWave,
        SEED,
      );

      const acknowledged: string[] = [];
      const posting = postLikeFrontEnds({
        apiUrl: running.at.apiUrl,
        campaigns,
        seed: SEED,
        slowBodyInMilliseconds: 200,
        onAcknowledged: (key) => acknowledged.push(key),
      });
      const foundAfterKill: number[] = [];
      for (const killAt of [40, 120, 200]) {
        while (acknowledged.length < killAt) await wait(5);
        await kill(running.process);
        const promised = [...acknowledged];
        running = await startIn(folder, port);
        const stored = new Set((await itemsIn(running.at, "responses")).map(({ sk }) => sk?.S));
        expect(promised.filter((key) => !stored.has(sortKeyOf(key)))).toEqual([]);
        foundAfterKill.push(promised.length);
      }
      const { surprises, connectionsLost } = await posting;

      expect(surprises).toEqual([]);
      expect(connectionsLost).toBeGreaterThan(0);
      expect(foundAfterKill).toHaveLength(3);
      const stored = (await itemsIn(running.at, "responses")).map(({ sk }) => sk?.S);
      expect(stored.toSorted()).toEqual(acknowledged.map(sortKeyOf).toSorted());
    } finally {
      await kill(running.process);
      await rm(folder, { recursive: true, force: true });
    }
  });
});
