import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const command = fileURLToPath(new URL("rehearse.ts", import.meta.url));

/** What it says and how it ends, started by somebody with these variables. */
async function rehearsed(...[variables, ...options]: [Readonly<Record<string, string>>, ...string[]]) {
  const env = { PATH: process.env.PATH, ...variables };
  return promisify(execFile)(process.execPath, [command, ...options], { env, timeout: 60_000 }).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: "" }),
    (error) => error as { readonly code: number; readonly stdout: string; readonly stderr: string },
  );
}

describe("npm run rehearse", () => {
  test.each<Readonly<Record<string, string>>>([
    { AWS_PROFILE: "production" },
    { AWS_ENDPOINT_URL_S3: "https://s3.eu-west-2.amazonaws.com" },
    { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "example" },
  ])("does nothing for somebody with %j", async (variables) => {
    const { code, stdout, stderr } = await rehearsed(variables);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("could reach a real account");
    for (const name of Object.keys(variables)) expect(stderr).toContain(name);
  });

  test("without Python says what it needs, and fails only for whoever insists", async () => {
    const nowhere = { PATH: "/nonexistent" };
    const insisting = await rehearsed(nowhere);
    expect(insisting).toMatchObject({ code: 1, stdout: expect.stringContaining("SKIPPED") });
    const asking = await rehearsed(nowhere, "--where-possible");
    expect(asking).toMatchObject({ code: 0, stdout: expect.stringContaining("SKIPPED") });
  });
});
