/**
 * The receipt of a submission: the same for every retry, stored nowhere, and not derivable from what is stored, because
 * the table keeps another hash of the same random key.
 */
import { createHash } from "node:crypto";
import { crockford } from "#shared/programme/link.ts";

/** Sixteen characters of Crockford's base 32 in groups of four. */
export function receiptFor(link: string, idempotencyKey: string): string {
  const digest = createHash("sha256").update(`receipt\n${link}\n${idempotencyKey}`).digest();
  return crockford(digest.subarray(0, 16)).replaceAll(/(.{4})(?=.)/g, "$1-");
}
