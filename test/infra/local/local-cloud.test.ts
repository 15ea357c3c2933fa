import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { type LocalCloud, startLocalCloud, UnknownFunction } from "../../../infra/local/local-cloud.ts";
import { DataFolderInUse, PortTaken, UnsupportedResource } from "../../../infra/local/refusal.ts";
import { askControl, runningOn, type Whereabouts } from "../../../infra/local/whereabouts.ts";
import packageManifest from "../../../package.json" with { type: "json" };
import { bucket, emptyFolder, httpApi, lambda, type Resources, smallAssembly, table } from "./small-assembly.ts";

const clouds: LocalCloud[] = [];
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const cloud of clouds.splice(0)) await cloud.stop();
});

/** Puts an item with the name in the path, or answers whether it is there. */
const keep = `
  const dynamoDb = (action, body) => fetch(process.env.AWS_ENDPOINT_URL_DYNAMODB, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810." + action,
      "x-amz-date": "20000101T000000Z",
      authorization: "AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c",
    },
    body: JSON.stringify({ TableName: process.env.ANSWERS_TABLE, ...body }),
  }).then((answer) => answer.json());
  export const handler = async (event) => {
    const pk = { S: event.pathParameters?.name ?? event.name };
    if (event.routeKey === "PUT /answers/{name}") {
      await dynamoDb("PutItem", { Item: { pk } });
      return { statusCode: 201 };
    }
    const { Item } = await dynamoDb("GetItem", { Key: { pk } });
    return { statusCode: Item === undefined ? 404 : 200 };
  }`;

const small: Resources = {
  ...table("AnswersTable"),
  ...bucket("Releases"),
  ...lambda("Keep", { Environment: { Variables: { ANSWERS_TABLE: { Ref: "AnswersTable" } } } }),
  ...httpApi(["PUT /answers/{name}", "GET /answers/{name}"], "Keep"),
  Night: {
    Type: "AWS::StepFunctions::StateMachine",
    Properties: {
      DefinitionString: {
        "Fn::Join": [
          "",
          [
            '{"StartAt":"Only","States":{"Only":{"Type":"Task","Resource":"',
            { "Fn::GetAtt": ["Keep", "Arn"] },
            '","Parameters":{"name.$":"$.asOf"},"End":true}}}',
          ],
        ],
      },
    },
  },
};

const smallCloud = () => smallAssembly(small, { Keep: keep });

async function start(options: Partial<Parameters<typeof startLocalCloud>[0]> = {}) {
  const cloud = await startLocalCloud({
    dataDir: options.dataDir ?? (await emptyFolder()),
    assembly: options.assembly ?? (await smallCloud()),
    ...options,
  });
  clouds.push(cloud);
  return cloud;
}

const put = async (url: string, name: string) => (await fetch(`${url}/answers/${name}`, { method: "PUT" })).status;
const get = async (url: string, name: string) => (await fetch(`${url}/answers/${name}`)).status;

describe("a local cloud", () => {
  it("leads from a request over a function to a table, and keeps its state over a restart", async () => {
    const dataDir = await emptyFolder();
    const assembly = await smallCloud();
    const first = await start({ dataDir, assembly });
    expect([await get(first.apiUrl, "a"), await put(first.apiUrl, "a"), await get(first.apiUrl, "a")]).toEqual([
      404, 201, 200,
    ]);
    await first.stop();
    const second = await start({ dataDir, assembly });
    expect(await get(second.apiUrl, "a")).toBe(200);
  });

  it("says where it is while it runs, and only then", async () => {
    const dataDir = await emptyFolder();
    const cloud = await start({ dataDir });
    expect(cloud).toMatchObject({ bucketNames: ["releases"], tableNames: ["answers"], pid: process.pid });
    for (const url of [cloud.apiUrl, cloud.s3Url, cloud.dynamoDbUrl, cloud.controlUrl]) {
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    }
    expect(await runningOn(dataDir)).toMatchObject({ controlUrl: cloud.controlUrl });
    await cloud.stop();
    expect(await runningOn(dataDir)).toBeUndefined();
    expect(await readdir(dataDir)).not.toContain("local-cloud.json");
  });

  it("refuses a data folder that another one runs on", async () => {
    const dataDir = await emptyFolder();
    const cloud = await start({ dataDir });
    await expect(start({ dataDir })).rejects.toThrow(DataFolderInUse);
    expect(await put(cloud.apiUrl, "still")).toBe(201);
  });

  it("refuses a taken port and leaves nothing running", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const dataDir = await emptyFolder();
    const ports = { api: port, s3: 0, dynamoDb: 0, control: 0 };
    await expect(start({ dataDir, ports })).rejects.toThrow(PortTaken);
    other.close();
    expect(await put((await start({ dataDir })).apiUrl, "a")).toBe(201);
  });

  it("refuses a template before it has touched the data folder", async () => {
    const dataDir = await emptyFolder();
    const assembly = await smallAssembly({ Stream: { Type: "AWS::Kinesis::Stream" } });
    await expect(start({ dataDir, assembly })).rejects.toThrow(UnsupportedResource);
    expect(await readdir(dataDir)).toEqual([]);
  });

  it("notes what the template asks for and it does not do", async () => {
    const TimeToLiveSpecification = { AttributeName: "expiresAt", Enabled: true };
    const assembly = await smallAssembly(table("Answers", { TimeToLiveSpecification }));
    expect((await start({ assembly })).notes).toEqual([expect.stringContaining("table answers")]);
  });

  it("invokes by name and runs nights for callers in the same process", async () => {
    const cloud = await start();
    await put(cloud.apiUrl, "2017-04-01");
    expect(await cloud.invoke("keep", { name: "2017-04-01" })).toEqual({
      answered: true,
      payload: { statusCode: 200 },
    });
    await expect(cloud.invoke("other", {})).rejects.toThrow(UnknownFunction);
    expect(await cloud.runNight({ asOf: "2017-04-01" })).toMatchObject({
      status: "SUCCEEDED",
      output: { statusCode: 200 },
    });
  });
});

describe("the control port", () => {
  it("invokes functions, runs nights and tells the status", async () => {
    const { controlUrl } = await start();
    expect(await askControl(controlUrl, "POST", "/functions/keep/invocations", { name: "x" })).toEqual({
      status: 200,
      body: { statusCode: 404 },
    });
    expect(await askControl(controlUrl, "POST", "/nights", { asOf: "2017-04-01" })).toMatchObject({
      status: 200,
      body: { status: "SUCCEEDED" },
    });
    expect(await askControl(controlUrl, "POST", "/nights", {})).toMatchObject({
      status: 200,
      body: { status: "FAILED", error: "States.Runtime" },
    });
    expect(await askControl(controlUrl, "GET", "/")).toMatchObject({ status: 200, body: { functions: ["keep"] } });
  });

  it("answers a failing function with the name of its error", async () => {
    const assembly = await smallAssembly(lambda("Fail"), {
      Fail: "export const handler = async () => { throw new RangeError('seven') }",
    });
    const { controlUrl } = await start({ assembly });
    expect(await askControl(controlUrl, "POST", "/functions/fail/invocations", {})).toEqual({
      status: 502,
      body: { errorType: "RangeError", errorMessage: "seven" },
    });
  });
});

describe("a local cloud that is killed", () => {
  async function inItsOwnProcess(dataDir: string, assembly: string): Promise<[ChildProcess, Whereabouts]> {
    const program = new URL("../../../infra/local/local-cloud.ts", import.meta.url).href;
    const child = spawn(
      process.execPath,
      [
        "--input-type=module",
        "--eval",
        `const { startLocalCloud } = await import(${JSON.stringify(program)});
         const { failure, notes, ...places } = await startLocalCloud(${JSON.stringify({ dataDir, assembly })});
         console.log(JSON.stringify(places));`,
      ],
      { stdio: ["ignore", "pipe", "inherit"], cwd: fileURLToPath(new URL("../../..", import.meta.url)) },
    );
    children.push(child);
    const [line] = await once(child.stdout as NodeJS.ReadableStream, "data");
    return [child, JSON.parse(String(line))];
  }

  it("has lost nothing that it had acknowledged", async () => {
    const dataDir = await emptyFolder();
    const assembly = await smallCloud();
    const [child, { apiUrl }] = await inItsOwnProcess(dataDir, assembly);
    const acknowledged: string[] = [];
    let next = 0;
    const posting = Array.from({ length: 8 }, async () => {
      for (;;) {
        next += 1;
        const name = `answer-${next}`;
        if ((await put(apiUrl, name).catch(() => undefined)) !== 201) return;
        acknowledged.push(name);
        if (acknowledged.length === 150) child.kill("SIGKILL");
      }
    });
    await Promise.all(posting);
    expect(acknowledged.length).toBeGreaterThanOrEqual(150);
    const { apiUrl: again } = await start({ dataDir, assembly });
    const found = await Promise.all(acknowledged.map((name) => get(again, name)));
    expect(found.filter((status) => status !== 200)).toEqual([]);
  });
});

describe("the synthesized template of the local stage", () => {
  it("starts, answers on its routes from the bundled handlers, and stops", async () => {
    const dataDir = await emptyFolder();
    const cloud = await startLocalCloud({ dataDir, timers: false });
    clouds.push(cloud);
    expect(cloud.tableNames).toEqual(expect.arrayContaining(["responses", "comments", "programme"]));
    expect(cloud.bucketNames).toEqual(expect.arrayContaining(["nights", "datasets"]));

    const unknown = await fetch(`${cloud.apiUrl}/v1/surveys/00000000000000`);
    expect([unknown.status, unknown.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
    expect((await fetch(`${cloud.apiUrl}/v1/elsewhere`)).status).toBe(404);
    const health = await fetch(`${cloud.apiUrl}/v1/health`);
    expect([health.status, health.headers.get("cache-control"), await health.json()]).toEqual([
      200,
      "no-store",
      { status: "ok", version: packageManifest.version, dependencies: { programme: "answers" } },
    ]);
    const preflight = await fetch(`${cloud.apiUrl}/v1/surveys/00000000000000/submissions`, {
      method: "OPTIONS",
      headers: { origin: "http://localhost:5173", "access-control-request-method": "POST" },
    });
    expect(preflight.headers.get("access-control-allow-headers")).toBe("content-type,idempotency-key,if-none-match");
    expect(preflight.headers.get("access-control-allow-methods")).toBe("GET,POST,DELETE");
    const withdrawal = await fetch(`${cloud.apiUrl}/v1/surveys/00000000000000/submissions`, { method: "DELETE" });
    expect([withdrawal.status, withdrawal.headers.get("content-type")]).toEqual([400, "application/problem+json"]);

    const status = (await askControl(cloud.controlUrl, "GET", "/")).body as { functions: string[]; next: object[] };
    for (const verb of ["register", "collect", "withdraw", "plan", "tally", "benchmark", "audit", "publish"]) {
      expect(status.functions.filter((name) => name.split("-").includes(verb))).toHaveLength(1);
    }
    await cloud.stop();
    const accessLog = await readFile(join(dataDir, "logs", "access.log"), "utf8");
    expect(Object.keys(JSON.parse(accessLog.split("\n")[0] ?? ""))).toEqual([
      "requestId",
      "routeKey",
      "status",
      "responseLatency",
    ]);
  });
});
