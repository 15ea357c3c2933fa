/** The contract as OpenAPI 3.1, made from the very schemas that judge what arrives. */
import * as z from "zod";
import { campaignDate } from "#shared/programme/calendar.ts";
import { type HttpAnswer, type HttpRequest, problemType } from "#shared/runtime/http.ts";
import { IDEMPOTENCY_KEY_PATTERN } from "#shared/runtime/idempotency-key.ts";
import { questionnaires } from "#shared/survey/catalogue.ts";
import { renderedQuestionnaire } from "#shared/survey/rendering.ts";
import { entityTagOf, unlessKnown } from "./entity-tag.ts";
import { LARGEST_BODY_IN_BYTES } from "./request.ts";
import { submissionTo } from "./submission.ts";

const jsonSchema = (schema: z.ZodType) => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12" });
  return rest;
};

const window = z.strictObject({ opens: campaignDate, closes: campaignDate });

const survey = z.strictObject({
  authority: z.strictObject({ name: z.string() }),
  wave: z.string(),
  synthetic: z.boolean().describe("true: a rehearsal with invented answers; show it on the page"),
  window,
  languages: z.array(z.enum(["en", "cy"])),
  questionnaire: renderedQuestionnaire,
});

const receipt = z.strictObject({ receipt: z.string().describe("The same for every retry. Show it to whoever asks.") });

const withdrawal = z.strictObject({
  figures: z
    .literal("stay")
    .describe(
      "The survey's figures stay as they are, whether or not the submission is among those that were counted. A random number was added to each count, so that no figure tells what one submission said. Anonymous files of records, made once a wave is over, stay as they are too.",
    ),
});

const dependencies = z
  .strictObject({ programme: z.enum(["answers", "silent"]).describe("Where campaigns and links are kept") })
  .describe("What the front door asks. It may not read what it stores, so it cannot say how that fares.");

const health = z.strictObject({
  status: z.literal("ok"),
  version: z.string().describe("Of the code that answers"),
  dependencies,
});

const problem = z.object({
  type: z.string().describe(`A stable name such as ${problemType("closed")}`),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe("What to do"),
  window: window
    .optional()
    .describe("With 410: the survey's window. A survey that has been counted is closed, also inside it."),
  limitInBytes: z.int().optional().describe("With 413"),
  version: z.string().optional().describe("With the 503 of /v1/health"),
  dependencies: dependencies.optional(),
  problems: z
    .array(
      z.strictObject({
        pointer: z.string().describe("Where in the body (RFC 6901)"),
        code: z.enum([
          "unknown-field",
          "missing",
          "wrong-type",
          "unknown-option",
          "below-minimum",
          "above-maximum",
          "too-long",
          "invalid",
        ]),
        detail: z.string(),
      }),
    )
    .optional()
    .describe("With 422: everything that is wrong, at once; values are never quoted"),
});

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const refusal = (description: string, headers?: object) => ({
  description,
  ...(headers && { headers }),
  content: { "application/problem+json": { schema: reference("Problem") } },
});
const answer = (description: string, schema: string, headers?: object) => ({
  description,
  ...(headers && { headers }),
  content: { "application/json": { schema: reference(schema) } },
});

const link = {
  name: "link",
  in: "path",
  required: true,
  description: "The survey link: 14 letters and digits of Crockford's base 32; hyphens and case do not matter.",
  schema: { type: "string" },
};
const idempotencyKey = (description: string) => ({
  name: "Idempotency-Key",
  in: "header",
  required: true,
  description,
  schema: { type: "string", pattern: IDEMPOTENCY_KEY_PATTERN },
});
const ifNoneMatch = { name: "If-None-Match", in: "header", required: false, schema: { type: "string" } };
const etag = { ETag: { description: "Changes with the answer", schema: { type: "string" } } };
const retryAfter = { "Retry-After": { description: "Seconds to wait", schema: { type: "integer" } } };
const tryAgain =
  "Try again with the same key, after Retry-After or, where the gateway left it out, after 2 seconds, then 4, then 8 each time; nothing was lost and nothing is stored twice.";
const withdrawAgain =
  "Try again with the same key, after Retry-After or, where the gateway left it out, after 2 seconds, then 4, then 8 each time; until 204 or 200 is answered the submission may still be stored.";

const nameOf = ({ id, version }: (typeof questionnaires)[number]) => `Submission-${id}-v${version}`;

export function openApiDocument() {
  return {
    openapi: "3.1.0",
    info: {
      title: "Bright Spots collection",
      version: "1.0.0",
      summary: "Takes the answers of children in care and care leavers, anonymously, and takes them back.",
      description:
        "Show the questionnaire behind a link, then post each submission once, with an Idempotency-Key of its own. Every question may be skipped. What identifies a child is generalised on arrival and never stored.",
      license: { name: "Not licensed for reuse", identifier: "LicenseRef-none" },
    },
    servers: [{ url: "/", description: "The stage that served this document" }],
    security: [],
    tags: [
      { name: "surveys", description: "Show a survey, take its submissions and take them back" },
      { name: "service", description: "What the service says of itself" },
    ],
    paths: {
      "/v1/surveys/{link}": {
        get: {
          operationId: "showSurvey",
          tags: ["surveys"],
          summary: "The campaign behind a link and the questionnaire to render",
          parameters: [link, ifNoneMatch],
          responses: {
            "200": answer("The survey is open", "Survey", etag),
            "304": { description: "Nothing changed since the answer with this ETag", headers: etag },
            "404": refusal("No survey at this link"),
            "410": refusal("Outside the survey's window, which is given, or the survey has been counted"),
            "429": { description: tryAgain, headers: retryAfter },
            "503": refusal(tryAgain, retryAfter),
          },
        },
      },
      "/v1/surveys/{link}/submissions": {
        post: {
          operationId: "submit",
          tags: ["surveys"],
          summary: "Store one submission",
          parameters: [
            link,
            idempotencyKey(
              "A random UUID (version 4 or 7): one for each submission, the same for every retry of it and for its withdrawal.",
            ),
          ],
          requestBody: {
            required: true,
            description: `JSON in UTF-8, at most ${LARGEST_BODY_IN_BYTES} bytes`,
            content: { "application/json": { schema: reference("Submission") } },
          },
          responses: {
            "200": answer("A retry: the submission was stored before", "Receipt"),
            "201": answer("Stored", "Receipt"),
            "400": refusal("The JSON is malformed, or the Idempotency-Key is missing or malformed"),
            "404": refusal("No survey at this link"),
            "409": refusal(
              "The key belongs to a submission with other content, which is kept, or to one of which nothing is stored any more: it was withdrawn, or came while the survey was being counted",
            ),
            "410": refusal(
              "Outside the survey's window, which is given, or the survey has been counted. This request stored nothing. A retry is answered so too: if an earlier request with the same key was answered with 200 or 201, that submission stays stored; if none was answered, it may be stored all the same. Either can be withdrawn.",
            ),
            "413": refusal("Too large"),
            "415": refusal("Not JSON"),
            "422": refusal("Does not fit the questionnaire; every problem is listed"),
            "429": { description: tryAgain, headers: retryAfter },
            "503": refusal(tryAgain, retryAfter),
          },
        },
        delete: {
          operationId: "withdraw",
          tags: ["surveys"],
          summary: "Take one submission back",
          description:
            "At any time, for as long as the submission is kept, whether the survey is open, closed or counted. What is stored is gone at once. 204 or 200 says what that means for the figures: tell whoever asked. The key is the only proof: nobody without it can take a submission back. Withdraw only what has been answered.",
          parameters: [link, idempotencyKey("The key that the submission was sent with.")],
          responses: {
            "200": answer(
              "Withdrawn, now or before: nothing of its answers and comments is stored. The survey has been counted, or is being counted, and its figures stay as they are",
              "Withdrawal",
            ),
            "204": {
              description:
                "Withdrawn, now or before: nothing of its answers and comments is stored, and its answers are in no figure",
            },
            "400": refusal("The Idempotency-Key is missing or malformed"),
            "404": refusal("No survey at this link, or no submission under this key; the type says which"),
            "429": { description: withdrawAgain, headers: retryAfter },
            "503": refusal(withdrawAgain, retryAfter),
          },
        },
      },
      "/v1/openapi.json": {
        get: {
          operationId: "contract",
          tags: ["service"],
          summary: "This document",
          parameters: [ifNoneMatch],
          responses: {
            "200": {
              description: "OpenAPI 3.1",
              headers: etag,
              content: { "application/json": { schema: { type: "object" } } },
            },
            "304": { description: "Nothing changed since the answer with this ETag", headers: etag },
            "429": { description: tryAgain, headers: retryAfter },
            "503": refusal(tryAgain, retryAfter),
          },
        },
      },
      "/v1/health": {
        get: {
          operationId: "health",
          tags: ["service"],
          summary: "Whether surveys can be shown and answered now, and by which version",
          description:
            "For whoever watches the service. It is throttled like every other address, so ask once a minute.",
          responses: {
            "200": answer("They can", "Health"),
            "429": { description: tryAgain, headers: retryAfter },
            "503": refusal("They cannot: what does not answer is listed", retryAfter),
          },
        },
      },
    },
    components: {
      schemas: {
        Survey: jsonSchema(survey),
        Receipt: jsonSchema(receipt),
        Withdrawal: jsonSchema(withdrawal),
        Health: jsonSchema(health),
        Problem: jsonSchema(problem),
        Submission: { oneOf: questionnaires.map((questionnaire) => reference(nameOf(questionnaire))) },
        ...Object.fromEntries(
          questionnaires.map((questionnaire) => [nameOf(questionnaire), jsonSchema(submissionTo(questionnaire))]),
        ),
      },
    },
  };
}

let served: { readonly body: string; readonly etag: string } | undefined;

/** Made on first request: a function that only takes submissions never builds it. */
export function openApiAnswer(request: HttpRequest): HttpAnswer {
  if (served === undefined) {
    const body = JSON.stringify(openApiDocument());
    served = { body, etag: entityTagOf(body) };
  }
  return unlessKnown(request, served.body, served.etag);
}
