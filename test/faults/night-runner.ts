/**
 * Runs one night against stores that live elsewhere, until it is killed or done. Run by `night-killed-at-random.test.ts`,
 * which starts it again over what was left lying about, as the local cloud starts again after a crash. SYNTHETIC.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readAssembly } from "../../infra/local/assembly.ts";
import { functionDefinitions } from "../../infra/local/function-definition.ts";
import { startFunctions } from "../../infra/local/functions.ts";
import { LogFile } from "../../infra/local/log-file.ts";
import { machinesOf, nightsOf } from "../../infra/local/night.ts";
import { readTemplates } from "../../infra/local/template.ts";

const { values } = parseArgs({
  options: {
    assembly: { type: "string", default: "" },
    folder: { type: "string", default: "" },
    dynamodb: { type: "string", default: "" },
    s3: { type: "string", default: "" },
    "as-of": { type: "string" },
  },
});

/** The first state of a night that was killed fails at once, without its function: nobody needs to hear of it. */
let isClosing = true;

/** Tells whoever started this process of every state that is entered. */
class ToldLog extends LogFile {
  override writeLine(fields: Readonly<Record<string, unknown>>): void {
    super.writeLine(fields);
    if (fields.event !== "StateEntered" || (isClosing && fields.state !== "Abandon")) return;
    process.send?.({ entered: fields.state });
  }
}

const { stacks, assetFolders } = await readAssembly(values.assembly);
const templates = readTemplates(stacks);
const [machine] = machinesOf(templates);
if (machine === undefined) throw new Error("the template has a night");
const logFolder = join(values.folder, "logs");
const functions = await startFunctions({
  definitions: functionDefinitions(templates, assetFolders),
  endpoints: { dynamoDbUrl: values.dynamodb, s3Url: values.s3 },
  logFolder,
});
const log = new ToldLog(join(logFolder, "night.log"));
const nights = nightsOf({ machines: [machine], functions, log, folder: join(values.folder, "nights") });
await nights.failUnfinished();
isClosing = false;
process.send?.({ ended: await nights.run(machine.arn, { asOf: values["as-of"] }) });
await functions.stop();
await log.close();
process.disconnect?.();
