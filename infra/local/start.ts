/** `npm start`: the local cloud stays up, with its state in `.local/` (DATA_DIR) and ports from 3000 on (PORT). */
import { writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { londonDay } from "#shared/programme/calendar.ts";
import { applyProgramme } from "./application.ts";
import { exampleProgramme } from "./example-programme.ts";
import { type LocalCloud, startLocalCloud } from "./local-cloud.ts";
import { dataFolder } from "./whereabouts.ts";

// As in Lambda, whatever this machine's own zone is.
process.env.TZ = "UTC";

function basePort(): number {
  const chosen = process.env.PORT ?? "3000";
  const port = Number(chosen);
  if (!Number.isInteger(port) || port < 1 || port > 65_532) throw new RangeError(`PORT=${chosen} is not a port`);
  return port;
}

/** Prints the example's links and leaves them in a file for scripts: authority, questionnaire, link. */
async function applyExample({ controlUrl }: LocalCloud, folder: string): Promise<string> {
  const { text, campaigns } = await applyProgramme(controlUrl, exampleProgramme(londonDay(new Date())));
  console.log(`\nExample programme, SYNTHETIC:\n\n${text}`);
  const file = join(folder, "example-links.txt");
  // A refused example, such as one whose figures are out already, leaves the links that there are.
  if (campaigns.length > 0) {
    const lines = campaigns.map(({ authority, questionnaire, link }) => `${authority} ${questionnaire} ${link}\n`);
    await writeFile(file, lines.join(""));
  }
  return file;
}

function announce(cloud: LocalCloud, folder: string): void {
  const local = (url: string) => url.replace("127.0.0.1", "localhost");
  console.log(`Local cloud, state in ${folder}

  API       ${local(cloud.apiUrl)}
  S3        ${local(cloud.s3Url)}  (${cloud.bucketNames.join(", ")})
  DynamoDB  ${local(cloud.dynamoDbUrl)}  (${cloud.tableNames.join(", ")})
  control   ${local(cloud.controlUrl)}

Unlike in an account:`);
  for (const note of cloud.notes) console.log(`  ${note}`);
}

async function main(): Promise<void> {
  const port = basePort();
  const folder = dataFolder();
  console.log("Starting ...");
  const ports = { api: port, s3: port + 1, dynamoDb: port + 2, control: port + 3 };
  const cloud = await startLocalCloud({ dataDir: folder, ports });

  const stop = () => {
    console.log("\nStopping ...");
    void cloud.stop();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  void cloud.failure.then(async (error) => {
    console.error(`A store has failed: ${error.message}`);
    process.exitCode = 1;
    await cloud.stop();
  });

  announce(cloud, folder);
  const links = relative(process.cwd(), await applyExample(cloud, folder));
  console.log(`\nThe links are in ${links}. To try one:

  LINK=$(awk '/ylyc-11-17/ { print $3; exit }' ${links})
  curl "${cloud.apiUrl.replace("127.0.0.1", "localhost")}/v1/surveys/$LINK"

Ctrl-C stops it.`);
}

try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
