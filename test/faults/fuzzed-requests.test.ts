/**
 * Fuzzed requests over HTTP to the local cloud as `npm start` runs it. `FUZZED_REQUESTS=100000` sends as many,
 * `PROPERTY_SEED` others. SYNTHETIC.
 */
import { randomUUID } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readAssembly } from "../../infra/local/assembly.ts";
import { httpApiOf } from "../../infra/local/http-api.ts";
import { readTemplates } from "../../infra/local/template.ts";
import { stages } from "../../infra/stages.ts";
import { freePorts } from "../free-ports.ts";
import { aGoodSubmission } from "../functions/collect/front-door.ts";
import { newFolder } from "../journey/small-wave.ts";
import { countIn } from "../journey/synthetic/posting-counts.ts";
import { outcomesOf } from "./bytes-on-the-line.ts";
import { localAssembly } from "./faulty-cloud.ts";
import { type FuzzedRequest, fuzzedRequests } from "./fuzzed-requests.ts";
import { openLiveHeap } from "./live-heap.ts";
import { oddMethods } from "./odd-parts.ts";
import { residentMegabytes, startCloudOn } from "./started-cloud.ts";

const REQUESTS = Number(process.env.FUZZED_REQUESTS ?? 5_000);
const SEED = Number(process.env.PROPERTY_SEED ?? 2017);
/** The most that every function takes at once: beyond it Lambda refuses for it, and the gateway says 503. */
const AT_ONCE = stages.local.reservedConcurrencyOfWithdraw;
/**
 * What is refused before its body is read may be closed under a client that is still sending, which then never reads the
 * answer: that is TCP's. A smaller body fits into what the two ends buffer.
 */
const LOST_WITH_ITS_ANSWER_IN_BYTES = 1_000_000;
/** How often memory is looked at. What comes before the second look is for warming up. */
const LOOKS = 10;
/** Over all threads: code that is compiled later, and what happens to be under way. */
const LEEWAY_IN_MEGABYTES = 16;

test(
  `${REQUESTS} fuzzed requests are answered without a 5xx, without a crash and without growing`,
  async () => {
    const folder = await newFolder();
    const port = await freePorts(4);
    const inspectorPort = await freePorts();
    const cloud = await startCloudOn(folder, port, [
      `--inspect=127.0.0.1:${inspectorPort}`,
      "--inspect-publish-uid=http",
    ]);
    try {
      const link = cloud.links.get("ylyc-11-17");
      if (link === undefined) throw new Error("the example programme asks with ylyc-11-17");
      const submit = () =>
        fetch(`${cloud.at.apiUrl}/v1/surveys/${link}/submissions`, {
          method: "POST",
          headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
          body: JSON.stringify(aGoodSubmission()),
        });
      const withdraw = () =>
        fetch(`${cloud.at.apiUrl}/v1/surveys/${link}/submissions`, {
          method: "DELETE",
          headers: { "idempotency-key": randomUUID() },
        });
      // Enough at once for every sandbox to start: what they hold from then on is what must not grow.
      const warm = await Promise.all(Array.from({ length: AT_ONCE }, () => [submit(), withdraw()]).flat());
      expect([...new Set(warm.map(({ status }) => status))].toSorted()).toEqual([201, 404]);

      const seen = new Map<string, number>();
      const wrong: string[] = [];
      const resident: number[] = [];
      const live: number[] = [];
      async function look(): Promise<void> {
        resident.push(await residentMegabytes(cloud));
        // Opened anew each time, so that the workers are those of the moment.
        const heap = await openLiveHeap(inspectorPort);
        live.push((await heap.threads()).reduce((sum, megabytes) => sum + megabytes, 0));
        heap.close();
      }
      await look();
      const { stacks } = await readAssembly(await localAssembly());
      const { routes = [] } = httpApiOf(readTemplates(stacks)) ?? {};
      const aims = routes.map(({ method, segments }) => ({ method, path: `/${segments.join("/")}` }));
      const requests = fuzzedRequests({ link, routes: aims }, SEED, REQUESTS);
      const aimedAt = new Map<string, number>();
      let sent = 0;
      async function judge(request: FuzzedRequest): Promise<void> {
        if (request.aimedAt !== undefined) countIn(aimedAt, request.aimedAt);
        for (const outcome of await outcomesOf(request, port)) {
          const { kind, isHttp, bytes } = request;
          countIn(seen, `${kind}: ${outcome}`);
          const isOurs = typeof outcome === "number" && outcome >= 500;
          if (
            isOurs ||
            outcome === "no end" ||
            (outcome === "none" && isHttp && bytes.byteLength < LOST_WITH_ITS_ANSWER_IN_BYTES)
          )
            wrong.push(`${outcome} to ${bytes.subarray(0, 2_000).toString("latin1")}`);
        }
      }
      async function client(): Promise<void> {
        for (const request of requests) {
          await judge(request);
          sent += 1;
          if (sent % Math.ceil(REQUESTS / LOOKS) === 0) await look();
        }
      }
      const began = performance.now();
      await Promise.all(Array.from({ length: AT_ONCE }, client));
      const seconds = (performance.now() - began) / 1_000;

      const told = (figures: readonly number[]) => figures.map((megabytes) => megabytes.toFixed(0)).join(" ");
      console.log(
        `${REQUESTS} requests in ${seconds.toFixed(0)} s, ${[...seen]
          .toSorted()
          .map(([what, times]) => `${times} × ${what}`)
          .join(", ")}\n` + `MB resident: ${told(resident)}\nMB alive after a collection: ${told(live)}`,
      );

      const methods = new Set([...oddMethods, ...aims.map(({ method }) => method)]);
      const addresses = new Set(aims.map(({ path }) => path));
      const everyOne = [...addresses].flatMap((path) => [...methods].map((method) => `${method} ${path}`));
      expect(everyOne.filter((one) => !aimedAt.has(one))).toEqual([]);
      console.log(
        `every one of ${methods.size} methods at every one of ${addresses.size} addresses; the routes themselves: ${aims
          .map(({ method, path }) => `${aimedAt.get(`${method} ${path}`)} × ${method} ${path}`)
          .join(", ")}`,
      );
      expect(wrong.slice(0, 5)).toEqual([]);
      expect(cloud.process.exitCode).toBe(null);
      expect(cloud.complaints()).toBe("");
      expect((await submit()).status).toBe(201);
      const logs = (await readdir(join(folder, "logs"))).filter((name) => !name.startsWith("access"));
      for (const name of logs)
        expect(await readFile(join(folder, "logs", name), "utf8")).not.toContain('"level":"ERROR"');
      const [, onceWarm = 0] = live;
      expect(live.at(-1)).toBeLessThan(onceWarm + LEEWAY_IN_MEGABYTES);
    } finally {
      await cloud.kill();
      await rm(folder, { recursive: true, force: true });
    }
  },
  120_000 + 60 * REQUESTS,
);
