/** Bodies that the gateway does not take. */
import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { noBody, post, serving } from "./served-api.ts";

const KIBIBYTE = 1_024;
const piece = Buffer.alloc(64 * KIBIBYTE, "x");

/** Reads the answer only when all of the body has left. The status, or what became of the connection. */
async function sendAll(port: number, bytes: number, headers: Record<string, string>) {
  const sending = httpRequest({ port, path: "/surveys/a/submissions", method: "POST", headers });
  const answered = once(sending, "response").then(
    ([answer]) => (answer as IncomingMessage).statusCode,
    (error: NodeJS.ErrnoException) => error.code,
  );
  for (let sent = 0; sent < bytes; sent += piece.length) {
    await new Promise((resolve) => sending.write(piece, resolve));
  }
  sending.end();
  const came = await answered;
  sending.destroy();
  return came;
}

describe("a body over the limit", () => {
  it("is refused, whether it says so or not", async () => {
    const { url, port, seen } = await serving(() => noBody, { limits: { bodyInBytes: 1_000 } });
    expect((await post(url, "x".repeat(1_001))).status).toBe(413);
    const unannounced = httpRequest({ port, path: "/surveys/a/submissions", method: "POST" });
    unannounced.on("error", () => {});
    unannounced.write("x".repeat(900));
    unannounced.write("x".repeat(900));
    const [answer] = await once(unannounced, "response");
    expect(answer.statusCode).toBe(413);
    unannounced.destroy();
    expect(seen).toEqual([]);
    expect((await post(url, "x".repeat(1_000))).status).toBe(204);
  });

  it("may be sent to its end, far over the limit: its client is answered, not cut off", async () => {
    const bodyInBytes = 2_048 * KIBIBYTE;
    const { port, url, seen } = await serving(() => noBody, { limits: { bodyInBytes } });
    const bytes = 3 * bodyInBytes;
    expect(await sendAll(port, bytes, { "content-length": String(bytes) })).toBe(413);
    expect(await sendAll(port, bytes, { "transfer-encoding": "chunked" })).toBe(413);
    expect(seen).toEqual([]);
    expect((await post(url, "{}")).status).toBe(204);
  });

  it("that has no end is cut off after a while", async () => {
    const { port } = await serving(() => noBody, { limits: { bodyInBytes: 64 * KIBIBYTE } });
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.resume();
    socket.write("POST /surveys/a/submissions HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n");
    for (let sent = 0; !socket.destroyed && sent < 100_000_000; sent += piece.length) {
      socket.write(piece);
      await wait(1);
    }
    expect(socket.destroyed).toBe(true);
  });
});
