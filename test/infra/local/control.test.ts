import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ControlServer, serveControl } from "../../../infra/local/control.ts";
import { askControl } from "../../../infra/local/whereabouts.ts";

let control: ControlServer;
const asked: unknown[] = [];
beforeAll(async () => {
  const at = "2026-01-01T00:00:00.000Z";
  control = await serveControl(
    {
      invoke: (name, event) => {
        asked.push(event);
        return name === "known" ? Promise.resolve({ answered: true, payload: event }) : undefined;
      },
      runNight: async (input) => {
        asked.push(input);
        return { name: "n", status: "SUCCEEDED", startedAt: at, stoppedAt: at };
      },
      status: () => ({ pid: 1 }),
    },
    0,
  );
});
afterAll(() => control.stop());

function statusWithHost(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(control.url, { headers: { host } }, (response) => resolve(response.resume().statusCode))
      .on("error", reject)
      .end();
  });
}

describe("the control port", () => {
  it.each([
    ["an unknown function", "/functions/other/invocations", {}, 404],
    ["an unknown path", "/elsewhere", {}, 404],
    ["a date that is none", "/nights", { asOf: "tomorrow" }, 400],
    ["a day that does not exist", "/nights", { asOf: "2017-02-30" }, 400],
    ["a field too many", "/nights", { asof: "2017-04-01" }, 400],
  ])("refuses %s", async (_, path, body, status) => {
    expect((await askControl(control.url, "POST", path, body)).status).toBe(status);
  });

  it("refuses a body that is not JSON", async () => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${control.url}/functions/known/invocations`, { method: "POST", headers, body: "{" });
    expect(answer.status).toBe(400);
  });

  it("refuses what a page in a browser could send without being asked first", async () => {
    const before = asked.length;
    expect((await fetch(`${control.url}/nights`, { method: "POST", body: "{}" })).status).toBe(415);
    const preflight = await fetch(`${control.url}/nights`, {
      method: "OPTIONS",
      headers: { origin: "https://a.example" },
    });
    expect(preflight.headers.has("access-control-allow-origin")).toBe(false);
    expect(asked).toHaveLength(before);
  });

  it("refuses a name that was made to lead to this machine", async () => {
    const { port } = new URL(control.url);
    expect(await statusWithHost(`rebound.example:${port}`)).toBe(403);
    expect(await statusWithHost(`localhost:${port}`)).toBe(200);
  });
});
