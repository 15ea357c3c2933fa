import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, describe, expect, it } from "vitest";
import { startBuckets } from "../../../infra/local/buckets.ts";
import { DataFolderInUse, PortTaken, UnsupportedResource } from "../../../infra/local/refusal.ts";
import { startTables } from "../../../infra/local/tables.ts";
import { readTemplates } from "../../../infra/local/template.ts";
import { bucket, emptyFolder, type Resources, table } from "./small-assembly.ts";

const started: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const store of started.splice(0)) await store.stop();
});

const read = (Resources: Resources) => readTemplates([{ name: "small", template: { Resources } }]);

async function tables(folder: string, resources = table("Answers"), port = 0) {
  const store = await startTables({ templates: read(resources), folder, port });
  started.push(store);
  const client = new DynamoDBClient({
    endpoint: store.url,
    region: "eu-west-2",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  return { store, client };
}

async function buckets(folder: string) {
  const store = await startBuckets({ templates: read(bucket("Releases")), folder, port: 0 });
  started.push(store);
  return store;
}

const put = (client: DynamoDBClient, pk: string) =>
  client.send(new PutItemCommand({ TableName: "answers", Item: { pk: { S: pk } } }));
const get = async (client: DynamoDBClient, pk: string) =>
  (await client.send(new GetItemCommand({ TableName: "answers", Key: { pk: { S: pk } } }))).Item;

async function opens(port: number, host: string): Promise<boolean> {
  const socket = connect(port, host);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

describe("tables", () => {
  it("keep their items over a restart", async () => {
    const folder = await emptyFolder();
    const first = await tables(folder);
    await put(first.client, "kept");
    await first.store.stop();
    const second = await tables(folder);
    expect(await get(second.client, "kept")).toEqual({ pk: { S: "kept" } });
  });

  it("refuse a folder that another local cloud has open", async () => {
    const folder = await emptyFolder();
    await tables(folder);
    await expect(tables(folder)).rejects.toThrow(DataFolderInUse);
  });

  it("refuse a folder whose table has another key", async () => {
    const folder = await emptyFolder();
    await (await tables(folder)).store.stop();
    const changed = table("Answers", {
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    });
    await expect(tables(folder, changed)).rejects.toThrow(UnsupportedResource);
  });

  it("refuse a port that is taken, by its number and purpose", async () => {
    const { store } = await tables(await emptyFolder());
    const port = Number(new URL(store.url).port);
    await expect(tables(await emptyFolder(), table("Answers"), port)).rejects.toThrowError(
      expect.objectContaining({ name: PortTaken.name, port, purpose: "DynamoDB" }),
    );
  });

  it("survive a client that goes away in the middle of a request", async () => {
    const { store, client } = await tables(await emptyFolder());
    const socket = connect(Number(new URL(store.url).port), "127.0.0.1");
    await once(socket, "connect");
    socket.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{");
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.resetAndDestroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await put(client, "afterwards");
    expect(await get(client, "afterwards")).toBeDefined();
  });
});

describe("buckets", () => {
  it("keep objects as plain files, over a restart", async () => {
    const folder = await emptyFolder();
    const first = await buckets(folder);
    await fetch(`${first.url}/releases/a/latest.json`, { method: "PUT", body: "old" });
    await fetch(`${first.url}/releases/a/latest.json`, { method: "PUT", body: "new" });
    await first.stop();
    expect(await readFile(join(folder, "buckets/releases/objects/a/latest.json.data"), "utf8")).toBe("new");
    const second = await buckets(folder);
    expect(await (await fetch(`${second.url}/releases/a/latest.json`)).text()).toBe("new");
  });

  it("say which object is not there", async () => {
    const { url } = await buckets(await emptyFolder());
    const answer = await fetch(`${url}/releases/latest.json`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("NoSuchKey");
  });
});

it("no store listens on an address that other machines can reach", async () => {
  const ports = [(await tables(await emptyFolder())).store, await buckets(await emptyFolder())].map(({ url }) =>
    Number(new URL(url).port),
  );
  const addresses = Object.values(networkInterfaces())
    .flatMap((several) => several ?? [])
    .filter(({ internal, family }) => !internal && family === "IPv4")
    .map(({ address }) => address);
  for (const port of ports) {
    expect(await opens(port, "127.0.0.1")).toBe(true);
    // Another loopback address answers only where a server listens on all of them.
    for (const address of ["127.0.0.2", ...addresses]) expect(await opens(port, address)).toBe(false);
  }
});
