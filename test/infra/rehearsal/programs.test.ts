/** The two programs that a rehearsal starts: neither is run with an environment that leads elsewhere. */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cdkOf } from "../../../infra/rehearsal/cdk.ts";
import { CouldBeReal, environmentFor } from "../../../infra/rehearsal/endpoints.ts";
import { MINISTACK_VERSION, miniStackRequirements, startMiniStack } from "../../../infra/rehearsal/ministack.ts";

const region = "eu-west-2";
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bright-spots-programs-"));
});
afterAll(() => rm(folder, { recursive: true }));

function environmentWithoutEndpoint() {
  const { AWS_ENDPOINT_URL: _, ...environment } = environmentFor({
    endpoint: "https://127.0.0.1:4566",
    region,
    certificateFile: join(folder, "server.crt"),
    folder,
    nodeFolder: folder,
  });
  return environment;
}

describe("without an endpoint", () => {
  test("no command of the CDK is run", async () => {
    const cdk = cdkOf({ stage: "local", region, folder, environment: environmentWithoutEndpoint() });
    await expect(cdk.bootstrap()).rejects.toThrow(CouldBeReal);
    await expect(cdk.deploy()).rejects.toThrow(CouldBeReal);
    await expect(cdk.destroy("Pipeline")).rejects.toThrow(CouldBeReal);
    expect(existsSync(join(folder, "cdk.log"))).toBe(false);
  });

  test("MiniStack is not started", async () => {
    const environment = environmentWithoutEndpoint();
    const starting = startMiniStack({ bin: folder, folder, endpoint: "https://127.0.0.1:4566", region, environment });
    await expect(starting).rejects.toThrow(CouldBeReal);
    expect(existsSync(join(folder, "ministack.log"))).toBe(false);
  });
});

test("MiniStack and all that it needs are pinned", () => {
  expect(miniStackRequirements).toContain(`ministack==${MINISTACK_VERSION}`);
  for (const requirement of miniStackRequirements) expect(requirement).toMatch(/^[a-z0-9-]+==[0-9][0-9a-z.]*$/);
});
