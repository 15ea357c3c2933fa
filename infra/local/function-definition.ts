/** What the template says about its functions, and the environment that they have here. */
import { availableParallelism, devNull } from "node:os";
import { knownProperties } from "./mapping.ts";
import { UnsupportedResource } from "./refusal.ts";
import type { SandboxSettings } from "./sandbox.ts";
import { type Resource, region, type Templates } from "./template.ts";

export interface FunctionDefinition extends SandboxSettings {
  readonly timeoutInSeconds: number;
  /** How many events Lambda would run at once; one more is refused. */
  readonly concurrency: number;
  /** How many of them run at once here. The others take turns, as they would on so small a machine anyway. */
  readonly sandboxes: number;
  readonly environment: Readonly<Record<string, string>>;
}

const understood = {
  mapped: [
    "Code",
    "Environment",
    "FunctionName",
    "Handler",
    "MemorySize",
    "ReservedConcurrentExecutions",
    "Runtime",
    "Timeout",
  ],
  meaningless: [
    "Architectures",
    "DeadLetterConfig",
    "Description",
    "EphemeralStorage",
    "KmsKeyArn",
    "LoggingConfig",
    "RecursiveLoop",
    "Role",
    "RuntimeManagementConfig",
    "Tags",
    "TracingConfig",
  ],
};

/** More than the machine can run at once only slows each of them down: every sandbox warms up on its own. */
export const mostSandboxes = Math.max(2, Math.min(4, availableParallelism()));

/** An account's own limit, unless AWS was asked for more: what functions without a reservation may reach. */
const concurrencyOfAnAccount = 1_000;

function definitionOf(resource: Resource, assetFolders: ReadonlyMap<string, string>): FunctionDefinition {
  const refuse = (detail: string) => new UnsupportedResource(resource.logicalId, resource.type, detail);
  const properties = knownProperties(resource, understood);
  const runtime = `nodejs${process.versions.node.split(".")[0]}.x`;
  if (properties.Runtime !== runtime) throw refuse(`runtime ${properties.Runtime}, and this Node is ${runtime}`);
  const folder = assetFolders.get(String((properties.Code as Record<string, unknown> | undefined)?.S3Key));
  if (folder === undefined) throw refuse("its code is not a bundle of this assembly");
  const concurrency = Number(properties.ReservedConcurrentExecutions ?? concurrencyOfAnAccount);
  const variables = (properties.Environment as { Variables?: Record<string, unknown> } | undefined)?.Variables ?? {};
  return {
    folder,
    handler: String(properties.Handler),
    functionName: resource.name,
    functionArn: resource.arn,
    memoryInMegabytes: Number(properties.MemorySize ?? 128),
    timeoutInSeconds: Number(properties.Timeout ?? 3),
    concurrency,
    sandboxes: Math.min(mostSandboxes, concurrency),
    environment: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)])),
  };
}

/** Throws `UnsupportedResource` for a function that is not a bundle for this Node. */
export function functionDefinitions(
  templates: Templates,
  assetFolders: ReadonlyMap<string, string>,
): FunctionDefinition[] {
  return templates.ofType("AWS::Lambda::Function").map((resource) => definitionOf(resource, assetFolders));
}

export interface Endpoints {
  readonly dynamoDbUrl: string;
  readonly s3Url: string;
}

/**
 * The whole environment of a sandbox. Nothing of the host's gets in: no credentials, no profile, no endpoint. A service
 * that is not run here has an endpoint where nothing listens, so that its client fails instead of finding the real one.
 */
export function environmentOf(definition: FunctionDefinition, endpoints: Endpoints): Record<string, string> {
  return {
    ...definition.environment,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: "http://127.0.0.1:1",
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamoDbUrl,
    AWS_ENDPOINT_URL_S3: endpoints.s3Url,
    AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${process.versions.node.split(".")[0]}.x`,
    AWS_LAMBDA_FUNCTION_NAME: definition.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryInMegabytes),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: "local",
    LAMBDA_TASK_ROOT: definition.folder,
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    _HANDLER: definition.handler,
  };
}
