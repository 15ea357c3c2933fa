/** HTTPS in, one conditional write out. See collect.ts for the story and openapi.ts for the contract. */
import { londonDay } from "#shared/programme/calendar.ts";
import { environment, name, wholeDays } from "#shared/runtime/environment.ts";
import { httpFunction } from "#shared/runtime/http.ts";
import { logger } from "#shared/runtime/logger.ts";
import { dynamoDb, interactive } from "#shared/storage/clients.ts";
import { commentWriter } from "#shared/storage/comments.ts";
import { campaignFinder } from "#shared/storage/programme.ts";
import { responseWriter } from "#shared/storage/responses.ts";
import { collect } from "./collect.ts";
import { openApiAnswer } from "./openapi.ts";
import { showSurvey } from "./survey.ts";

const variables = environment({
  PROGRAMME_TABLE: name,
  RESPONSES_TABLE: name,
  COMMENTS_TABLE: name,
  RETENTION_DAYS: wholeDays,
  COMMENT_RETENTION_DAYS: wholeDays,
});

const client = dynamoDb(interactive);
const stores = {
  campaigns: campaignFinder(client, variables.PROGRAMME_TABLE),
  responses: responseWriter(client, variables.RESPONSES_TABLE),
  comments: commentWriter(client, variables.COMMENTS_TABLE),
};
const retention = { responsesInDays: variables.RETENTION_DAYS, commentsInDays: variables.COMMENT_RETENTION_DAYS };
const today = () => londonDay(new Date());

export const handler = httpFunction(
  {
    "GET /v1/surveys/{link}": (request) => showSurvey(request, today(), stores.campaigns),
    "POST /v1/surveys/{link}/submissions": (request) => collect(request, today(), retention, stores),
    "GET /v1/openapi.json": () => openApiAnswer(),
  },
  logger("collect"),
  Date.now,
);
