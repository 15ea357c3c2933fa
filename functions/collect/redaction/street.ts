/** Addresses: streets, with or without a house number, and named houses. */
import { isDescribing, isPlaceShaped, nameLengthBefore, type PlainWord, plainWords } from "./proper-phrase.ts";
import { matching, type Rule, type Span } from "./rule.ts";

/** Words that are hardly ever anything but the end of a street's name, once a name stands before them. */
const streets = new Set("road rd street avenue ave lane crescent cres terrace boulevard mews grove gardens".split(" "));
/** Words with other uses: only beside capitals, or after a house number where someone lives. */
const streetsOrElse = new Set(
  "st ln close drive dr way court place row square park walk rise green view parade gate mount meadow meadows croft wharf quay heights hill villas estate".split(
    " ",
  ),
);
const buildings = new Set("house lodge cottage manor villa farm hall court flats apartments".split(" "));

const notAfterNumber = /^(?:mins?|minutes?|hours?|hrs?|miles?|days?|weeks?|years?|times?|people|kids|of|in|am|pm)$/;
const lives = /(?:live|lives|living|lived|living|address|moved|stay|stays|staying|house|home)(?: \p{L}+){0,3}[ :,]*$/iu;
const whereabouts = /^(?:on|in|at|down|off|up|near|from|to|called)$/;

/** "12 Elm Road", "elm road" after a preposition, "Rose Cottage"; "down the road" and "a busy street" stay. */
export const street: Rule = {
  hides: "street",
  find(text) {
    const words = plainWords(text);
    return words.flatMap((word, position) => {
      const isStreet = streets.has(word.lower);
      if (!isStreet && !streetsOrElse.has(word.lower) && !buildings.has(word.lower)) return [];
      return [...(streetEndingAt(text, words, position, isStreet) ?? [])];
    });
  },
};

function streetEndingAt(text: string, words: readonly PlainWord[], position: number, isStreet: boolean): Span[] | null {
  const kind = words[position];
  if (kind === undefined) return null;
  const numbered = numberedNameLength(words, position);
  const number = words[position - numbered - 1];
  if (number !== undefined && numbered > 0) {
    const isHome = lives.test(text.slice(Math.max(0, number.start - 40), number.start));
    if (isStreet || isHome || (kind.capitalised && words[position - 1]?.capitalised))
      return [{ start: number.start, end: kind.end }];
  }
  const acceptsLower = (_: PlainWord, before: PlainWord | undefined) =>
    isStreet && before !== undefined && whereabouts.test(before.lower);
  const length = nameLengthBefore(
    words,
    position,
    (word, before) => isPlaceShaped(word.lower) || acceptsLower(word, before),
  );
  const opening = words[position - length];
  if (length === 0 || opening === undefined) return null;
  const isName = isStreet
    ? !(length === 1 && opening.opensSentence && !kind.capitalised)
    : kind.capitalised && opening.capitalised;
  return isName || livesIn(text, opening, words[position - 1]) ? [{ start: opening.start, end: kind.end }] : null;
}

/** Lower-case "rose cottage" and "elm close" count only directly after "live at" and its like. */
function livesIn(text: string, opening: PlainWord, nameWord: PlainWord | undefined): boolean {
  const before = text.slice(Math.max(0, opening.start - 20), opening.start);
  return (
    nameWord !== undefined &&
    !isDescribing(nameWord.lower) &&
    /(?:liv(?:e|es|ed|ing)|moved|staying) (?:at|in|on|to) $/i.test(before)
  );
}

/** How many words stand between a house number and the word at `position`; 0 where there is no house number. */
function numberedNameLength(words: readonly PlainWord[], position: number): number {
  for (let back = 1; back <= 3; back += 1) {
    const word = words[position - back];
    const number = words[position - back - 1];
    if (word === undefined || number === undefined || words[position - back + 1]?.follows !== true) return 0;
    if (isDescribing(word.lower) && word.lower !== "the" && !word.capitalised) return 0;
    if (word.opensSentence) return 0;
    if (notAfterNumber.test(word.lower) || /\d/.test(word.text)) return 0;
    if (/^\d{1,4}[a-z]?$/i.test(number.text)) return back;
  }
  return 0;
}

/** "flat 3b", "live at number 12": what remains of an address that names no street. */
export const dwelling: Rule = {
  hides: "street",
  find: matching(
    /(?<!\p{L})(?:(?:flat|apartment|apt) (?:number |no\.? )?\d{1,4}[a-z]?|(?<=liv(?:e|es|ed|ing) (?:at|in) |house is |house number is )(?:number |no\.? )?\d{1,4}[a-z]?)(?![\p{L}\p{N}])/giu,
  ),
};
