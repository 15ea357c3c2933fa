/** Invoked by a coordinator's own IAM identity with the programme document as the event. See register.ts for the story. */
import { randomBytes } from "node:crypto";
import * as z from "zod";
import { LINK_LENGTH } from "#shared/programme/link.ts";
import { environment, name } from "#shared/runtime/environment.ts";
import { logger } from "#shared/runtime/logger.ts";
import { dynamoDb, nightly } from "#shared/storage/clients.ts";
import { programmeStore } from "#shared/storage/programme.ts";
import { type Registration, register } from "./register.ts";

const { PROGRAMME_TABLE, ALLOWED_ORIGINS } = environment({
  PROGRAMME_TABLE: name,
  ALLOWED_ORIGINS: z.string().transform((origins) => origins.split(",")),
});
const log = logger("register");
const dependencies = {
  programme: programmeStore(dynamoDb(nightly), PROGRAMME_TABLE),
  configuredOrigins: ALLOWED_ORIGINS,
  drawRandomBytes: () => randomBytes(LINK_LENGTH),
};

export const handler = async (document: unknown): Promise<Registration> => {
  const registration = await register(document, dependencies);
  if (registration.refused) {
    log.warn("programme document refused", { problems: registration.problems.map(({ code }) => code) });
  } else {
    log.info("programme document applied", { count: registration.campaigns.length });
  }
  return registration;
};
