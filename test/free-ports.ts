/** Ports for servers in processes of their own, which have to be told where to listen. */
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:net";

/** Below those that a system gives to connections: one of them would be taken by the next request of another test. */
const [FROM, TO] = [20_000, 32_000];
const TRIES = 100;

async function isFree(port: number): Promise<boolean> {
  const server: Server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}

async function areFree(ports: readonly number[]): Promise<boolean> {
  for (const port of ports) if (!(await isFree(port))) return false;
  return true;
}

/** The first of so many ports in a row on which nobody listens, drawn by chance so that tests that run together part. */
export async function freePorts(inARow = 1): Promise<number> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const first = randomInt(FROM, TO - inARow);
    if (await areFree(Array.from({ length: inARow }, (_, place) => first + place))) return first;
  }
  throw new Error(`no ${inARow} free ports in a row were found between ${FROM} and ${TO}`);
}
