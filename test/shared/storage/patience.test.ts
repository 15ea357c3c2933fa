/** How long a person is kept waiting by a table that does not do what it should. */
import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "vitest";
import { dynamoDb, interactive, nightly, type Patience } from "#shared/storage/clients.ts";
import { stages } from "../../../infra/stages.ts";
import { ownStores } from "./own-store.ts";

const serve = ownStores();

type TableAnswer = ((response: ServerResponse) => unknown) | undefined;

/** A table of one item that answers its requests as it is told, one after the other; undefined: not at all. */
async function aTableFor(patience: Patience, ...answers: readonly TableAnswer[]) {
  let requests = 0;
  const client = await serve(
    "AWS_ENDPOINT_URL_DYNAMODB",
    (request, response) => {
      request.resume();
      void answers[Math.min(requests++, answers.length - 1)]?.(response);
    },
    () => dynamoDb(patience),
  );
  /** What came, or the name of the error. */
  const ask = () =>
    client.send(new GetItemCommand({ TableName: "any", Key: { pk: { S: "any" } } })).then(
      ({ Item: item }) => item?.pk?.S ?? "nothing",
      (error: Error) => error.name,
    );
  return { ask, requests: () => requests };
}

const aTable = (...answers: readonly TableAnswer[]) => aTableFor(interactive, ...answers);

const said = (status: number, body: unknown) => (response: ServerResponse) => {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
  response.end(JSON.stringify(body));
};
const item = said(200, { Item: { pk: { S: "found" } } });
const failure = said(500, { __type: "com.amazonaws.dynamodb.v20120810#InternalServerError" });
const silence = undefined;

describe("while a person waits, a table", () => {
  test("that hangs is asked once, and given up so soon that the sandboxes of collect serve all whom the front door admits", async () => {
    const table = await aTable(silence);
    expect(await table.ask()).toBe("StoreSilent");
    expect(table.requests()).toBe(1);
    const { reservedConcurrencyOfCollect, throttle } = stages.production;
    const held = (throttle.requestsPerSecond * interactive.requestTimeoutInMilliseconds) / 1_000;
    expect(held).toBeLessThanOrEqual(reservedConcurrencyOfCollect);
  });

  test("that is slow is waited for", async () => {
    const slowly = async (response: ServerResponse) => {
      await wait(600);
      item(response);
    };
    const table = await aTable(slowly);
    expect(await table.ask()).toBe("found");
    expect(table.requests()).toBe(1);
  });

  test("that fails is asked three times, for that takes no time", async () => {
    const troubled = await aTable(failure, failure, item);
    expect(await troubled.ask()).toBe("found");
    const broken = await aTable(failure);
    expect(await broken.ask()).toBe("InternalServerError");
    expect(broken.requests()).toBe(3);
  });

  test("that hangs after it has failed is given up", async () => {
    const table = await aTable(failure, silence);
    expect(await table.ask()).toBe("StoreSilent");
    expect(table.requests()).toBe(2);
  });
});

test("at night, when nobody waits, a table that hangs is asked again", async () => {
  const table = await aTableFor({ ...nightly, requestTimeoutInMilliseconds: 300 }, silence, item);
  expect(await table.ask()).toBe("found");
});
