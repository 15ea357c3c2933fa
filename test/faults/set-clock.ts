/**
 * A clock that a test sets, for functions that run in sandboxes: each is started through a module that puts the clock under
 * it, and asks before every event what it says. It runs on from there at its usual speed.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { FunctionDefinition } from "../../infra/local/function-definition.ts";

export interface SetClock {
  /** From the next event of each function on. */
  set(instant: string): void;
  /** The function under this clock. */
  under(definition: FunctionDefinition): FunctionDefinition;
  forget(): Promise<void>;
}

/** How long a function has left is told by the clock of the machine, which is that of the one who ends it. */
const moduleUnder = (clockFile: string, bundle: string, handler: string) => `
import { readFileSync } from "node:fs";
const Machine = Date;
let ahead = 0;
globalThis.Date = class extends Machine {
  constructor(...given) {
    if (given.length === 0) super(Machine.now() + ahead);
    else super(...given);
  }
  static now() {
    return Machine.now() + ahead;
  }
};
const { ${handler}: real } = await import(${JSON.stringify(bundle)});
export function handler(event, context) {
  ahead = 0;
  const left = context.getRemainingTimeInMillis();
  const began = performance.now();
  ahead = Number(readFileSync(${JSON.stringify(clockFile)}, "utf8"));
  const getRemainingTimeInMillis = () => Math.max(0, left - (performance.now() - began));
  return real(event, { ...context, getRemainingTimeInMillis });
}
`;

export function newClock(): SetClock {
  const folder = mkdtempSync(join(tmpdir(), "bright-spots-clock-"));
  const clockFile = join(folder, "ahead");
  return {
    set: (instant) => writeFileSync(clockFile, String(Date.parse(instant) - Date.now())),
    under(definition) {
      const [file = "", handler = ""] = definition.handler.split(".");
      const around = join(folder, definition.functionName);
      mkdirSync(around, { recursive: true });
      const bundle = pathToFileURL(join(definition.folder, `${file}.mjs`)).href;
      writeFileSync(join(around, "index.mjs"), moduleUnder(clockFile, bundle, handler));
      return { ...definition, folder: around, handler: "index.handler" };
    },
    forget: () => rm(folder, { recursive: true, force: true }),
  };
}
