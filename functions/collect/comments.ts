/** What a child wrote, made safe to keep for review. Nothing of it is stored before this is done. */
import { redact } from "./redaction/redact.ts";

export interface RedactedComment {
  readonly question: string;
  readonly text: string;
}

/** Boxes that were left empty, or hold nothing that can be seen, are left out. */
export async function redactAll(comments: Readonly<Record<string, string | undefined>>): Promise<RedactedComment[]> {
  const redacted: RedactedComment[] = [];
  for (const [question, words] of Object.entries(comments)) {
    // Nobody should wait for the language library because of an empty box.
    if (words === undefined || words.trim() === "") continue;
    const text = await redact(words);
    if (text.trim() !== "") redacted.push({ question, text });
  }
  return redacted;
}
