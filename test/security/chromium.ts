/**
 * A real browser for tests: the Chromium of this machine, in a process of its own. Where there is none the tests that need
 * it are skipped: `CHROMIUM` says where to look, otherwise where Debian's package puts it.
 */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const DEBIAN = "/usr/bin/chromium";

/**
 * The path of the program.
 * @returns undefined, with a notice, where there is none
 */
export function chromiumPath(): string | undefined {
  const path = process.env.CHROMIUM ?? DEBIAN;
  if (existsSync(path)) return path;
  console.warn(`There is no Chromium at ${path}.`);
  return undefined;
}

/**
 * Started, and cut off from everything but this machine: names lead only to where they are mapped.
 *
 * @param places where a host, or a host and port, is found; `localhost:5173` may be at `127.0.0.1:40001`
 */
export function startChromium(executablePath: string, places: Readonly<Record<string, string>>): Promise<Browser> {
  const rules = Object.entries(places).map(([name, place]) => `MAP ${name} ${place}`);
  return chromium.launch({
    executablePath,
    // Chromium refuses to be sandboxed when root runs it.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [`--host-resolver-rules=${[...rules, "MAP * ~NOTFOUND", "EXCLUDE 127.0.0.1"].join(", ")}`],
  });
}
