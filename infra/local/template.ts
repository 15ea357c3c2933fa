/**
 * CloudFormation templates with local values: every name and ARN that an expression stands for, across stacks.
 * Properties are resolved when they are read, so that an expression inside a resource that means nothing here
 * (a policy, a key) is never a reason to refuse.
 */
import { UnresolvableExpression } from "./refusal.ts";

export const region = "eu-west-2";
export const account = "000000000000";

interface RawResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly Condition?: string;
}

export interface RawTemplate {
  readonly Resources?: Record<string, RawResource>;
  readonly Parameters?: Record<string, { readonly Default?: unknown }>;
  readonly Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  readonly Outputs?: Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>;
}

export interface Stack {
  readonly name: string;
  readonly template: RawTemplate;
}

export interface Resource {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** The name that the resource has on this machine. */
  readonly name: string;
  /** What `Fn::GetAtt` answers for `Arn`. */
  readonly arn: string;
  readonly conditional: boolean;
  /** Resolved; throws `UnresolvableExpression` when one of them has no local value. */
  readonly properties: Record<string, unknown>;
}

export interface Templates {
  readonly resources: readonly Resource[];
  ofType(...types: string[]): Resource[];
}

const nameProperties: Record<string, string> = {
  "AWS::DynamoDB::Table": "TableName",
  "AWS::DynamoDB::GlobalTable": "TableName",
  "AWS::S3::Bucket": "BucketName",
  "AWS::Lambda::Function": "FunctionName",
  "AWS::StepFunctions::StateMachine": "StateMachineName",
};

/** `NightsBucket1A2B3C4D` -> `nights`: the hash tells stacks apart and the kind tells resources apart; neither is needed here. */
function readableName(logicalId: string): string {
  const withoutHash = logicalId.replace(/[0-9A-F]{8}$/, "");
  return (withoutHash === "" ? logicalId : withoutHash)
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .toLowerCase()
    .replace(/(?<=.)-(bucket|function|table)$/, "");
}

function arnOf(type: string, name: string): string {
  switch (type) {
    case "AWS::DynamoDB::Table":
    case "AWS::DynamoDB::GlobalTable":
      return `arn:aws:dynamodb:${region}:${account}:table/${name}`;
    case "AWS::S3::Bucket":
      return `arn:aws:s3:::${name}`;
    case "AWS::Lambda::Function":
      return `arn:aws:lambda:${region}:${account}:function:${name}`;
    case "AWS::StepFunctions::StateMachine":
      return `arn:aws:states:${region}:${account}:stateMachine:${name}`;
    default:
      return `arn:aws:${(type.split("::")[1] ?? "local").toLowerCase()}:${region}:${account}:${name}`;
  }
}

const referredToByArn = new Set(["AWS::StepFunctions::StateMachine", "AWS::SNS::Topic"]);
const absent = Symbol("AWS::NoValue");

export function readTemplates(stacks: readonly Stack[]): Templates {
  const exported = new Map<string, { stack: Stack; value: unknown }>();
  const byStack = new Map<string, Map<string, Resource>>();

  const pseudoParameters = (stack: Stack): Record<string, unknown> => ({
    "AWS::Region": region,
    "AWS::AccountId": account,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": stack.name,
    "AWS::StackId": `arn:aws:cloudformation:${region}:${account}:stack/${stack.name}/local`,
    "AWS::NoValue": absent,
  });

  function reference(name: string, stack: Stack): unknown {
    const pseudo = pseudoParameters(stack)[name];
    if (pseudo !== undefined) return pseudo;
    const parameter = stack.template.Parameters?.[name];
    if (parameter?.Default !== undefined) return parameter.Default;
    const resource = byStack.get(stack.name)?.get(name);
    if (resource === undefined) throw new UnresolvableExpression(stack.name, `Ref ${name}`);
    return referredToByArn.has(resource.type) ? resource.arn : resource.name;
  }

  function attribute(name: string, attributeName: string, stack: Stack): unknown {
    const resource = byStack.get(stack.name)?.get(name);
    if (resource === undefined || attributeName === "ApiEndpoint") {
      throw new UnresolvableExpression(stack.name, `Fn::GetAtt ${name}.${attributeName}`);
    }
    if (attributeName === "Arn") return resource.arn;
    return attributeName.endsWith("Arn") ? `${resource.arn}/${attributeName}` : resource.name;
  }

  function substitute(argument: unknown, stack: Stack): string {
    const [text, values] = Array.isArray(argument) ? argument : [argument, {}];
    return String(text).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, expression: string) => {
      if (literal !== "") return `\${${expression}}`;
      const given = (values as Record<string, unknown>)[expression];
      if (given !== undefined) return String(resolve(given, stack));
      const [name = "", ...attributes] = expression.split(".");
      return String(
        attributes.length === 0 ? reference(expression, stack) : attribute(name, attributes.join("."), stack),
      );
    });
  }

  function importValue(name: string, stack: Stack): unknown {
    const origin = exported.get(name);
    if (origin === undefined) throw new UnresolvableExpression(stack.name, `Fn::ImportValue ${name}`);
    return resolve(origin.value, origin.stack);
  }

  function list(value: unknown, stack: Stack): unknown[] {
    const resolved = resolve(value, stack);
    if (!Array.isArray(resolved)) throw new UnresolvableExpression(stack.name, "a list that is none");
    return resolved;
  }

  function call(name: string, argument: unknown, stack: Stack): unknown {
    switch (name) {
      case "Ref":
        return reference(String(argument), stack);
      case "Fn::GetAtt": {
        const [resource, ...attributes] = Array.isArray(argument) ? argument.map(String) : String(argument).split(".");
        return attribute(resource ?? "", attributes.join("."), stack);
      }
      case "Fn::Join": {
        const [separator, parts] = argument as [string, unknown];
        return list(parts, stack).map(String).join(separator);
      }
      case "Fn::Split": {
        const [separator, text] = argument as [string, unknown];
        return String(resolve(text, stack)).split(separator);
      }
      case "Fn::Select": {
        const [position, from] = argument as [unknown, unknown];
        const chosen = list(from, stack)[Number(resolve(position, stack))];
        if (chosen === undefined) throw new UnresolvableExpression(stack.name, "Fn::Select beyond the end of its list");
        return chosen;
      }
      case "Fn::Sub":
        return substitute(argument, stack);
      case "Fn::ImportValue":
        return importValue(String(resolve(argument, stack)), stack);
      case "Fn::FindInMap": {
        const [map, first, second] = list(argument, stack).map(String);
        const found = stack.template.Mappings?.[map ?? ""]?.[first ?? ""]?.[second ?? ""];
        if (found === undefined) throw new UnresolvableExpression(stack.name, `Fn::FindInMap ${map}`);
        return found;
      }
      default:
        throw new UnresolvableExpression(stack.name, name);
    }
  }

  function resolve(value: unknown, stack: Stack): unknown {
    if (typeof value === "string") {
      if (value.includes("{{resolve:")) throw new UnresolvableExpression(stack.name, "a dynamic reference");
      return value;
    }
    if (Array.isArray(value)) return value.map((part) => resolve(part, stack)).filter((part) => part !== absent);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const [only] = entries;
    if (entries.length === 1 && only !== undefined && (only[0] === "Ref" || only[0].startsWith("Fn::"))) {
      return call(only[0], only[1], stack);
    }
    return Object.fromEntries(
      entries.map(([key, part]) => [key, resolve(part, stack)] as const).filter(([, part]) => part !== absent),
    );
  }

  const resources: Resource[] = [];
  const names = new Map<string, string>();
  for (const stack of stacks) {
    const inStack = new Map<string, Resource>();
    byStack.set(stack.name, inStack);
    for (const [logicalId, raw] of Object.entries(stack.template.Resources ?? {})) {
      const given = raw.Properties?.[nameProperties[raw.Type] ?? ""];
      let name = typeof given === "string" ? given : readableName(logicalId);
      if (names.has(`${raw.Type} ${name}`)) name = `${stack.name}-${logicalId}`.toLowerCase();
      names.set(`${raw.Type} ${name}`, logicalId);
      const resource: Resource = {
        stackName: stack.name,
        logicalId,
        type: raw.Type,
        name,
        arn: arnOf(raw.Type, name),
        conditional: raw.Condition !== undefined,
        get properties() {
          return resolve(raw.Properties ?? {}, stack) as Record<string, unknown>;
        },
      };
      inStack.set(logicalId, resource);
      resources.push(resource);
    }
  }
  for (const stack of stacks) {
    for (const output of Object.values(stack.template.Outputs ?? {})) {
      if (output.Export !== undefined) {
        exported.set(String(resolve(output.Export.Name, stack)), { stack, value: output.Value });
      }
    }
  }
  return { resources, ofType: (...types) => resources.filter((resource) => types.includes(resource.type)) };
}
