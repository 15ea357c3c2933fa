/** Which resources have a counterpart on one machine, which mean nothing here, and that there is no third kind. */
import { UnsupportedResource } from "./refusal.ts";
import type { Resource, Templates } from "./template.ts";

/** Run by the local cloud. */
const mapped: ReadonlySet<string> = new Set([
  "AWS::ApiGatewayV2::Api",
  "AWS::ApiGatewayV2::Integration",
  "AWS::ApiGatewayV2::Route",
  "AWS::ApiGatewayV2::Stage",
  "AWS::DynamoDB::GlobalTable",
  "AWS::DynamoDB::Table",
  "AWS::Lambda::Function",
  "AWS::S3::Bucket",
  "AWS::Scheduler::Schedule",
  "AWS::StepFunctions::StateMachine",
]);

/** Who may, who watches, who is told, who asks: nothing to run where there is one user, no account and no bill. */
const meaningless: ReadonlySet<string> = new Set([
  "AWS::Athena::NamedQuery",
  "AWS::Athena::WorkGroup",
  "AWS::Budgets::Budget",
  "AWS::CDK::Metadata",
  "AWS::CloudWatch::Alarm",
  "AWS::CloudWatch::CompositeAlarm",
  "AWS::CloudWatch::Dashboard",
  "AWS::Glue::Database",
  "AWS::Glue::Table",
  "AWS::IAM::ManagedPolicy",
  "AWS::IAM::Policy",
  "AWS::IAM::Role",
  "AWS::KMS::Alias",
  "AWS::KMS::Key",
  "AWS::Lambda::EventInvokeConfig",
  "AWS::Lambda::Permission",
  "AWS::Logs::LogGroup",
  "AWS::Logs::MetricFilter",
  "AWS::Logs::QueryDefinition",
  "AWS::Logs::ResourcePolicy",
  "AWS::S3::BucketPolicy",
  "AWS::SNS::Subscription",
  "AWS::SNS::Topic",
  "AWS::SNS::TopicPolicy",
  "AWS::SQS::Queue",
  "AWS::SQS::QueuePolicy",
  "AWS::Scheduler::ScheduleGroup",
  "Custom::LogRetention",
]);

/** Guarantees that every resource either runs here or means nothing here. Throws `UnsupportedResource`. */
export function refuseUnmapped(templates: Templates): void {
  for (const resource of templates.resources) {
    if (meaningless.has(resource.type)) continue;
    if (!mapped.has(resource.type)) throw new UnsupportedResource(resource.logicalId, resource.type);
    if (resource.conditional) throw new UnsupportedResource(resource.logicalId, resource.type, "it has a condition");
  }
}

/** Refuses a property that is neither mapped nor one that changes nothing here. Answers the resolved properties. */
export function knownProperties(
  resource: Resource,
  names: { readonly mapped: readonly string[]; readonly meaningless: readonly string[] },
): Record<string, unknown> {
  const properties = resource.properties;
  for (const name of Object.keys(properties)) {
    if (!names.mapped.includes(name) && !names.meaningless.includes(name)) {
      throw new UnsupportedResource(resource.logicalId, resource.type, `its property ${name}`);
    }
  }
  return properties;
}
