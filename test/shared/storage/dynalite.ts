/** dynalite in this process, in memory, on a free port of the loopback interface. */
import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { clientSettings, type Database } from "./database.ts";

type Dynalite = (options: { createTableMs: number }) => Server;

export async function startDynalite(): Promise<Database> {
  const dynalite: Dynalite = createRequire(import.meta.url)("dynalite");
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const client = new DynamoDBClient(clientSettings((server.address() as AddressInfo).port));
  return {
    client,
    async stop() {
      client.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
