/** The address at which a submission is withdrawn: the one at which it was posted. The contract describes both. */
import type { Route } from "#shared/runtime/http.ts";
import { type WithdrawStores, withdraw } from "./withdraw.ts";

/** By route key. */
export function routesOf(stores: WithdrawStores, responsesKeptInDays: number) {
  return {
    "DELETE /v1/surveys/{link}/submissions": (request) => withdraw(request, responsesKeptInDays, stores),
  } satisfies Record<string, Route>;
}
