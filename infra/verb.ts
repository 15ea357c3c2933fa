/** A Lambda function of the pipeline: runtime, bundle, logs, what is counted of them, and the alarm on its errors. */
import { type Duration, Stack } from "aws-cdk-lib";
import { Metric, Unit } from "aws-cdk-lib/aws-cloudwatch";
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
import { FilterPattern, LogGroup, MetricFilter, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { LogFields } from "#shared/runtime/logger.ts";
import { bundle, type VerbName } from "./bundle.ts";
import type { Panel } from "./dashboard.ts";
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

/**
 * What is counted of a function's log. CloudWatch reads the metric off lines that are written anyway: the function says
 * nothing more than before, and what a metric can hold is no more than the closed list of fields.
 */
export interface Measure {
  readonly name: string;
  /** Lines that have these values in these fields, or one of several. `*` in a text stands for any characters. */
  readonly of?: Partial<Readonly<Record<keyof LogFields | "level", string | number | readonly string[]>>>;
  /** The field whose number is taken. Default: each line counts one. */
  readonly taking?: "durationInMilliseconds" | "shown" | "withheld";
  /** Counted apart by this field. These alone: each has few values, all of them written in our code. */
  readonly apartBy?: "route" | "refusal" | "outcome";
}

/** One function, its log group and its role, which starts with nothing but writing to that log. */
export class Verb extends Construct {
  readonly function: LambdaFunction;
  /** That it failed at all. */
  readonly errors: Concern;
  /** Its calls, errors and times. */
  readonly panel: Panel;
  readonly #role: Role;
  readonly #log: LogGroup;

  constructor(scope: Construct, id: string, props: VerbProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, "Log", { retention: props.logRetentionInDays });
    this.#log = logGroup;
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
    this.panel = {
      title: `${props.verb}: calls, errors, slowest`,
      metrics: [
        this.function.metricInvocations({ statistic: "Sum" }),
        this.function.metricErrors({ statistic: "Sum" }),
        this.function.metricThrottles({ statistic: "Sum" }),
      ],
      beside: [this.function.metricDuration({ statistic: "Maximum" })],
    };
    this.errors = {
      name: `${props.verb}-errors`,
      failureMeans: props.failureMeans,
      metric: this.function.metricErrors({ statistic: "Sum" }),
      rings: "at once",
      seenOn: [this.panel],
    };
  }

  /** Has the measure taken. What comes back asks for it: in all, or of one value that it is counted apart by. */
  measure({ name, of = {}, taking, apartBy }: Measure): (value?: string) => Metric {
    const conditions = Object.entries(of).map(([field, value]) =>
      typeof value === "number"
        ? FilterPattern.numberValue(`$.${field}`, "=", value)
        : FilterPattern.any(...[value].flat().map((text) => FilterPattern.stringValue(`$.${field}`, "=", text))),
    );
    const unit = taking === "durationInMilliseconds" ? Unit.MILLISECONDS : Unit.COUNT;
    // A namespace for each stage: its metrics are not added up with another's.
    const metric = { namespace: Stack.of(this).stackName, metricName: name };
    new MetricFilter(this, name, {
      logGroup: this.#log,
      filterPattern: FilterPattern.all(
        ...conditions,
        ...(taking === undefined ? [] : [FilterPattern.numberValue(`$.${taking}`, ">=", 0)]),
        ...(apartBy === undefined ? [] : [FilterPattern.stringValue(`$.${apartBy}`, "=", "*")]),
      ),
      metricNamespace: metric.namespace,
      metricName: name,
      metricValue: taking === undefined ? "1" : `$.${taking}`,
      unit,
      ...(apartBy !== undefined && { dimensions: { [apartBy]: `$.${apartBy}` } }),
    });
    return (value) =>
      new Metric({
        ...metric,
        unit,
        statistic: taking === "durationInMilliseconds" ? "p99" : "Sum",
        ...(apartBy !== undefined && value !== undefined && { dimensionsMap: { [apartBy]: value } }),
      });
  }

  setVariable(name: string, value: string): void {
    this.function.addEnvironment(name, value);
  }

  allow(statement: PolicyStatement): void {
    this.#role.addToPolicy(statement);
  }
}
