/** Listens on this machine only. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { explainListenFailure } from "./refusal.ts";

/** Listens on 127.0.0.1 only and answers the URL. Port 0 takes any free one. Throws `PortTaken`. */
export async function listen(server: Server, port: number, purpose: string): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(explainListenFailure(error, port, purpose)));
    server.listen(port, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const graceInMilliseconds = 5_000;

/** Answers the requests that are under way, for at most five seconds, then closes every connection. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const grace = setTimeout(() => server.closeAllConnections(), graceInMilliseconds);
  await closed;
  clearTimeout(grace);
}
