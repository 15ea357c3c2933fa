/** How a command line ends: 0 when all is well, 1 when something is not, 2 when it was not understood. */
import { ZodError } from "zod";

export interface Command<Wishes> {
  readonly usage: string;
  /** Reads the arguments. */
  readonly read: () => Wishes;
  /** Gives the exit code. */
  readonly run: (wishes: Wishes) => Promise<number>;
}

function complaint(error: unknown): string {
  if (error instanceof ZodError) {
    return error.issues
      .map(({ path: [option], message }) => (typeof option === "string" ? `--${option}: ${message}` : message))
      .join("\n");
  }
  return error instanceof Error ? error.message : String(error);
}

export async function runCommand<Wishes>({ usage, read, run }: Command<Wishes>): Promise<void> {
  let wishes: Wishes;
  try {
    wishes = read();
  } catch (error) {
    process.stderr.write(`${complaint(error)}\n\n${usage}\n`);
    process.exitCode = 2;
    return;
  }
  try {
    process.exitCode = await run(wishes);
  } catch (error) {
    process.stderr.write(`${complaint(error)}\n`);
    process.exitCode = 1;
  }
}
