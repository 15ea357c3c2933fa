/** The OpenAPI document as a judge of answers and of submissions. */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { openApiDocument } from "#functions/collect/openapi.ts";
import { campaignDate } from "#shared/programme/calendar.ts";
import type { QuestionnaireId } from "#shared/survey/questionnaire.ts";

interface Operation {
  readonly responses: Readonly<
    Record<
      string,
      { readonly content?: Readonly<Record<string, { readonly schema: object }>>; readonly headers?: object }
    >
  >;
}

export const contract = openApiDocument();

const schemasBySerial = new Map<string, ValidateFunction>();
const judge = new Ajv2020({ allErrors: true, formats: { date: (day: string) => campaignDate.safeParse(day).success } });

/** A schema of the document, references and all. */
function compiled(schema: object): ValidateFunction {
  const serial = JSON.stringify(schema);
  const known = schemasBySerial.get(serial);
  if (known !== undefined) return known;
  const standalone = { ...schema, $defs: contract.components.schemas };
  const validate = judge.compile(
    JSON.parse(JSON.stringify(standalone).replaceAll("#/components/schemas/", "#/$defs/")),
  );
  schemasBySerial.set(serial, validate);
  return validate;
}

export function operationOf(route: string): Operation {
  const [method = "", path = ""] = route.split(" ");
  const operations = (contract.paths as Readonly<Record<string, Readonly<Record<string, Operation>>>>)[path];
  const operation = operations?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`the document does not know ${route}`);
  return operation;
}

/** What the document says against this answer, or undefined where the two agree. */
export function disagreementWithContract(
  route: string,
  { status, headers, json }: { status: number; headers: Readonly<Record<string, string>>; json: unknown },
): string | undefined {
  const listed = operationOf(route).responses[String(status)];
  if (listed === undefined) return `${route} answered ${status}, which the document does not list`;
  for (const name of Object.keys(listed.headers ?? {}))
    if (headers[name.toLowerCase()] === undefined) return `${route} ${status} lacks the header ${name}`;
  const [[mediaType, content] = [undefined, undefined]] = Object.entries(listed.content ?? {});
  if (headers["content-type"] !== mediaType) return `${route} ${status} is sent as ${headers["content-type"]}`;
  if (content === undefined) return json === undefined ? undefined : `${route} ${status} has a body`;
  const validate = compiled(content.schema);
  return validate(json) ? undefined : `${route} ${status}: ${judge.errorsText(validate.errors)}`;
}

/** Whether the document takes this for a submission to version 1 of the questionnaire. */
export function contractAccepts(questionnaire: QuestionnaireId, submission: unknown): boolean {
  return compiled({ $ref: `#/components/schemas/Submission-${questionnaire}-v1` })(submission);
}

/** Whether the document takes this for a submission to any questionnaire. */
export function contractAcceptsSome(submission: unknown): boolean {
  return compiled({ $ref: "#/components/schemas/Submission" })(submission);
}
