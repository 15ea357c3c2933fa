/** `npm run programme -- apply FILE`: applies a programme document to the running local cloud. */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import * as z from "zod";
import { applyProgramme } from "./application.ts";
import { runCommand } from "./command.ts";
import { findLocalCloud } from "./whereabouts.ts";

const wishes = z.tuple([z.literal("apply"), z.string()], "say apply and the document's file");

async function apply([, file]: z.infer<typeof wishes>): Promise<number> {
  let document: unknown;
  try {
    document = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    console.error(`${file}: ${(error as Error).message}`);
    return 1;
  }
  const { controlUrl } = await findLocalCloud();
  const { accepted, text } = await applyProgramme(controlUrl, document);
  (accepted ? console.log : console.error)(text);
  return accepted ? 0 : 1;
}

await runCommand({
  usage: "npm run programme -- apply FILE",
  read: () => wishes.parse(parseArgs({ allowPositionals: true }).positionals),
  run: apply,
});
