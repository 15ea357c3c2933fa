/**
 * Names of people, from three kinds of evidence: words that introduce a name ("called", "Mrs", "my social worker"), the
 * names that the library knows, and capitals where nothing else explains them. Names found so reach out to the words that
 * are joined to them ("Tyler Smith", "kofi and ama").
 */
import { isModal, isMonth, isOrdinary, isWordName } from "./ordinary-words.ts";
import type { Span } from "./rule.ts";
import type { Word } from "./words.ts";

const set = (words: string) => new Set(words.split(" "));
const titles = set("mr mrs ms mx mister dr doctor rev pastor imam sheikh rabbi pc");
const namings = set("called named nicknamed");
const copulas = set("is was are were be");
const relations = set(
  "friend friends freind freinds frend mate mates bestie besties bff brother brothers bro sister sisters sis cousin cousins worker " +
    "workers sw carer carers mum mom mam mummy dad daddy stepmum stepdad stepbrother stepsister teacher ta adviser advisor pa iro boyfriend girlfriend bf " +
    "gf aunt aunty auntie uncle nan nanny nana gran grandma grandad granny therapist counsellor mentor tutor manager dog cat puppy " +
    "kitten hamster rabbit pony horse baby son daughter twin guardian officer neighbour ex partner nephew niece headteacher coach sibling siblings",
);
const determiners = set("my our the a an his her their your another one");
const grammar = [
  "Pronoun",
  "Determiner",
  "Preposition",
  "Conjunction",
  "QuestionWord",
  "Copula",
  "Modal",
  "Negative",
  "Auxiliary",
  "Value",
  "Date",
  "Emoji",
  "Expression",
];
const describing = ["Verb", "Adjective", "Adverb"];
const otherwiseProper = [
  "Place",
  "Organization",
  "Demonym",
  "Date",
  "Month",
  "WeekDay",
  "Holiday",
  "Acronym",
  "Currency",
  "Unit",
  "SportsTeam",
  "Url",
];

const hasAny = ({ tags }: Word, unwanted: readonly string[]) => unwanted.some((tag) => tags.has(tag));
const isAside = (gap: string) => /^[ ,:"'(-]{0,3}$/.test(gap);

/** Spans of names, possessive endings left outside. */
export function namesIn(words: readonly Word[]): Span[] {
  const named = new Set<number>();
  for (const position of words.keys()) {
    const introduced = introducedAt(words, position);
    if (introduced !== null) named.add(introduced);
    if (isNameByItself(words, position) || isIntroducedAfterwards(words, position)) named.add(position);
  }
  for (const position of words.keys()) if (named.has(position)) reachForward(words, position, named);
  for (const position of words.keys()) if (joinsOnto(words, position, named)) named.add(position);
  return spansOf(words, named);
}

/** Where the word at `position` introduces a name: the position of that name. */
function introducedAt(words: readonly Word[], position: number): number | null {
  const cue = words[position];
  if (cue === undefined) return null;
  const next = position + 1;
  if (titles.has(cue.lower) && /^\.? ?$/.test(cue.gap)) return isAfterTitle(words[next]) ? next : null;
  if (cue.lower === "miss" && cue.gap === " ") {
    const isTitle = cue.capitalised && words[next]?.capitalised === true && isAfterTitle(words[next]);
    return isTitle || isAfterRelation(words, next) ? next : null;
  }
  if (namings.has(cue.lower) && isAside(cue.gap)) return isAfterNaming(words[next]) ? next : null;
  if (cue.lower === "name" || cue.lower === "names" || cue.lower === "nickname")
    return introducedByName(words, position);
  if (relations.has(cue.lower)) return introducedByRelation(words, position);
  return null;
}

/** "my name is x", "her name's x", "name: x". */
function introducedByName(words: readonly Word[], position: number): number | null {
  const cue = words[position];
  const hasCopula = copulas.has(words[position + 1]?.lower ?? "");
  const isSaid = hasCopula || /^'s |^[ ]?[:=-]/.test(cue?.gap ?? "") || cue?.lower === "names";
  const next = position + (hasCopula ? 2 : 1);
  return isSaid && isAfterNaming(words[next]) ? next : null;
}

/** "my friend x", "my social worker, x", "my carer is x", "my friends are x and y". */
function introducedByRelation(words: readonly Word[], position: number): number | null {
  const cue = words[position];
  const next = position + 1;
  if (cue === undefined) return null;
  if (copulas.has(words[next]?.lower ?? "")) {
    const candidate = words[next + 1];
    const isLikely = candidate?.capitalised === true || candidate?.isFirstName === true || !usesCapitals(words);
    return isLikely && isAfterRelation(words, next + 1) ? next + 1 : null;
  }
  return /^(?: |, ?|: ?| ?\(| - )$/.test(cue.gap) && isAfterRelation(words, next) ? next : null;
}

/** "tobi is my friend". */
function isIntroducedAfterwards(words: readonly Word[], position: number): boolean {
  if (!copulas.has(words[position + 1]?.lower ?? "") || !determiners.has(words[position + 2]?.lower ?? ""))
    return false;
  const names = [3, 4, 5].some((ahead) => relations.has(words[position + ahead]?.lower ?? ""));
  return names && isAfterRelation(words, position);
}

/** A title makes a name of anything that could be one, "Mrs Green" as well. */
function isAfterTitle(word: Word | undefined): boolean {
  if (word === undefined) return false;
  return (
    word.isFirstName ||
    isWordName(word.lower) ||
    (!hasAny(word, grammar) && !isOrdinary(word.lower) && (word.capitalised || !word.tags.has("Verb")))
  );
}

/** "called x": a name unless it is an ordinary word, as in "called stupid" and "called the police". */
function isAfterNaming(word: Word | undefined): boolean {
  if (word === undefined) return false;
  if (word.isFirstName || isWordName(word.lower)) return true;
  if (word.capitalised && !isOrdinary(word.lower) && !hasAny(word, grammar)) return true;
  return !word.isKnown && !hasAny(word, [...grammar, "Adverb"]) && word.lower.length > 1;
}

/** After "my friend" may come a name, but more often a verb. */
function isAfterRelation(words: readonly Word[], position: number): boolean {
  const word = words[position];
  if (word === undefined) return false;
  if (word.isFirstName) return true;
  if (isWordName(word.lower))
    return word.capitalised || !isModal(word.lower) || copulas.has(words[position + 1]?.lower ?? "");
  if (word.capitalised) return !word.isKnown && !hasAny(word, otherwiseProper) && !/^I\b/i.test(word.lower);
  return isUnknownNoun(word);
}

function isUnknownNoun(word: Word): boolean {
  return (
    !word.isKnown &&
    word.lower.length > 2 &&
    word.tags.has("Noun") &&
    !word.tags.has("Plural") &&
    !hasAny(word, [...describing, ...otherwiseProper, ...grammar])
  );
}

function isNameByItself(words: readonly Word[], position: number): boolean {
  const word = words[position];
  if (word === undefined) return false;
  if (word.isFirstName) return true;
  if (!word.capitalised || isOrdinary(word.lower) || isMonth(word.lower) || word.lower.length < 2) return false;
  if (!word.opensSentence) {
    if (isWordName(word.lower)) return !hasAny(word, ["Modal", "Copula"]) || !isModal(word.lower);
    return !word.isKnown && !hasAny(word, otherwiseProper) && !hasAny(word, grammar);
  }
  const next = words[position + 1];
  const acts = next !== undefined && (next.tags.has("Verb") || next.lower === "and" || word.gap.startsWith("'s"));
  if (isWordName(word.lower)) return acts && copulas.has(next?.lower ?? "") && !isModal(word.lower);
  return acts && !word.isKnown && !hasAny(word, [...describing, ...otherwiseProper, ...grammar, "Plural"]);
}

/** Surnames, second halves of double names, and the rest of a list. */
function reachForward(words: readonly Word[], from: number, named: Set<number>): void {
  let position: number | null = from;
  while (position !== null) {
    position = reachedFrom(words, position);
    // A word that has been named already reaches on by itself.
    if (position === null || named.has(position)) return;
    named.add(position);
  }
}

function reachedFrom(words: readonly Word[], position: number): number | null {
  const word = words[position];
  const next = words[position + 1];
  if (word === undefined || next === undefined) return null;
  if (/^[ -]$/.test(word.gap) && isRestOfName(word, next)) return position + 1;
  if (/^ ?[,/&+] ?$/.test(word.gap) && isAfterRelation(words, position + 1)) return position + 1;
  return isJoining(words, position) && isAfterRelation(words, position + 2) ? position + 2 : null;
}

function isRestOfName(first: Word, next: Word): boolean {
  if (next.isFirstName || next.tags.has("LastName")) return !isOrdinary(next.lower);
  if (first.gap === "-") return next.lower.length > 1;
  if (next.capitalised) return !isOrdinary(next.lower) && !hasAny(next, grammar) && next.lower !== "i";
  return isUnknownNoun(next);
}

/** "and", "&", "n" or "or" between two words, perhaps after a comma. */
function isJoining(words: readonly Word[], position: number): boolean {
  return /^(?:and|n|an|nd|or)$/.test(words[position + 1]?.lower ?? "") && /^,? $/.test(words[position]?.gap ?? "");
}

/** "kofi and [a name]": the first of two is a name when the second is. */
function joinsOnto(words: readonly Word[], position: number, named: ReadonlySet<number>): boolean {
  const word = words[position];
  if (
    word === undefined ||
    named.has(position) ||
    !isUnknownNoun(word) ||
    (word.opensSentence && !word.capitalised && position > 0)
  )
    return false;
  return isJoining(words, position) && named.has(position + 2);
}

function usesCapitals(words: readonly Word[]): boolean {
  return words.some((word) => word.opensSentence && word.capitalised);
}

function spansOf(words: readonly Word[], named: ReadonlySet<number>): Span[] {
  const spans: Span[] = [];
  let open: { start: number; end: number } | null = null;
  for (const [position, word] of words.entries()) {
    if (!named.has(position)) {
      open = null;
    } else if (open !== null && /^[ -]$/.test(words[position - 1]?.gap ?? "")) {
      open.end = word.end;
    } else {
      open = { start: word.start, end: word.end };
      spans.push(open);
    }
  }
  return spans;
}
