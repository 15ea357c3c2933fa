/** `npm run nightly [-- --as-of DATE]`: runs a night on the running local cloud, to its end. */
import { parseArgs } from "node:util";
import type { Execution } from "./night.ts";
import { askControl, findLocalCloud } from "./whereabouts.ts";

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { "as-of": { type: "string" } } });
  const asOf = values["as-of"];
  const { controlUrl } = await findLocalCloud();
  const { status, body } = await askControl(controlUrl, "POST", "/nights", asOf === undefined ? {} : { asOf });
  if (status !== 200) {
    console.error((body as { readonly message?: string }).message ?? `The local cloud answered ${status}`);
    return 1;
  }
  const night = body as Execution;
  const seconds = (Date.parse(night.stoppedAt) - Date.parse(night.startedAt)) / 1000;
  console.log(`Night ${night.name}: ${night.status} after ${seconds.toFixed(1)} s`);
  if (night.status === "SUCCEEDED") {
    for (const [name, value] of Object.entries((night.output ?? {}) as Record<string, unknown>)) {
      if (typeof value !== "object") console.log(`  ${name}: ${value}`);
    }
    return 0;
  }
  console.error(`  ${night.error ?? "no error"}: ${night.cause ?? "see night.log"}`);
  return 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
