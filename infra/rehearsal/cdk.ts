/** The CDK's command line against an emulator: bootstrap, deploy, destroy, each told where, and nothing else. */
import { execFile } from "node:child_process";
import { appendFile, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as z from "zod";
import { ACCOUNT, refuseWaysOutOf } from "./endpoints.ts";

const run = promisify(execFile);
const repository = fileURLToPath(new URL("../..", import.meta.url));
const program = join(dirname(createRequire(import.meta.url).resolve("aws-cdk/package.json")), "bin", "cdk");
const MOST_TIME_IN_MILLISECONDS = 300_000;

/** A command of the CDK ended with an error. */
export class CdkFailed extends Error {
  override readonly name = "CdkFailed";
  readonly output: string;
  constructor(command: string, output: string) {
    super(`cdk ${command} failed:\n${output.trim().split("\n").slice(-20).join("\n")}`);
    this.output = output;
  }
}

export interface Cdk {
  bootstrap(): Promise<void>;
  /** Synthesizes and deploys every stack of the stage. */
  deploy(): Promise<Outputs>;
  /** By id in the app; no stack that depends on it goes with it. */
  destroy(stack: "Data" | "Pipeline"): Promise<void>;
}

const outputs = z.record(z.string(), z.record(z.string(), z.string()));
/** By name of the stack and by name of the output. */
export type Outputs = z.infer<typeof outputs>;

export interface CdkOptions {
  readonly stage: string;
  readonly region: string;
  /** Takes the assembly, the outputs and what the commands say. */
  readonly folder: string;
  /** As made by `environmentFor`. */
  readonly environment: Readonly<Record<string, string>>;
}

export function cdkOf({ stage, region, folder, environment }: CdkOptions): Cdk {
  const assembly = join(folder, "cdk.out");
  const outputsFile = join(folder, "outputs.json");

  async function cdk(command: string, ...options: readonly string[]): Promise<void> {
    // Before every command, because without an endpoint any of them would go to AWS.
    refuseWaysOutOf(environment);
    const ended = run(execPath, [program, command, ...options, "--no-notices", "--ci", "--no-color"], {
      cwd: repository,
      env: environment,
      timeout: MOST_TIME_IN_MILLISECONDS,
      maxBuffer: 64 * 1024 * 1024,
    });
    const { stdout, stderr, failed } = await ended.then(
      (output) => ({ ...output, failed: false }),
      ({ stdout, stderr }) => ({ stdout: String(stdout), stderr: String(stderr), failed: true }),
    );
    const output = `${stdout}\n${stderr}`;
    await appendFile(join(folder, "cdk.log"), `cdk ${command}\n${output}\n`);
    if (failed) throw new CdkFailed(command, output);
  }

  return {
    // Named whole and without an app: nothing has to be synthesized to know where.
    bootstrap: () => cdk("bootstrap", `aws://${ACCOUNT}/${region}`, "--app", ""),
    async deploy() {
      const target = ["--output", assembly, "--outputs-file", outputsFile];
      await cdk("deploy", "--all", "--context", `stage=${stage}`, ...target, "--require-approval", "never");
      return outputs.parse(JSON.parse(await readFile(outputsFile, "utf8")));
    },
    destroy: (stack) => cdk("destroy", stack, "--app", assembly, "--exclusively", "--force"),
  };
}
