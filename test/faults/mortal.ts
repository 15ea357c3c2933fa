/**
 * Functions whose sandbox dies with a request to a store, as one that the operating system kills: nothing is caught and
 * nothing is told. How many do is up to the test.
 */
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { FunctionDefinition } from "../../infra/local/function-definition.ts";

/** Sandboxes die one after the other, each with its request of this number, counted from 1 in each. */
export type Deaths = readonly number[];

export interface Mortality {
  /** The function, so that its sandboxes can die. */
  mortal(definition: FunctionDefinition): FunctionDefinition;
  letDie(functionName: string, deaths: Deaths): void;
  /** How many sandboxes of the function have died. */
  died(functionName: string): number;
  forget(): Promise<void>;
}

const moduleOfAMortal = (folder: string, bundle: string, handler: string) => `
import { subscribe } from "node:diagnostics_channel";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { threadId } from "node:worker_threads";
const folder = ${JSON.stringify(folder)};
let requests = 0;
subscribe("http.client.request.start", () => {
  requests += 1;
  const deaths = JSON.parse(readFileSync(folder + "/deaths.json", "utf8"));
  const died = readdirSync(folder).filter((name) => name.endsWith(".died")).length;
  if (requests !== deaths[died]) return;
  writeFileSync(folder + "/" + threadId + ".died", "");
  process.exit(137);
});
export const { ${handler} } = await import(${JSON.stringify(bundle)});
`;

export function newMortality(): Mortality {
  const folder = mkdtempSync(join(tmpdir(), "bright-spots-mortality-"));
  const folderOf = (functionName: string) => join(folder, functionName);
  const letDie = (functionName: string, deaths: Deaths) =>
    writeFileSync(join(folderOf(functionName), "deaths.json"), JSON.stringify(deaths));
  return {
    mortal(definition) {
      const { functionName } = definition;
      const [file = "", handler = ""] = definition.handler.split(".");
      const around = folderOf(functionName);
      mkdirSync(around, { recursive: true });
      letDie(functionName, []);
      const bundle = pathToFileURL(join(definition.folder, `${file}.mjs`)).href;
      writeFileSync(join(around, "index.mjs"), moduleOfAMortal(around, bundle, handler));
      return { ...definition, folder: around, handler: `index.${handler}` };
    },
    letDie,
    died: (functionName) => readdirSync(folderOf(functionName)).filter((name) => name.endsWith(".died")).length,
    forget: () => rm(folder, { recursive: true, force: true }),
  };
}
