/**
 * A text as the language library reads it: words with their place, their parts of speech and what is known of them. The
 * library weighs some 300 KB, so it is loaded when the first comment comes and not before.
 */
import { isGivenName } from "./given-names.ts";
import { isOrdinary, isWordName } from "./ordinary-words.ts";
import { isShouting } from "./proper-phrase.ts";
import { placeholdersIn, type Span } from "./rule.ts";

export interface Word extends Span {
  /** Lower case, without a possessive ending. `end` excludes the ending as well. */
  readonly lower: string;
  readonly tags: ReadonlySet<string>;
  /** First in a sentence or a line: its capital says nothing. */
  readonly opensSentence: boolean;
  /** Has a capital, in a text whose capitals mean something. */
  readonly capitalised: boolean;
  /** A given name that is nothing else in English. */
  readonly isFirstName: boolean;
  /** A word of the language, of children's shorthand, or of the care system. */
  readonly isKnown: boolean;
  /** What stands between this word and the next, possessive ending included. */
  readonly gap: string;
}

export type ReadWords = (text: string) => readonly Word[];

const nameTags = new Set(["FirstName", "MaleName", "FemaleName", "LastName", "Person"]);

let reader: Promise<ReadWords> | undefined;

/** Loads the library on the first call. A failure to load is tried again with the next comment. */
export function loadReader(): Promise<ReadWords> {
  reader ??= prepareReader().catch((error: unknown) => {
    reader = undefined;
    throw error;
  });
  return reader;
}

async function prepareReader(): Promise<ReadWords> {
  const { default: language } = await import("compromise/two");
  const { lexicon } = (language.model() as { one: { lexicon: Lexicon } }).one;

  return (text) => {
    const shouting = isShouting(text);
    const read = shouting ? lowerCaseOf(text) : text;
    const terms = stretchesOf(read).flatMap((stretch) => located(language(stretch.text).docs, stretch));
    const capitalsMean = !shouting && !isTitleCase(terms.map(({ text }) => text));
    const hidden = placeholdersIn(text);
    return terms
      .filter(
        ({ text, start }) =>
          /\p{L}/u.test(text) && !/\d/.test(text) && !hidden.some((span) => start >= span.start && start < span.end),
      )
      .map(({ text: term, start, tags, opensSentence }, position, all): Word => {
        const stem = term.replace(/'s?$/i, "");
        const lower = stem.toLowerCase();
        const end = start + stem.length;
        return {
          start,
          end,
          lower,
          tags,
          opensSentence,
          capitalised: capitalsMean && /^\p{Lu}/u.test(stem),
          isFirstName: isFirstName(lower, lexicon),
          isKnown: isKnown(lower, lexicon),
          gap: text.slice(end, all[position + 1]?.start ?? text.length),
        };
      });
  };
}

/** Some 25,000 words with their parts of speech. A plain object: only what is its own counts. */
type Lexicon = Readonly<Record<string, string | readonly string[]>>;

function tagsOf(lower: string, lexicon: Lexicon): readonly string[] {
  return Object.hasOwn(lexicon, lower) ? [lexicon[lower] ?? []].flat() : [];
}

function isFirstName(lower: string, lexicon: Lexicon): boolean {
  if (isOrdinary(lower) || isWordName(lower)) return false;
  return isGivenName(lower) || tagsOf(lower, lexicon).some((tag) => /^(?:First|Male|Female)Name$/.test(tag));
}

function isKnown(lower: string, lexicon: Lexicon): boolean {
  if (isOrdinary(lower) || isOrdinary(lower.replace(/s$/, ""))) return true;
  const isWord = (word: string) => tagsOf(word, lexicon).some((tag) => !nameTags.has(tag));
  return isWord(lower) || isWord(lower.replace(/(?:'?s|es|in|d|ed|er|ly)$/, ""));
}

interface Term {
  readonly text: string;
  readonly start: number;
  readonly tags: ReadonlySet<string>;
  readonly opensSentence: boolean;
}

interface Stretch {
  readonly text: string;
  readonly start: number;
  readonly opensSentence: boolean;
}

/** The library's time grows with the square of a sentence's length, and a sentence may be as long as a comment. */
const STRETCH_LENGTH = 400;

/** Cuts a text after a sentence where there is one, else at a space, else anywhere. */
function stretchesOf(text: string): Stretch[] {
  const stretches: Stretch[] = [];
  let opensSentence = true;
  for (let start = 0; start < text.length; ) {
    const window = text.slice(start, start + STRETCH_LENGTH);
    const isLast = start + window.length === text.length;
    const afterSentence = Math.max(...["\n", ". ", "! ", "? "].map((mark) => window.lastIndexOf(mark) + mark.length));
    const endsSentence = afterSentence > 2;
    const length = isLast ? window.length : endsSentence ? afterSentence : window.lastIndexOf(" ") + 1 || window.length;
    stretches.push({ text: text.slice(start, start + length), start, opensSentence });
    start += length;
    opensSentence = endsSentence;
  }
  return stretches;
}

/** The library gives terms with the characters around them; their places follow by searching onwards. */
function located(sentences: readonly (readonly { text: string; tags?: Set<string> }[])[], stretch: Stretch): Term[] {
  const terms: Term[] = [];
  let reached = 0;
  for (const sentence of sentences) {
    for (const [position, term] of sentence.entries()) {
      const start = term.text === "" ? -1 : stretch.text.indexOf(term.text, reached);
      if (start < 0) continue;
      const opensText = position === 0 && (stretch.opensSentence || terms.length > 0);
      const opensSentence = opensText || stretch.text.slice(reached, start).includes("\n");
      terms.push({ text: term.text, start: stretch.start + start, tags: term.tags ?? new Set(), opensSentence });
      reached = start + term.text.length;
    }
  }
  return terms;
}

/** "I Love My Bedroom": capitals on most words say nothing of any. */
function isTitleCase(words: readonly string[]): boolean {
  const cased = words.filter((word) => /^\p{L}/u.test(word));
  return cased.length >= 5 && cased.filter((word) => /^\p{Lu}/u.test(word)).length > 0.6 * cased.length;
}

/** Lower case with every character at its old place. */
function lowerCaseOf(text: string): string {
  return text.replace(/\p{Lu}/gu, (letter) => {
    const lower = letter.toLowerCase();
    return lower.length === letter.length ? lower : letter;
  });
}
