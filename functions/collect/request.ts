/** Reads what a front end sent, before anything is looked up: type, size, key, JSON. */
import { type HttpAnswer, type HttpRequest, refuse } from "#shared/runtime/http.ts";
import { idempotencyKeyOf, noIdempotencyKey } from "#shared/runtime/idempotency-key.ts";

export const LARGEST_BODY_IN_BYTES = 32 * 1024;

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

const notJson = refuse({
  status: 400,
  code: "malformed-json",
  title: "The body is not JSON",
  detail: "Send one JSON object in UTF-8. It broke off or holds something that JSON does not allow.",
});

const utf8 = new TextDecoder("utf-8", { fatal: true });

export function readSubmission(request: HttpRequest): Reading {
  const { headers, body } = request;
  if (!/^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(headers["content-type"] ?? ""))
    return refused(wrongType);
  if (body.byteLength > LARGEST_BODY_IN_BYTES) return refused(tooLarge);
  const idempotencyKey = idempotencyKeyOf(request);
  if (idempotencyKey === undefined) return refused(noIdempotencyKey);
  try {
    return { read: true, idempotencyKey, body: JSON.parse(utf8.decode(body)) };
  } catch {
    return refused(notJson);
  }
}
