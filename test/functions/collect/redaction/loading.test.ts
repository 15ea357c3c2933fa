/** The language library is loaded when a comment comes, and not before. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const run = promisify(execFile);
const recorder = new URL("./recorded-imports.ts", import.meta.url).href;
const entry = new URL("../../../../functions/collect/redaction/redact.ts", import.meta.url);

/** Runs a script in a process of its own and returns the addresses of the modules that it loaded. */
async function modulesLoadedBy(script: string): Promise<string[]> {
  const { stdout } = await run(process.execPath, ["--import", recorder, "--input-type=module", "--eval", script], {
    cwd: fileURLToPath(new URL("../../../../", import.meta.url)),
  });
  return stdout.split("\n");
}

const ofLibrary = (url: string) => url.includes("/node_modules/compromise/");

describe("the language library", () => {
  it("is not loaded by importing the redaction", async () => {
    const loaded = await modulesLoadedBy(`await import(${JSON.stringify(entry.href)});`);
    expect(loaded).toContain(entry.href);
    expect(loaded.filter(ofLibrary)).toEqual([]);
  });

  it("is loaded when a comment comes", async () => {
    const loaded = await modulesLoadedBy(
      `const { redact } = await import(${JSON.stringify(entry.href)}); await redact("a comment");`,
    );
    expect(loaded.filter(ofLibrary).length).toBeGreaterThan(0);
  });
});
