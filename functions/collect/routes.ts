/** The four routes of collect. openapi.ts describes them, and that of the withdrawal. */
import { londonDay } from "#shared/programme/calendar.ts";
import type { Route } from "#shared/runtime/http.ts";
import { type CollectStores, collect, type Retention } from "./collect.ts";
import { health } from "./health.ts";
import { openApiAnswer } from "./openapi.ts";
import { showSurvey } from "./survey.ts";

/**
 * By route key. `clock` is asked once a request: a window opens and closes while the function stays warm.
 *
 * @param drawAttempt a new random text for every submission
 */
export function routesOf(
  stores: CollectStores,
  retention: Retention,
  version: string,
  clock: () => Date,
  drawAttempt: () => string,
) {
  const today = () => londonDay(clock());
  return {
    "GET /v1/surveys/{link}": (request) => showSurvey(request, today(), stores.campaigns),
    "POST /v1/surveys/{link}/submissions": (request) =>
      collect(request, { today: today(), attempt: drawAttempt() }, retention, stores),
    "GET /v1/openapi.json": openApiAnswer,
    "GET /v1/health": () => health(version, stores.campaigns),
  } satisfies Record<string, Route>;
}
