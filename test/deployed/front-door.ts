/** The deployed API under an address of this machine: its own name is said in a header, because no resolver knows it. */
import { createServer } from "node:http";
import { Agent, request } from "node:https";
import { pipeline } from "node:stream";
import { closeServer, listen } from "../../infra/local/listen.ts";
import type { Endpoint } from "../../infra/rehearsal/endpoints.ts";

export interface FrontDoor {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Passes every request on as it comes, byte for byte, and breaks off where the other side does.
 *
 * @param host what the emulator knows the API by
 */
export async function openFrontDoor(endpoint: Endpoint, host: string): Promise<FrontDoor> {
  // Without a server's name the certificate is held against the address, not against what the header says.
  const agent = new Agent({ keepAlive: true, servername: "" });
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url = "/" } = incoming;
    const passedOn = request(new URL(url, endpoint), { method, headers: { ...headers, host }, agent }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      pipeline(answer, outgoing, () => {});
    });
    pipeline(incoming, passedOn, (error) => {
      if (error) outgoing.destroy();
    });
    passedOn.on("error", () => outgoing.destroy());
  });
  const url = await listen(server, 0, "the deployed API");
  return {
    url,
    async close() {
      agent.destroy();
      await closeServer(server);
    },
  };
}
