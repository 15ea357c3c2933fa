import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { assemblyFor, readAssembly } from "../../../infra/local/assembly.ts";
import { emptyFolder, lambda, smallAssembly } from "./small-assembly.ts";

async function project() {
  const root = await emptyFolder();
  await mkdir(join(root, "functions"));
  await mkdir(join(root, "infra", "local"), { recursive: true });
  await writeFile(join(root, "functions", "a.ts"), "1");
  await writeFile(join(root, "package-lock.json"), "{}");
  const cache = join(root, "cache");
  const synthesize = vi.fn((outdir: string) => writeFile(join(outdir, "manifest.json"), "{}"));
  return { root, cache, synthesize, build: () => assemblyFor({ root, cache, synthesize }) };
}

describe("the assembly of the sources", () => {
  it("is synthesized once for sources that have not changed", async () => {
    const { build, synthesize } = await project();
    expect(await build()).toBe(await build());
    expect(synthesize).toHaveBeenCalledTimes(1);
  });

  it.each(["functions/a.ts", "functions/b.ts", "package-lock.json", "cdk.json"])(
    "is synthesized again when %s has changed",
    async (path) => {
      const { root, build, synthesize } = await project();
      const before = await build();
      await writeFile(join(root, path), "2");
      expect(await build()).not.toBe(before);
      expect(synthesize).toHaveBeenCalledTimes(2);
    },
  );

  it("does not depend on the code that runs it", async () => {
    const { root, build, synthesize } = await project();
    await build();
    await writeFile(join(root, "infra", "local", "http.ts"), "2");
    await build();
    expect(synthesize).toHaveBeenCalledTimes(1);
  });

  it("leaves nothing behind where the synthesis fails", async () => {
    const { cache, build, synthesize } = await project();
    synthesize.mockRejectedValueOnce(new Error("does not compile"));
    await expect(build()).rejects.toThrow("does not compile");
    expect(await readdir(cache)).toEqual([]);
  });

  it("is forgotten when nobody has used it for a week", async () => {
    const { root, build, cache } = await project();
    const old = await build();
    await utimes(old, 0, 0);
    await writeFile(join(root, "functions", "a.ts"), "2");
    await build();
    expect(await readdir(cache)).toHaveLength(1);
  });

  it("tells where the bundle of a function lies", async () => {
    const folder = await smallAssembly(lambda("Run"), { Run: "export const handler = () => 1" });
    const { stacks, assetFolders } = await readAssembly(folder);
    expect(stacks.map(({ name }) => name)).toEqual(["Small"]);
    expect(assetFolders.get("run.zip")).toBe(join(folder, "asset.Run"));
  });
});
