/**
 * `npm run restore -- --from RESTORED --to TABLE [--unless-withdrawn-in RESPONSES]`: brings back what a table has lost, from
 * the one that was restored beside it, by the credentials and the region of the environment. See the runbook, _A restored
 * table_: nights must be stopped first.
 */
import { parseArgs } from "node:util";
import * as z from "zod";
import { dynamoDb, nightly } from "#shared/storage/clients.ts";
import { bringBackMissing } from "#shared/storage/restored-items.ts";
import { runCommand } from "./command.ts";

const table = z.string("name a table").regex(/^[A-Za-z0-9_.-]{3,255}$/, "is no name of a table");

const wishes = z
  .object({ from: table, to: table, "unless-withdrawn-in": table.optional() })
  .refine(({ from, to }) => from !== to, { path: ["to"], message: "is the table that was restored; name its original" })
  .refine(({ to, "unless-withdrawn-in": responses }) => responses !== undefined || !/comment/i.test(to), {
    path: ["unless-withdrawn-in"],
    message: "name the table of responses: comments that were withdrawn must not come back",
  });

await runCommand({
  usage: "npm run restore -- --from RESTORED --to TABLE [--unless-withdrawn-in RESPONSES]",
  read() {
    const text = { type: "string" } as const;
    return wishes.parse(parseArgs({ options: { from: text, to: text, "unless-withdrawn-in": text } }).values);
  },
  async run({ from, to, "unless-withdrawn-in": unlessWithdrawnIn }) {
    const nowInSeconds = Math.floor(Date.now() / 1_000);
    const { broughtBack, wasThere, expired, mayBeWithdrawn } = await bringBackMissing(dynamoDb(nightly), {
      from,
      to,
      nowInSeconds,
      ...(unlessWithdrawnIn !== undefined && { unlessWithdrawnIn }),
    });
    console.log(
      `${broughtBack} items brought back, ${wasThere} were there and stay as they are, ${expired} have expired.`,
    );
    if (mayBeWithdrawn > 0)
      console.log(`${mayBeWithdrawn} stay gone: they belong to campaigns in which somebody has withdrawn.`);
    return 0;
  },
});
