/**
 * Posts an invented wave to the running local cloud:
 *
 *     npm run simulate -- --wave 2017 --seed 7 [--opened-until 2026-12-31]
 *
 * The same wave and seed again sends the same posts again, which the service knows as retries.
 */
import { parseArgs } from "node:util";
import * as z from "zod";
import { campaignDate, londonDay } from "#shared/programme/calendar.ts";
import { runCommand } from "../../infra/local/command.ts";
import { askControl, findLocalCloud } from "../../infra/local/whereabouts.ts";
import { RegisterFailed } from "./register-wave.ts";
import { dayAfter } from "./synthetic/programme.ts";
import { syntheticWave, type WaveFigures, waves } from "./synthetic/waves.ts";
import { campaignTable } from "./table.ts";
import { runWave, SYNTHETIC_BANNER, say } from "./wave-run.ts";

const usage = `npm run simulate -- --wave ${syntheticWave.options.join("|")} [--seed NUMBER] [--opened-until YYYY-MM-DD]`;

const wishes = z.object({
  wave: syntheticWave,
  seed: z.coerce.number().int().min(0),
  "opened-until": campaignDate.optional(),
});

const failure = z.object({ errorType: z.string() });

function read() {
  const { values } = parseArgs({
    options: {
      wave: { type: "string", default: "2017" },
      seed: { type: "string", default: "7" },
      "opened-until": { type: "string" },
    },
  });
  return wishes.parse(values);
}

async function simulate({ wave, seed, "opened-until": until }: z.infer<typeof wishes>): Promise<number> {
  const { apiUrl, controlUrl } = await findLocalCloud();
  const figures: WaveFigures = waves[wave];
  const today = londonDay(new Date());
  say(SYNTHETIC_BANNER);
  const { posting } = await runWave({
    figures,
    seed,
    today,
    ...(until !== undefined && { until }),
    apiUrl,
    async register(document) {
      const { status, body } = await askControl(controlUrl, "POST", "/functions/register/invocations", document);
      if (status !== 200) throw new RegisterFailed(failure.safeParse(body).data?.errorType ?? `status ${status}`);
      return body;
    },
  });
  say();
  for (const line of campaignTable(posting.campaigns)) say(line);
  say();
  for (const surprise of posting.surprises) say(`NOT AS PROMISED: ${surprise}`);
  say(`Next: npm run nightly -- --as-of ${dayAfter(until ?? today)}`);
  return posting.surprises.length === 0 ? 0 : 1;
}

await runCommand({ usage, read, run: simulate });
