/** `npm start`: the local cloud stays up, with its state in `.local/` (DATA_DIR) and ports from 3000 on (PORT). */
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

/** The link of one campaign, to try. */
async function applyExample(cloud: LocalCloud): Promise<string | undefined> {
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/London" }).format(new Date());
  const { text, campaigns } = await applyProgramme(cloud.controlUrl, exampleProgramme(today));
  console.log(`\nExample programme:\n\n${text}`);
  return campaigns[0]?.link;
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
  const link = await applyExample(cloud);
  const path = link === undefined ? "/v1/openapi.json" : `/v1/surveys/${link}`;
  console.log(`\n  curl ${cloud.apiUrl.replace("127.0.0.1", "localhost")}${path}\n\nCtrl-C stops it.`);
}

try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
