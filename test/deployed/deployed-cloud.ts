/** What `cdk deploy` has made, used as its users do: over HTTP, and with the AWS SDK. */
import { setTimeout as wait } from "node:timers/promises";
import { CloudFormationClient, UpdateTerminationProtectionCommand } from "@aws-sdk/client-cloudformation";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import type { Outputs } from "../../infra/rehearsal/cdk.ts";
import { type Endpoint, INVENTED, isLoopback } from "../../infra/rehearsal/endpoints.ts";
import { openFrontDoor } from "./front-door.ts";
import type { RehearsedCloud } from "./rehearsed-wave.ts";

/** `cdk deploy` gave no such output. */
export class OutputMissing extends Error {
  override readonly name = "OutputMissing";
  readonly output: string;
  constructor(output: string) {
    super(`the deployed stacks have no output ${output}`);
    this.output = output;
  }
}

/** A deployed function or the state machine answered with an error. */
export class DeployedFailed extends Error {
  override readonly name = "DeployedFailed";
  readonly what: string;
  constructor(what: string, ending: readonly (string | undefined)[]) {
    super(`${what}: ${ending.filter((part) => part !== undefined).join(" ")}`);
    this.what = what;
  }
}

const NIGHT_TAKES_AT_MOST_IN_MILLISECONDS = 300_000;
const ASKED_EVERY_IN_MILLISECONDS = 250;

export interface DeployedCloud extends RehearsedCloud {
  /** Lets the stack be deleted: what a person would have to do first. */
  liftTerminationProtection(stackName: string): Promise<void>;
  close(): Promise<void>;
}

export interface DeployedCloudOptions {
  readonly endpoint: Endpoint;
  readonly region: string;
  readonly outputs: Outputs;
}

export async function deployedCloud({ endpoint, region, outputs }: DeployedCloudOptions): Promise<DeployedCloud> {
  if (!isLoopback(endpoint)) throw new RangeError("a rehearsal talks to this machine only");
  const all = Object.assign({}, ...Object.values(outputs)) as Readonly<Record<string, string>>;
  function output(name: string): string {
    const value = all[name];
    if (value === undefined) throw new OutputMissing(name);
    return value;
  }

  const credentials = { accessKeyId: INVENTED, secretAccessKey: INVENTED };
  const settings = { endpoint, region, credentials };
  const functions = new LambdaClient(settings);
  const stateMachines = new SFNClient(settings);
  const stacks = new CloudFormationClient(settings);
  // The address that the stack gives is AWS's own, and must not be asked: only the API's id is taken from it.
  const [apiId = ""] = new URL(output("SurveyUrl")).hostname.split(".");
  const door = await openFrontDoor(endpoint, `${apiId}.execute-api.${new URL(endpoint).host}`);

  return {
    apiUrl: door.url,
    dynamoDbUrl: endpoint,
    s3Url: endpoint,
    tableNames: Object.entries(all).flatMap(([name, value]) => (/^ExportsOutputRef.*Table/.test(name) ? [value] : [])),
    bucketNames: [output("DatasetsBucket"), output("MicrodataBucket")],

    async register(document) {
      const { FunctionError: error, Payload: payload } = await functions.send(
        new InvokeCommand({ FunctionName: output("RegisterFunction"), Payload: JSON.stringify(document) }),
      );
      const answer: unknown = JSON.parse(new TextDecoder().decode(payload));
      if (error !== undefined) throw new DeployedFailed("the deployed register function failed", [error]);
      return answer;
    },

    async runNight(asOf) {
      const { executionArn } = await stateMachines.send(
        new StartExecutionCommand({ stateMachineArn: output("NightStateMachine"), input: JSON.stringify({ asOf }) }),
      );
      const deadline = AbortSignal.timeout(NIGHT_TAKES_AT_MOST_IN_MILLISECONDS);
      while (!deadline.aborted) {
        const { status, error, cause } = await stateMachines.send(new DescribeExecutionCommand({ executionArn }));
        if (status === "SUCCEEDED") return;
        if (status !== "RUNNING") throw new DeployedFailed("the deployed night ended", [status, error, cause]);
        await wait(ASKED_EVERY_IN_MILLISECONDS);
      }
      throw new DeployedFailed("the deployed night", ["did not end within five minutes"]);
    },

    async liftTerminationProtection(stackName) {
      await stacks.send(
        new UpdateTerminationProtectionCommand({ StackName: stackName, EnableTerminationProtection: false }),
      );
    },

    async close() {
      await door.close();
      for (const client of [functions, stateMachines, stacks]) client.destroy();
    },
  };
}
