/** Ports that are handed out to servers of tests. */
import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { freePorts } from "./free-ports.ts";

test("all of a row can be listened on at once, and none is of those that connections are given", async () => {
  const first = await freePorts(4);
  const servers = [0, 1, 2, 3].map((place) => createServer().listen(first + place, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  expect(first).toBeGreaterThanOrEqual(20_000);
  // Where Linux begins to give them away; other systems begin later.
  expect(first + 3).toBeLessThan(32_768);
  for (const server of servers) server.close();
});

test("whoever asks at the same time is given others", async () => {
  const given = await Promise.all(Array.from({ length: 20 }, () => freePorts()));
  expect(new Set(given).size).toBeGreaterThanOrEqual(19);
});
