/** A Lambda function of the pipeline: runtime, bundle, logs, and the alarm on its errors. */
import type { Duration } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  ApplicationLogLevel,
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { bundle, type VerbName } from "./bundle.ts";
import type { Concern } from "./watch.ts";

export interface VerbProps {
  readonly verb: VerbName;
  /** One sentence: what it means for a person when this function fails. It becomes the alarm's description. */
  readonly failureMeans: string;
  readonly memoryInMegabytes: number;
  readonly timeout: Duration;
  readonly logRetentionInDays: RetentionDays;
  readonly reservedConcurrency?: number;
}

/** One function, its log group and its role, which starts with nothing but writing to that log. */
export class Verb extends Construct {
  readonly function: LambdaFunction;
  /** That it failed at all. */
  readonly errors: Concern;
  readonly #role: Role;

  constructor(scope: Construct, id: string, props: VerbProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, "Log", { retention: props.logRetentionInDays });
    // Not the managed policy for Lambda: that one may write to every log of the account.
    this.#role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    this.allow(
      new PolicyStatement({
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [logGroup.logGroupArn],
      }),
    );

    this.function = new LambdaFunction(this, "Function", {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: bundle(props.verb),
      handler: "index.handler",
      role: this.#role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // Start, end and report lines would be most of the bill for logs, and tell what the metrics tell.
      systemLogLevelV2: SystemLogLevel.WARN,
      memorySize: props.memoryInMegabytes,
      timeout: props.timeout,
      tracing: Tracing.ACTIVE,
      ...(props.reservedConcurrency !== undefined && { reservedConcurrentExecutions: props.reservedConcurrency }),
    });
    this.errors = {
      name: `${props.verb}-errors`,
      failureMeans: props.failureMeans,
      metric: this.function.metricErrors({ statistic: "Sum" }),
      rings: "at once",
    };
  }

  setVariable(name: string, value: string): void {
    this.function.addEnvironment(name, value);
  }

  allow(statement: PolicyStatement): void {
    this.#role.addToPolicy(statement);
  }
}
