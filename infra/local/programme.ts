/** `npm run programme -- apply FILE`: applies a programme document to the running local cloud. */
import { readFile } from "node:fs/promises";
import { applyProgramme } from "./application.ts";
import { findLocalCloud } from "./whereabouts.ts";

async function main([verb, file, ...others]: readonly string[]): Promise<number> {
  if (verb !== "apply" || file === undefined || others.length > 0) {
    console.error("Usage: npm run programme -- apply FILE");
    return 2;
  }
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

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
