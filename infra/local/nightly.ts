/** `npm run nightly [-- --as-of DATE]`: runs a night on the running local cloud, to its end. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { campaignDate } from "#shared/programme/calendar.ts";
import { runCommand } from "./command.ts";
import type { Execution } from "./night.ts";
import { askControl, dataFolder, findLocalCloud } from "./whereabouts.ts";

const wishes = z.object({ "as-of": campaignDate.optional() });

async function runNight({ "as-of": asOf }: z.infer<typeof wishes>): Promise<number> {
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
    const datasets = join(dataFolder(), "s3", "buckets", "datasets", "objects");
    console.log(`  Its files are below ${datasets}, with the suffix .data; latest.json names the release that stands.`);
    return 0;
  }
  console.error(`  ${night.error ?? "no error"}: ${night.cause ?? "no cause"}`);
  console.error(`  More is in ${join(dataFolder(), "logs")}: night.log and the log of the function that failed.`);
  return 1;
}

await runCommand({
  usage: "npm run nightly [-- --as-of YYYY-MM-DD]",
  read: () => wishes.parse(parseArgs({ options: { "as-of": { type: "string" } } }).values),
  run: runNight,
});
