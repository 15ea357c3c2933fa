/** The redaction of what children write in their own words, before anything is stored. */
import { longestCommentInCharacters } from "#shared/survey/rendering.ts";
import { birthday, date } from "./date.ts";
import { emailAddress, spelledEmailAddress } from "./email-address.ts";
import { handle, handleAfterCue } from "./handle.ts";
import { link } from "./link.ts";
import { longNumber, numberBetweenLetters, spelledNumber } from "./long-number.ts";
import { nationalInsuranceNumber } from "./national-insurance-number.ts";
import { nhsNumber } from "./nhs-number.ts";
import { normalise } from "./normalise.ts";
import { namesIn } from "./personal-name.ts";
import { phoneNumber, phoneNumberAfterCue } from "./phone-number.ts";
import { outwardPostcodeAfterCue, postcode } from "./postcode.ts";
import { apply, hide, type Rule } from "./rule.ts";
import { school, schoolAfterCue } from "./school.ts";
import { dwelling, street } from "./street.ts";
import { loadReader, type ReadWords } from "./words.ts";

/**
 * The order decides which placeholder a text gets: addresses that contain names and numbers first, numbers with a check or
 * a fixed shape before mere runs of digits, places named after people before people.
 */
const rules: readonly Rule[] = [
  emailAddress,
  spelledEmailAddress,
  link,
  handle,
  handleAfterCue,
  nhsNumber,
  nationalInsuranceNumber,
  numberBetweenLetters,
  phoneNumber,
  date,
  birthday,
  phoneNumberAfterCue,
  longNumber,
  spelledNumber,
  postcode,
  outwardPostcodeAfterCue,
  school,
  schoolAfterCue,
  street,
  dwelling,
];

/** Takes the place of a comment that cannot be judged. */
export const WITHHELD = "[comment withheld]";

/** What hiding uncovers settles in two or three rounds; a text that needs more was made to defeat the rules. */
const MAXIMUM_ROUNDS = 8;

/** A comment of emoji takes two code units a character. One Arabic sign unfolds to eighteen: 2,000 of it outgrow this. */
const LONGEST_UNFOLDED_IN_CODE_UNITS = 2 * longestCommentInCharacters;

/**
 * The text, normalised, with a placeholder such as `[phone number]` for whatever identifies someone. Redacting the result
 * again changes nothing. A text that does not settle, that unfolds beyond any comment's length, or that the language
 * library cannot read, is withheld whole. Names, schools and streets are found as far as rules can; a reviewer sees every
 * comment before anyone else does.
 */
export async function redact(text: string): Promise<string> {
  return redactWith(await loadReader(), text);
}

export function redactWith(read: ReadWords, text: string): string {
  // Only what grew: placeholders may make a redacted text long, and that text must stay as it is.
  const unfolded = normalise(text).length;
  if (unfolded > text.length && unfolded > LONGEST_UNFOLDED_IN_CODE_UNITS) return WITHHELD;

  let redacted = text;
  for (let round = 0; round < MAXIMUM_ROUNDS; round += 1) {
    const next = hideOnce(read, redacted);
    if (next === null) return WITHHELD;
    if (next === redacted) return redacted;
    redacted = next;
  }
  return WITHHELD;
}

function hideOnce(read: ReadWords, text: string): string | null {
  const hidden = rules.reduce((before, rule) => apply(rule, before), normalise(text));
  try {
    return hide(hidden, "name", namesIn(read(hidden)));
  } catch {
    // A library's message may quote the text, so nothing of the failure is passed on.
    return null;
  }
}
