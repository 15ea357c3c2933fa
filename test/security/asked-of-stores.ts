/** What a function asks a store over HTTP, in the words in which IAM is asked whether it may. */
import type { Passed } from "../faults/proxy.ts";
import type { Request } from "../infra/access.ts";

/** The name of the function, which it carries as the application of its client: see `saysWhoItIs`. */
export function askerOf({ asked }: Pick<Passed, "asked">): string {
  const [, name] =
    /\bapp\/([a-z-]*[a-z])/.exec(`${asked["x-amz-user-agent"] ?? ""} ${asked["user-agent"] ?? ""}`) ?? [];
  if (name === undefined) throw new Error("a request that does not say which function it is of");
  return name;
}

/** What makes the clients of a function say whose they are. */
export const saysWhoItIs = (name: string) => ({ AWS_SDK_UA_APP_ID: name });

type Values = Readonly<Record<string, { readonly S?: string }>>;

interface DynamoDbBody {
  readonly TableName: string;
  readonly Key?: Values;
  readonly Item?: Values;
  readonly Select?: string;
  readonly ReturnValues?: string;
  readonly KeyConditionExpression?: string;
  readonly FilterExpression?: string;
  readonly ConditionExpression?: string;
  readonly ProjectionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Values;
}

/** What DynamoDB's expressions are made of beside names and placeholders, as far as our stores use them. */
const wordsOfExpressions: ReadonlySet<string> = new Set([
  "AND",
  "OR",
  "NOT",
  "SET",
  "REMOVE",
  "attribute_exists",
  "attribute_not_exists",
  "if_not_exists",
]);

/** Every attribute that the request writes, asks for or makes a condition of. */
function attributesIn(body: DynamoDbBody): string[] {
  const { ExpressionAttributeNames: names = {} } = body;
  const expressions = [
    body.KeyConditionExpression,
    body.FilterExpression,
    body.ConditionExpression,
    body.ProjectionExpression,
    body.UpdateExpression,
  ].join(" ");
  const inExpressions = (expressions.match(/(?<![:\w#])#?[A-Za-z_]\w*/g) ?? [])
    .filter((word) => !wordsOfExpressions.has(word))
    .map((word) => names[word] ?? word);
  return [...new Set([...Object.keys(body.Item ?? {}), ...Object.keys(body.Key ?? {}), ...inExpressions])];
}

function partitionIn({ Key: key, Item: item, ...query }: DynamoDbBody): string {
  const [, placeholder = ""] = /\bpk = (:\w+)/.exec(query.KeyConditionExpression ?? "") ?? [];
  const partition = (key ?? item)?.pk?.S ?? query.ExpressionAttributeValues?.[placeholder]?.S;
  if (partition === undefined) throw new Error("a request to DynamoDB about no partition that could be read off it");
  return partition;
}

/** @param resourceOf the table of this name, as the policies name it */
export function askedOfDynamoDb({ asked, body }: Passed, resourceOf: (table: string) => string): Request[] {
  const action = String(asked["x-amz-target"]).split(".")[1] ?? "";
  const told: DynamoDbBody = JSON.parse(body.toString());
  return [
    {
      action: `dynamodb:${action}`,
      resource: resourceOf(told.TableName),
      carries: {
        "dynamodb:LeadingKeys": [partitionIn(told)],
        "dynamodb:Attributes": attributesIn(told),
        "dynamodb:Select":
          told.Select ?? (told.ProjectionExpression === undefined ? "ALL_ATTRIBUTES" : "SPECIFIC_ATTRIBUTES"),
        ...(told.ReturnValues !== undefined && { "dynamodb:ReturnValues": told.ReturnValues }),
      },
    },
  ];
}

/** @param resourceOf the bucket of this name, as the policies name it */
export function askedOfS3(
  { method, path, asked, status }: Omit<Passed, "body">,
  resourceOf: (bucket: string) => string,
): Request[] {
  const { pathname, searchParams } = new URL(path ?? "", "http://s3");
  const named = (place: string) => {
    const [, bucket = "", key = ""] = /^\/?([^/]+)\/?(.*)$/s.exec(decodeURIComponent(place)) ?? [];
    return { bucket: resourceOf(bucket), key };
  };
  const { bucket, key } = named(pathname);
  const about = (action: string, resource: string, carries: Request["carries"] = {}): Request => ({
    action: `s3:${action}`,
    resource,
    carries: { "aws:SecureTransport": "true", ...carries },
  });
  const object = `${bucket}/${key}`;
  switch (key === "" ? `${method} bucket` : method) {
    case "GET bucket": {
      const action = searchParams.has("versions") ? "ListBucketVersions" : "ListBucket";
      return [about(action, bucket, { "s3:prefix": searchParams.get("prefix") ?? "" })];
    }
    case "GET":
    case "HEAD":
      // That there is nothing is told only to those who may list.
      return [about("GetObject", object), ...(status === 404 ? [about("ListBucket", bucket)] : [])];
    case "PUT": {
      const condition = asked["if-none-match"];
      const source = asked["x-amz-copy-source"];
      const from = typeof source === "string" ? named(source) : undefined;
      return [
        about("PutObject", object, condition === undefined ? {} : { "s3:if-none-match": condition }),
        ...(from === undefined ? [] : [about("GetObject", `${from.bucket}/${from.key}`)]),
        ...(from !== undefined && status === 404 ? [about("ListBucket", from.bucket)] : []),
      ];
    }
    case "DELETE":
      return [about("DeleteObject", object)];
    default:
      throw new Error(`a request to S3 that has no place here: ${method} of ${key === "" ? "a bucket" : "an object"}`);
  }
}
