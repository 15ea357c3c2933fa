/** The templates of a stage as AWS would get them, and readings of them that name things as people do. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CfnElement, Stack } from "aws-cdk-lib";
import type { IConstruct } from "constructs";
import { afterAll } from "vitest";
import { type BrightSpots, type BrightSpotsOptions, brightSpotsApp } from "../../infra/bright-spots.ts";
import type { VerbName } from "../../infra/bundle.ts";
import type { Verb } from "../../infra/verb.ts";

// biome-ignore lint/suspicious/noExplicitAny: a part of a template is whatever CloudFormation says it is.
type Json = any;

export interface Resource {
  readonly Type: string;
  readonly Properties: Json;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: string } }>>;
}

export interface Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principal: Json;
  readonly conditions: Json;
}

export interface Synthesized extends BrightSpots {
  readonly folder: string;
  readonly templates: { readonly data: Template; readonly pipeline: Template };
}

/** Synthesized into a temporary folder, without bundles unless asked for; the folder goes when the test file has run. */
export function synthesized(options: BrightSpotsOptions = {}): Synthesized {
  const folder = mkdtempSync(join(tmpdir(), "bright-spots-templates-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const built = brightSpotsApp({ bundle: false, validate: false, outdir: folder, ...options });
  built.app.synth();
  const template = (name: string): Template => JSON.parse(readFileSync(join(folder, `${name}.template.json`), "utf8"));
  return { ...built, folder, templates: { data: template("Data"), pipeline: template("Pipeline") } };
}

export function logicalIdOf(construct: IConstruct): string {
  const stack = Stack.of(construct);
  return stack.resolve(stack.getLogicalId(construct.node.defaultChild as CfnElement));
}

export function ofType(template: Template, type: string): [logicalId: string, resource: Resource][] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

/** The only resource of its type. */
export function the(template: Template, type: string): Resource {
  const [found, ...others] = ofType(template, type);
  if (found === undefined || others.length > 0) throw new Error(`expected exactly one ${type}`);
  return found[1];
}

export function verbsOf({ pipeline }: BrightSpots): Readonly<Record<VerbName, Verb>> {
  return {
    register: pipeline.registration.register,
    collect: pipeline.collection.collect,
    withdraw: pipeline.withdrawal.withdraw,
    retract: pipeline.retraction.retract,
    ...pipeline.nightly.verbs,
  };
}

export function functionOf(synth: Synthesized, verb: VerbName): Resource {
  const found = synth.templates.pipeline.Resources[logicalIdOf(verbsOf(synth)[verb].function)];
  if (found === undefined) throw new Error(`no function ${verb} in the template`);
  return found;
}

/** Every statement of every policy of the function's role. Throws on a managed policy, whose statements no template shows. */
export function statementsOf(synth: Synthesized, verb: VerbName): Statement[] {
  const { pipeline } = synth.templates;
  const role: string = functionOf(synth, verb).Properties.Role["Fn::GetAtt"][0];
  const { ManagedPolicyArns: managed = [], Policies: inline = [] } = pipeline.Resources[role]?.Properties ?? {};
  if (managed.length > 0) throw new Error(`the role of ${verb} has managed policies`);
  const attached = ["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"]
    .flatMap((type) => ofType(pipeline, type))
    .filter(([, { Properties }]) => (Properties.Roles ?? []).some((each: { Ref?: string }) => each.Ref === role))
    .map(([, { Properties }]) => Properties);
  return [...inline, ...attached].flatMap(({ PolicyDocument: document }) => readStatements(synth, document));
}

export function readStatements(synth: Synthesized, document: Json): Statement[] {
  return document.Statement.map((statement: Json) => ({
    effect: statement.Effect,
    actions: [statement.Action ?? []].flat(),
    resources: [statement.Resource ?? []].flat().map((resource: unknown) => readable(synth, resource)),
    principal: statement.Principal,
    conditions: statement.Condition ?? {},
  }));
}

/** The policy documents of a template: of roles, buckets, keys, queues and topics, each with whose it is. */
export function policyDocuments({ Resources: resources }: Template): { owner: string; document: Json }[] {
  return Object.entries(resources).flatMap(([owner, { Properties: properties }]) =>
    [
      properties?.PolicyDocument,
      properties?.KeyPolicy,
      ...(properties?.Policies ?? []).map((policy: Json) => policy.PolicyDocument),
    ]
      .filter((document) => document !== undefined)
      .map((document) => ({ owner, document })),
  );
}

/** A reference as `<logical id>`, an import as what is imported, a concatenation as one string. */
export function readable(synth: Synthesized, value: unknown): string {
  if (typeof value === "string") return value;
  const [name, argument] = Object.entries(value as Record<string, Json>)[0] ?? [];
  switch (name) {
    case "Ref":
      return `<${argument}>`;
    case "Fn::GetAtt":
      return `<${argument[0]}>`;
    case "Fn::Join":
      return argument[1].map((part: unknown) => readable(synth, part)).join("");
    case "Fn::ImportValue":
      return readable(
        synth,
        Object.values(synth.templates.data.Outputs ?? {}).find((output) => output.Export?.Name === argument)?.Value,
      );
    default:
      return JSON.stringify(value);
  }
}
