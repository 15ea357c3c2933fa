/**
 * Sends bytes to a port, whatever they are, and reads what comes back. Each has a connection of its own. Behind what is no
 * HTTP the connection is half closed: whoever waits for the rest of it learns that none will come.
 */
import { connect } from "node:net";
import type { FuzzedRequest } from "./fuzzed-requests.ts";

const TIME_LIMIT_IN_MILLISECONDS = 30_000;

/** The statuses that came back, `none` where the other side hung up without a word, `no end` where it kept quiet. */
export function outcomesOf(
  { bytes, isHttp }: FuzzedRequest,
  port: number,
): Promise<readonly (number | "none" | "no end")[]> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let timedOut = false;
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    socket.setTimeout(TIME_LIMIT_IN_MILLISECONDS, () => {
      timedOut = true;
      socket.destroy();
    });
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    // Hung up on in the middle of a body: what it had said until then counts.
    socket.on("error", () => {});
    socket.on("end", () => socket.end());
    socket.on("close", () => {
      const text = Buffer.concat(chunks).toString("latin1");
      const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
      const final = statuses.filter((status) => status !== 100);
      if (timedOut) resolve([...final, "no end"]);
      else resolve(final.length === 0 ? ["none"] : final);
    });
    if (isHttp) socket.write(bytes);
    else socket.end(bytes);
  });
}
