/** The header `Idempotency-Key`: the name that a front end gives to a submission, and the only proof of having sent it. */
import { type HttpAnswer, type HttpRequest, refuse } from "./http.ts";

/** Versions 4 and 7 are random enough that a hash of the key cannot be walked back; others carry clocks or addresses. */
export const IDEMPOTENCY_KEY_PATTERN =
  "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[47][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$";

const idempotencyKeyPattern = new RegExp(IDEMPOTENCY_KEY_PATTERN);

/** The answer to a request whose key is missing or malformed. */
export const noIdempotencyKey: HttpAnswer = refuse({
  status: 400,
  code: "idempotency-key-missing-or-malformed",
  title: "An Idempotency-Key is needed",
  detail:
    "Set the header Idempotency-Key to a random UUID (version 4 or 7), made once for each submission and sent again with every retry and with its withdrawal.",
});

/** The key in lower case, or undefined where it is missing or malformed. */
export function idempotencyKeyOf({ headers }: Pick<HttpRequest, "headers">): string | undefined {
  const key = headers["idempotency-key"]?.trim() ?? "";
  return idempotencyKeyPattern.test(key) ? key.toLowerCase() : undefined;
}
