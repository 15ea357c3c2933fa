/**
 * Names of places end in a word that says what they are: "Oakfield Academy", "Elm Road". This reads such a phrase
 * backwards from that word, in text that may or may not care for capitals.
 */
import type { Span } from "./rule.ts";

export interface PlainWord extends Span {
  readonly text: string;
  readonly lower: string;
  /** First in the text, in a line, or after a full stop: its capital says nothing. */
  readonly opensSentence: boolean;
  readonly capitalised: boolean;
  /** Only a space, or a full stop after an abbreviation such as "St.", stands between it and the word before. */
  readonly follows: boolean;
}

/** Words that describe a place but never name one. */
const describing = new Set(
  (
    "a an the my your his her our their its this that these those some any every each no another other same different one two three " +
    "i me we us you he she it they them who what where when why how which and or but so because cos if as than then that's it's " +
    "in on at to from of by for with about after before during into near down up across along off over under outside inside round around behind past through without between out " +
    "is are was were be been being am do does did done has have had having can could will would should may might must not never always just only also even still very really too much more most less back again now " +
    "go goes going went gone come comes coming came get gets getting got leave leaves leaving left start starts starting started finish finished like likes liked love loves loved hate hates hated miss missed missing skip change changed changing move moved moving make makes made need needs want wants enjoy enjoyed attend attends find help helps give say said see know think feel live lives living lived stay stays work works walk play visit visited called named " +
    "good bad best worst better great nice lovely horrible boring big bigger small little tiny long short new old older next last first second third fourth local nearest usual whole right wrong normal proper special main busy quiet noisy dark scary safe public private free open own current previous former mainstream main-stream whole-time full part time all both day night boarding summer sunday saturday after-school football dance drama art music swimming riding ballet driving medical law stage online home virtual english french maths science sport sports village city town country dead one-way car bike cycle bus tram train railway side back front cul cross foster care children's childrens kids boys girls residential nursing council doll dolls tree play post bouncy ice dream haunted sand dirt narrow steep bumpy muddy memory fast slow cycle middle other's opposite far away closed opening welcome rough friend's friends mum's mums dad's dads nan's nans brother's sister's carer's carers family uni sixth-form"
  ).split(" "),
);

/** Lower-case words that can hardly be anything but the name of a place. */
const placeShaped =
  /^(?=.{7})\p{L}+(?:field|fields|wood|ford|brook|dale|worth|bury|mead|croft|minster|bridge|leigh|shire|hurst|thorpe|combe)$/u;
const notPlaces = new Set([
  "battlefield",
  "minefield",
  "airfield",
  "outfield",
  "midfield",
  "infield",
  "hollywood",
  "notebook",
  "afford",
  "plywood",
  "driftwood",
  "yorkshire",
  "hogwarts",
]);

export const isPlaceShaped = (lower: string): boolean => placeShaped.test(lower) && !notPlaces.has(lower);
export const isDescribing = (lower: string): boolean => describing.has(lower);

export function plainWords(text: string): PlainWord[] {
  const shouting = isShouting(text);
  let previousEnd = 0;
  return Array.from(
    text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}']*(?:-[\p{L}\p{N}][\p{L}\p{N}\p{M}']*)*/gu),
    (match) => {
      const gap = text.slice(previousEnd, match.index);
      const before = text.slice(Math.max(0, previousEnd - 3), previousEnd).toLowerCase();
      const abbreviates = /^\. ?$/.test(gap) && /(?:^|[^\p{L}])(?:st|rd|mt)$/u.test(before);
      const isFirst = previousEnd === 0;
      previousEnd = match.index + match[0].length;
      return {
        text: match[0],
        lower: match[0].toLowerCase(),
        start: match.index,
        end: previousEnd,
        opensSentence: isFirst || (/[.!?\n]/.test(gap) && !abbreviates),
        capitalised: !shouting && /^\p{Lu}/u.test(match[0]),
        follows: !isFirst && (gap === " " || abbreviates),
      };
    },
  );
}

/** Whether capitals carry no meaning, because nearly every letter or every word has one. */
export function isShouting(text: string): boolean {
  const letters = text.match(/\p{Lu}|\p{Ll}/gu) ?? [];
  const upper = text.match(/\p{Lu}/gu) ?? [];
  return letters.length > 3 && upper.length > 0.6 * letters.length;
}

/**
 * How many words directly before `last` belong to a name: capitalised words that are not describing ones (a describing
 * word may stand inside, as in "Our Lady of Lourdes"), or a saint, or one lower-case word that `acceptsLower`.
 */
export function nameLengthBefore(
  words: readonly PlainWord[],
  last: number,
  acceptsLower: (word: PlainWord, before: PlainWord | undefined) => boolean,
): number {
  let length = 0;
  for (let back = 1; back <= 5; back += 1) {
    const word = words[last - back];
    if (word === undefined || words[last - back + 1]?.follows !== true) break;
    const isLinking = /^(?:of|the|and|our|lady|st|saint|all|king|queen|sir)$/.test(word.lower);
    if (word.capitalised && !isDescribing(word.lower)) length = back;
    else if (/^(?:st|saint)$/.test(word.lower) && back > 1) return back;
    else if (back === 1 && isSaintBefore(words, last - back)) length = back;
    else if (back === 1 && !isDescribing(word.lower) && acceptsLower(word, words[last - back - 1])) return back;
    else if (!(isLinking && length > 0)) break;
  }
  const isOurLady = words[last - length]?.lower === "lady" && words[last - length - 1]?.lower === "our";
  return isOurLady ? length + 1 : length;
}

function isSaintBefore(words: readonly PlainWord[], position: number): boolean {
  return words[position]?.follows === true && /^(?:st|saint)$/.test(words[position - 1]?.lower ?? "");
}
