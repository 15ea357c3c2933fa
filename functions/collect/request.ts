/** Reads what a front end sent, before anything is looked up: type, size, key, JSON. */
import { type HttpAnswer, type HttpRequest, refuse } from "#shared/runtime/http.ts";

export const LARGEST_BODY_IN_BYTES = 32 * 1024;

/** Versions 4 and 7 are random enough that a hash of the key cannot be walked back; others carry clocks or addresses. */
export const IDEMPOTENCY_KEY_PATTERN =
  "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[47][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$";

const idempotencyKeyPattern = new RegExp(IDEMPOTENCY_KEY_PATTERN);

export type Reading =
  | { readonly read: true; readonly idempotencyKey: string; readonly body: unknown }
  | { readonly read: false; readonly refusal: HttpAnswer };

const refused = (refusal: HttpAnswer): Reading => ({ read: false, refusal });

const wrongType = refuse({
  status: 415,
  code: "unsupported-media-type",
  title: "Send JSON",
  detail: "Set the header Content-Type: application/json and send the submission as JSON in UTF-8.",
});

const tooLarge = refuse({
  status: 413,
  code: "too-large",
  title: "The submission is too large",
  detail: `Send at most ${LARGEST_BODY_IN_BYTES} bytes.`,
  extension: { limitInBytes: LARGEST_BODY_IN_BYTES },
});

const noKey = refuse({
  status: 400,
  code: "idempotency-key-missing-or-malformed",
  title: "An Idempotency-Key is needed",
  detail:
    "Set the header Idempotency-Key to a random UUID (version 4 or 7), made once for each submission and sent again with every retry.",
});

const notJson = refuse({
  status: 400,
  code: "malformed-json",
  title: "The body is not JSON",
  detail: "Send one JSON object in UTF-8. It broke off or holds something that JSON does not allow.",
});

const utf8 = new TextDecoder("utf-8", { fatal: true });

export function readSubmission({ headers, body }: HttpRequest): Reading {
  if (!/^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(headers["content-type"] ?? ""))
    return refused(wrongType);
  if (body.byteLength > LARGEST_BODY_IN_BYTES) return refused(tooLarge);
  const idempotencyKey = headers["idempotency-key"]?.trim() ?? "";
  if (!idempotencyKeyPattern.test(idempotencyKey)) return refused(noKey);
  try {
    return { read: true, idempotencyKey: idempotencyKey.toLowerCase(), body: JSON.parse(utf8.decode(body)) };
  } catch {
    return refused(notJson);
  }
}
