/** A store of a test's own, on the loopback interface, to which the clients of the environment lead. SYNTHETIC. */
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, vi } from "vitest";

/** For every test of a file: credentials that open nothing, and stores that end with the test. */
export function ownStores() {
  const stops: (() => void)[] = [];
  beforeEach(() => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
    vi.stubEnv("AWS_REGION", "eu-west-2");
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    for (const stop of stops.splice(0)) stop();
  });
  /** @param endpointVariable which clients are led here: those that `newClient` makes from then on */
  return async function serve<Client extends { destroy(): void }>(
    endpointVariable: string,
    listener: RequestListener,
    newClient: () => Client,
  ): Promise<Client> {
    const server = createServer(listener).listen(0, "127.0.0.1");
    await once(server, "listening");
    vi.stubEnv(endpointVariable, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const client = newClient();
    stops.push(() => {
      client.destroy();
      server.closeAllConnections();
      server.close();
    });
    return client;
  };
}
