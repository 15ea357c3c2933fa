/** The front door: one HTTP API, the function that shows surveys and takes submissions, and the alarms of both. */
import { Duration, Stack } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  type CfnRoute,
  type CfnStage,
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
  PayloadFormatVersion,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { MathExpression, Metric, Unit } from "aws-cdk-lib/aws-cloudwatch";
import { FilterPattern, LogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { type RefusalCode, refusalCodes } from "#shared/runtime/http.ts";
import type { Panel } from "./dashboard.ts";
import type { DataStack } from "./data-stack.ts";
import type { Stage } from "./stages.ts";
import { Verb } from "./verb.ts";
import type { Concern } from "./watch.ts";

/** All that is kept of a request. No address, user agent, path or query: the path holds the link, and the rest could say who. */
const accessLogFormat = {
  requestId: "$context.requestId",
  routeKey: "$context.routeKey",
  status: "$context.status",
  responseLatency: "$context.responseLatency",
};

const routes = [
  [HttpMethod.GET, "/v1/surveys/{link}"],
  [HttpMethod.POST, "/v1/surveys/{link}/submissions"],
  [HttpMethod.GET, "/v1/openapi.json"],
  [HttpMethod.GET, "/v1/health"],
] as const;

/** Refusals that no child can cause: the front end sends something else than the contract says. */
const faultsOfAFrontEnd = [
  "idempotency-key-missing-or-malformed",
  "invalid-submission",
  "malformed-json",
  "too-large",
  "unsupported-media-type",
] as const satisfies readonly RefusalCode[];

/** Fewer in an hour are somebody who tries the contract out. */
const REFUSALS_WORTH_WAKING_FOR = 10;
const CONFLICTS_WORTH_WAKING_FOR = 10;
/** Some ten times what an answer takes with a function that has just started: longer, and people press send again. */
const SLOW_IN_MILLISECONDS = 3_000;

export interface CollectionProps {
  readonly stage: Stage;
  readonly data: DataStack;
}

/** The HTTPS front door: hands out questionnaires, takes submissions, and can never read back what it has stored. */
export class Collection extends Construct {
  readonly collect: Verb;
  readonly api: HttpApi;
  readonly url: string;
  readonly #httpStage: CfnStage;
  readonly concerns: readonly Concern[];

  constructor(scope: Construct, id: string, { stage, data }: CollectionProps) {
    super(scope, id);
    this.collect = new Verb(this, "Collect", {
      verb: "collect",
      failureMeans:
        "A child or carer pressed send and was told to try again: what they said is not stored unless they did.",
      memoryInMegabytes: 1_024,
      timeout: Duration.seconds(10),
      logRetentionInDays: stage.retentionInDays.logs,
      reservedConcurrency: stage.reservedConcurrencyOfCollect,
    });
    this.collect.setVariable("RETENTION_DAYS", String(stage.retentionInDays.responses));
    this.collect.setVariable("COMMENT_RETENTION_DAYS", String(stage.retentionInDays.comments));
    data.programme.grantWithin(this.collect, { GetItem: ["link#*", "wave#*"] });
    data.responses.grant(this.collect, "PutItem");
    data.comments.grant(this.collect, "PutItem");

    this.api = new HttpApi(this, "Api", {
      apiName: `bright-spots-${stage.name}`,
      createDefaultStage: false,
      // Here and nowhere else: with this set the gateway answers preflights and ignores a function's own CORS headers.
      corsPreflight: {
        allowOrigins: [...stage.allowedOrigins],
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.DELETE],
        allowHeaders: ["content-type", "idempotency-key", "if-none-match"],
        exposeHeaders: ["retry-after", "etag"],
        maxAge: Duration.hours(1),
      },
    });
    const integration = new HttpLambdaIntegration("Collect", this.collect.function, {
      payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
    });
    const added = routes.flatMap(([method, path]) => this.api.addRoutes({ path, methods: [method], integration }));

    const accessLog = new LogGroup(this, "AccessLog", { retention: stage.retentionInDays.logs });
    const httpStage = new HttpStage(this, "Stage", {
      httpApi: this.api,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: stage.throttle.requestsPerSecond, burstLimit: stage.throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFormat)),
      },
    });
    this.#httpStage = httpStage.node.defaultChild as CfnStage;
    this.throttle(stage, added);
    this.url = httpStage.url;
    this.concerns = [...this.#concernsOfSubmissions(), ...this.#concernsOfTheGateway(accessLog), tablesThrottled(data)];
  }

  /** Gives those of the routes a throttle of their own that the stage has one for. */
  throttle({ throttleOfRoutes }: Pick<Stage, "throttleOfRoutes">, added: readonly HttpRoute[]): void {
    const limits = new Map(Object.entries(throttleOfRoutes));
    for (const route of added.map(({ node }) => node.defaultChild as CfnRoute)) {
      const limit = limits.get(route.routeKey);
      if (limit === undefined) continue;
      this.#httpStage.routeSettings = {
        ...this.#httpStage.routeSettings,
        [route.routeKey]: { ThrottlingRateLimit: limit.requestsPerSecond, ThrottlingBurstLimit: limit.burst },
      };
      // The gateway refuses settings of a route that is not there yet.
      this.#httpStage.addResourceDependency(route);
    }
  }

  #concernsOfSubmissions(): Concern[] {
    const stored = this.collect.measure({ name: "SubmissionsStored", of: { route: "POST *", status: 201 } });
    const repeated = this.collect.measure({ name: "SubmissionsRepeated", of: { route: "POST *", status: 200 } });
    const refused = this.collect.measure({
      name: "SubmissionsRefused",
      of: { route: "POST *" },
      apartBy: "refusal",
    });
    const broken = this.collect.measure({
      name: "ContractBroken",
      of: { route: "POST *", refusal: faultsOfAFrontEnd },
    });
    const submissions: Panel = {
      title: "Submissions stored, sent again, and not as the contract says",
      metrics: [stored(), repeated(), broken()],
    };
    const refusals: Panel = { title: "Submissions refused, by code", metrics: refusalCodes.map(refused) };
    const hourly = { period: Duration.hours(1) };
    return [
      this.collect.errors,
      {
        name: "collect-throttles",
        failureMeans:
          "More people are answering at once than collect may serve: some are being told to try again in a moment.",
        metric: this.collect.function.metricThrottles({ statistic: "Sum" }),
        rings: "at once",
        seenOn: [this.collect.panel],
      },
      {
        name: "submissions-refused",
        failureMeans:
          "A front end sends what the contract does not take: children press send, and what they said is refused and not stored.",
        metric: broken().with(hourly),
        rings: { reaching: REFUSALS_WORTH_WAKING_FOR, forPeriods: 1 },
        seenOn: [submissions, refusals],
      },
      {
        name: "submissions-in-conflict",
        failureMeans:
          "A front end uses one Idempotency-Key for different answers: the later child's are refused and only the earlier one's are kept.",
        metric: refused("idempotency-key-reused").with(hourly),
        rings: { reaching: CONFLICTS_WORTH_WAKING_FOR, forPeriods: 1 },
        seenOn: [refusals],
      },
    ];
  }

  #concernsOfTheGateway(accessLog: LogGroup): Concern[] {
    const turnedAway = turnedAwayIn(accessLog);
    const answers: Panel = {
      title: "Front door: requests, and those that failed",
      metrics: [
        this.api.metricCount({ statistic: "Sum" }),
        this.api.metricClientError({ statistic: "Sum" }),
        this.api.metricServerError({ statistic: "Sum" }),
        turnedAway,
      ],
    };
    const answerTime = this.collect.measure({
      name: "AnswerTime",
      taking: "durationInMilliseconds",
      apartBy: "route",
    });
    const times: Panel = {
      title: "Front door: time to answer, and of it that of each route",
      metrics: [
        this.api.metricLatency({ statistic: "p50", label: "half of all" }),
        this.api.metricLatency({ statistic: "p99", label: "99 of 100" }),
        ...routes.map(([method, path]) => answerTime(`${method} ${path}`)),
      ],
    };
    return [
      {
        name: "collect-server-errors",
        failureMeans:
          "The front door answered with an error of ours: children and carers see the survey fail, and may not come back.",
        metric: this.api.metricServerError({ statistic: "Sum" }),
        rings: "at once",
        seenOn: [answers],
      },
      {
        name: "front-door-throttled",
        failureMeans:
          "For a quarter of an hour people have been turned away at the front door because more come than it may admit: a class may be waiting, or somebody floods it.",
        metric: turnedAway,
        rings: { reaching: 1, forPeriods: 3 },
        seenOn: [answers],
      },
      {
        name: "front-door-slow",
        failureMeans:
          "For a quarter of an hour some children and carers have waited three seconds and more for an answer: they press send again, or give up.",
        metric: this.api.metricLatency({ statistic: "p99" }),
        rings: { reaching: SLOW_IN_MILLISECONDS, forPeriods: 3 },
        seenOn: [times],
      },
    ];
  }
}

/** Read off the access log, because the gateway counts them among all mistakes of clients. */
function turnedAwayIn(accessLog: LogGroup): Metric {
  const metric = { namespace: Stack.of(accessLog).stackName, metricName: "TurnedAway" };
  new MetricFilter(accessLog, metric.metricName, {
    logGroup: accessLog,
    filterPattern: FilterPattern.stringValue("$.status", "=", "429"),
    metricNamespace: metric.namespace,
    metricName: metric.metricName,
    metricValue: "1",
    unit: Unit.COUNT,
  });
  return new Metric({ ...metric, unit: Unit.COUNT, statistic: "Sum" });
}

/** Tables have no limit of ours, so that this is DynamoDB's own, or one partition that everybody writes to. */
function tablesThrottled({ responses, comments, programme }: DataStack): Concern {
  const usingMetrics = {
    responses: responses.table.metric("WriteThrottleEvents", { statistic: "Sum" }),
    comments: comments.table.metric("WriteThrottleEvents", { statistic: "Sum" }),
    programme: programme.table.metric("ReadThrottleEvents", { statistic: "Sum" }),
  };
  const names = Object.keys(usingMetrics) as (keyof typeof usingMetrics)[];
  return {
    name: "tables-throttled",
    failureMeans:
      "For a quarter of an hour DynamoDB has put off what the front door asks of it: children and carers wait, and some are told to try again.",
    metric: new MathExpression({
      expression: names.map((name) => `FILL(${name}, 0)`).join(" + "),
      usingMetrics,
      label: "requests to the tables that were put off",
    }),
    rings: { reaching: 1, forPeriods: 3 },
    seenOn: [{ title: "Tables: requests that were put off", metrics: Object.values(usingMetrics) }],
  };
}
