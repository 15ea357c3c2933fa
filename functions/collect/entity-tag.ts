/** Answers that a front end may keep: sent again only when they have changed (RFC 9110, section 13). */
import { createHash } from "node:crypto";
import type { HttpAnswer, HttpRequest } from "#shared/runtime/http.ts";

const CHARACTERS_OF_THE_HASH = 22;

/** The tag of these bytes, quotes included. */
export function entityTagOf(body: string): string {
  return `"${createHash("sha256").update(body).digest("base64url").slice(0, CHARACTERS_OF_THE_HASH)}"`;
}

/** 200 with the body, or 304 without it where `If-None-Match` names its tag. */
export function unlessKnown({ headers: asked }: HttpRequest, body: string, etag = entityTagOf(body)): HttpAnswer {
  const headers = { etag, "cache-control": "no-cache" };
  const known = (asked["if-none-match"] ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return known.includes(etag) || known.includes("*") ? { status: 304, headers } : { status: 200, headers, body };
}
