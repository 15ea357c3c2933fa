import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdir, realpath, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test, vi } from "vitest";
import { pythonEnvironment } from "./python.ts";

const run = promisify(execFile);

// A name of its own, so that nothing is there yet.
const name = `test-${randomUUID()}`;
const first = await pythonEnvironment(name, []);
if (first === undefined) console.warn("SKIPPED Python environments: they need python3 with venv.");

describe.skipIf(first === undefined)("a Python environment", () => {
  const { bin } = first ?? { bin: "" };
  const cache = dirname(dirname(bin));
  const made = async (of: string) => (await readdir(cache)).filter((each) => each.startsWith(`python-${of}`));
  afterAll(async () => {
    for (const each of await made(name)) await rm(join(cache, each), { recursive: true });
  });

  test("runs a Python that knows its own folder", async () => {
    const { stdout } = await run(join(bin, "python"), ["-c", "import sys; print(sys.prefix != sys.base_prefix)"]);
    expect(stdout.trim()).toBe("True");
  });

  test("is made once", async () => {
    const folder = await realpath(bin);
    expect(await pythonEnvironment(name, [])).toEqual(first);
    expect(await realpath(bin)).toBe(folder);
  });

  test("is one and the same for all who ask at the same time, and leaves no other behind", async () => {
    const atOnce = `${name}-at-once`;
    const environments = await Promise.all([1, 2, 3].map(() => pythonEnvironment(atOnce, [])));
    expect(new Set(environments.map((each) => each?.bin)).size).toBe(1);
    const [one = { bin: "" }] = environments;
    const folder = basename(dirname(await realpath(one.bin)));
    expect((await made(atOnce)).toSorted()).toEqual([basename(dirname(one.bin)), folder].toSorted());
    await expect(run(join(one.bin, "python"), ["--version"])).resolves.toBeDefined();
  });

  test("is undefined, and says why, where its packages cannot be had, and nothing of it is left", async () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    const missing = `${name}-missing`;
    expect(await pythonEnvironment(missing, ["./no-such-folder"])).toBeUndefined();
    expect(warn.mock.lastCall?.[0]).toContain("no-such-folder");
    expect(await made(missing)).toEqual([]);
    warn.mockRestore();
  });
});
