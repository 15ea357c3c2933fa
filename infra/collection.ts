/** The front door: one HTTP API, the function that shows surveys and takes submissions, and the alarms of both. */
import { Duration } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
  PayloadFormatVersion,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
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

export interface CollectionProps {
  readonly stage: Stage;
  readonly data: DataStack;
}

/** The HTTPS front door: hands out questionnaires, takes submissions, and can never read back what it has stored. */
export class Collection extends Construct {
  readonly collect: Verb;
  readonly api: HttpApi;
  readonly url: string;
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
    data.programme.grant(this.collect, "GetItem");
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
    const routes = [
      [HttpMethod.GET, "/v1/surveys/{link}"],
      [HttpMethod.POST, "/v1/surveys/{link}/submissions"],
      [HttpMethod.GET, "/v1/openapi.json"],
    ] as const;
    for (const [method, path] of routes) this.api.addRoutes({ path, methods: [method], integration });

    const httpStage = new HttpStage(this, "Stage", {
      httpApi: this.api,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: stage.throttle.requestsPerSecond, burstLimit: stage.throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, "AccessLog", { retention: stage.retentionInDays.logs }),
        ),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFormat)),
      },
    });
    this.url = httpStage.url;
    this.concerns = [
      this.collect.errors,
      {
        name: "collect-throttles",
        failureMeans:
          "More people are answering at once than collect may serve: some are being told to try again in a moment.",
        metric: this.collect.function.metricThrottles({ statistic: "Sum" }),
        rings: "at once",
      },
      {
        name: "collect-server-errors",
        failureMeans:
          "The front door answered with an error of ours: children and carers see the survey fail, and may not come back.",
        metric: this.api.metricServerError({ statistic: "Sum" }),
        rings: "at once",
      },
    ];
  }
}
