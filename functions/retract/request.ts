/** What an engineer asks for: which release to take back, why, and what its readers have to know. */
import * as z from "zod";
import { releaseId, retractionReasons, revisionNote } from "#shared/release/retraction.ts";

export const retractionRequest = z.strictObject({ releaseId, because: z.enum(retractionReasons), note: revisionNote });
export type RetractionRequest = z.infer<typeof retractionRequest>;

/** Nothing was done. */
export interface Refused {
  readonly refused: "invalid-request" | "night-at-work" | "no-such-release";
  /** What is wrong, and what to do about it. */
  readonly detail: string;
}

const requestLooksLike =
  '{ "releaseId": "2017-04-01-0123456789ab", "because": "wrong" or "discloses", "note": "one paragraph of 20 to 1,000 characters for readers" }';

export function readRequest(payload: unknown): RetractionRequest | Refused {
  const parsed = retractionRequest.safeParse(payload);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "its root"}: ${message}`);
  return {
    refused: "invalid-request",
    detail: `nothing was retracted; the request is ${requestLooksLike}; wrong in it is ${[...new Set(problems)].join("; ")}`,
  };
}

export const nightAtWork: Refused = {
  refused: "night-at-work",
  detail:
    "nothing was retracted: a night holds the lease and may publish; wait until it has ended, or stop it and wait until its lease is over, three hours after it began at most",
};

export function noSuchRelease(releaseId: string): Refused {
  return {
    refused: "no-such-release",
    detail: `nothing was retracted: there is no release ${releaseId}; the folders below releases/ are named by those there are`,
  };
}
