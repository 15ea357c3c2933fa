/** HTTPS in, one conditional write out. See collect.ts for the story and openapi.ts for the contract. */
import { randomBytes } from "node:crypto";
import { environment, name, wholeDays } from "#shared/runtime/environment.ts";
import { httpFunction } from "#shared/runtime/http.ts";
import { logger } from "#shared/runtime/logger.ts";
import { dynamoDb, interactive } from "#shared/storage/clients.ts";
import { commentWriter } from "#shared/storage/comments.ts";
import { campaignFinder } from "#shared/storage/programme.ts";
import { responseWriter } from "#shared/storage/responses.ts";
import packageManifest from "../../package.json" with { type: "json" };
import { routesOf } from "./routes.ts";

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

/** Enough that two requests with one key never draw alike, and few, since every response keeps them. */
const RANDOM_BYTES_OF_AN_ATTEMPT = 6;
const drawAttempt = () => randomBytes(RANDOM_BYTES_OF_AN_ATTEMPT).toString("base64url");

export const handler = httpFunction(
  routesOf(stores, retention, packageManifest.version, () => new Date(), drawAttempt),
  logger("collect"),
  Date.now,
);
