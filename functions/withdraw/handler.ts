/** HTTPS in, a response replaced unread, its comments deleted unread. See withdraw.ts for the story. */
import { environment, name, wholeDays } from "#shared/runtime/environment.ts";
import { httpFunction } from "#shared/runtime/http.ts";
import { logger } from "#shared/runtime/logger.ts";
import { dynamoDb, interactive } from "#shared/storage/clients.ts";
import { commentRemover } from "#shared/storage/comments.ts";
import { campaignFinder } from "#shared/storage/programme.ts";
import { responseWithdrawer } from "#shared/storage/responses.ts";
import { routesOf } from "./routes.ts";

const variables = environment({
  PROGRAMME_TABLE: name,
  RESPONSES_TABLE: name,
  COMMENTS_TABLE: name,
  RETENTION_DAYS: wholeDays,
});

const client = dynamoDb(interactive);
const stores = {
  campaigns: campaignFinder(client, variables.PROGRAMME_TABLE),
  responses: responseWithdrawer(client, variables.RESPONSES_TABLE),
  comments: commentRemover(client, variables.COMMENTS_TABLE),
};

export const handler = httpFunction(routesOf(stores, variables.RETENTION_DAYS), logger("withdraw"), Date.now);
