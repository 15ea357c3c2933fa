/** A cloud assembly small enough to read. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is what CloudFormation's own expressions look like
/** A cloud assembly as the CDK writes it, small enough to read: handlers are given as the text of their module. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

export type Resources = Record<string, { Type: string; Properties?: Record<string, unknown>; Condition?: string }>;

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 3 }))));

/** A folder that is gone when the tests of the file have ended. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "local-cloud-"));
  folders.push(folder);
  return folder;
}

export const handlerKey = (logicalId: string) => `${logicalId.toLowerCase()}.zip`;

export function lambda(logicalId: string, properties: Record<string, unknown> = {}): Resources {
  return {
    [logicalId]: {
      Type: "AWS::Lambda::Function",
      Properties: {
        Code: { S3Bucket: { "Fn::Sub": "cdk-assets-${AWS::AccountId}" }, S3Key: handlerKey(logicalId) },
        Handler: "index.handler",
        Runtime: "nodejs24.x",
        Role: { "Fn::GetAtt": ["Role", "Arn"] },
        ...properties,
      },
    },
  };
}

export function table(logicalId: string, properties: Record<string, unknown> = {}): Resources {
  return {
    [logicalId]: {
      Type: "AWS::DynamoDB::Table",
      Properties: {
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        BillingMode: "PAY_PER_REQUEST",
        ...properties,
      },
    },
  };
}

export const bucket = (logicalId: string, properties: Record<string, unknown> = {}): Resources => ({
  [logicalId]: { Type: "AWS::S3::Bucket", Properties: properties },
});

/** An HTTP API whose routes all lead to one function. */
export function httpApi(
  routeKeys: readonly string[],
  functionId: string,
  details: { api?: object; stage?: object; integration?: object } = {},
): Resources {
  return {
    Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "small", ProtocolType: "HTTP", ...details.api } },
    Stage: {
      Type: "AWS::ApiGatewayV2::Stage",
      Properties: { ApiId: { Ref: "Api" }, StageName: "$default", AutoDeploy: true, ...details.stage },
    },
    Integration: {
      Type: "AWS::ApiGatewayV2::Integration",
      Properties: {
        ApiId: { Ref: "Api" },
        IntegrationType: "AWS_PROXY",
        IntegrationUri: { "Fn::GetAtt": [functionId, "Arn"] },
        PayloadFormatVersion: "2.0",
        ...details.integration,
      },
    },
    ...Object.fromEntries(
      routeKeys.map((RouteKey, position) => [
        `Route${position}`,
        {
          Type: "AWS::ApiGatewayV2::Route",
          Properties: {
            ApiId: { Ref: "Api" },
            RouteKey,
            AuthorizationType: "NONE",
            Target: { "Fn::Join": ["", ["integrations/", { Ref: "Integration" }]] },
          },
        },
      ]),
    ),
  };
}

/** Writes the assembly and answers its folder. Every handler's module goes with the function of the same logical id. */
export async function smallAssembly(resources: Resources, handlers: Record<string, string> = {}): Promise<string> {
  const folder = await emptyFolder();
  const files: Record<string, unknown> = {};
  for (const [logicalId, source] of Object.entries(handlers)) {
    await mkdir(join(folder, `asset.${logicalId}`));
    await writeFile(join(folder, `asset.${logicalId}`, "index.mjs"), source);
    files[logicalId] = {
      source: { path: `asset.${logicalId}`, packaging: "zip" },
      destinations: { "current_account-eu-west-2": { bucketName: "assets", objectKey: handlerKey(logicalId) } },
    };
  }
  const write = (name: string, value: unknown) => writeFile(join(folder, name), JSON.stringify(value));
  await write("Small.template.json", { Resources: { Role: { Type: "AWS::IAM::Role" }, ...resources } });
  await write("Small.assets.json", { files });
  await write("manifest.json", {
    artifacts: {
      "Small.assets": { type: "cdk:asset-manifest", properties: { file: "Small.assets.json" } },
      Small: { type: "aws:cloudformation:stack", properties: { templateFile: "Small.template.json" } },
    },
  });
  return folder;
}
