/**
 * Python tools for tests, in virtual environments below `node_modules/.cache`: made once, kept until `npm ci`. Where they
 * cannot be had the tests that need them are skipped, so that everything else is tested offline as well.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const cache = fileURLToPath(new URL("../node_modules/.cache/", import.meta.url));

export interface PythonEnvironment {
  /** The folder of its programs: `python`, and those that its packages bring. */
  readonly bin: string;
}

/**
 * Several may ask for the same one at the same time: each makes its own, the first that is whole is everybody's.
 *
 * @param name for whoever looks into the cache
 * @param requirements what `pip install` is told, such as `awscli==1.44.0`
 * @returns undefined, with a notice why, where there is no Python 3 with `venv`, or its packages cannot be installed
 */
export async function pythonEnvironment(
  name: string,
  requirements: readonly string[],
): Promise<PythonEnvironment | undefined> {
  try {
    // Debian has packages of their own for both modules.
    const { stdout: version } = await run("python3", ["-c", "import sys, ensurepip, venv; print(sys.version)"]);
    const identity = createHash("sha256")
      .update(JSON.stringify([version, requirements]))
      .digest("hex")
      .slice(0, 12);
    const environment = join(cache, `python-${name}-${identity}`);
    if (!existsSync(environment)) await make(environment, requirements);
    return { bin: join(environment, "bin") };
  } catch (error) {
    console.warn(`There is no Python environment ${name}: ${lastWordsOf(error)}`);
    return undefined;
  }
}

/** Programs of an environment know the folder that it was made in, so that it stays there and is only linked to. */
async function make(environment: string, requirements: readonly string[]): Promise<void> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(`${environment}-`);
  try {
    // To bring pip along takes longer than all the rest.
    const isBare = requirements.length === 0;
    await run("python3", ["-m", "venv", ...(isBare ? ["--without-pip"] : []), folder]);
    if (!isBare) await install(folder, requirements);
    await symlink(basename(folder), environment);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

async function install(folder: string, requirements: readonly string[]): Promise<void> {
  const pip = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "--retries", "1"];
  await run(join(folder, "bin", "python"), [...pip, ...requirements]);
}

function lastWordsOf(error: unknown): string {
  const { stderr, message } = error as { readonly stderr?: string; readonly message: string };
  return stderr?.trim().split("\n").at(-1) || message;
}
