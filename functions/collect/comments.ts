/** What a child wrote, made safe to keep for review. Nothing of it is stored before this is done. */
import { redact } from "./redaction/redact.ts";

export interface RedactedComment {
  readonly question: string;
  readonly text: string;
}

/** Boxes that were left empty, or hold nothing but space, are left out. */
export async function redactAll(comments: Readonly<Record<string, string | undefined>>): Promise<RedactedComment[]> {
  const redacted: RedactedComment[] = [];
  for (const [question, words] of Object.entries(comments)) {
    if (words === undefined || words.trim() === "") continue;
    redacted.push({ question, text: await redact(words) });
  }
  return redacted;
}
