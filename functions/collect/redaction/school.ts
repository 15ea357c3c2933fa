/** Names of schools, colleges and nurseries. */
import { isDescribing, isPlaceShaped, nameLengthBefore, type PlainWord, plainWords } from "./proper-phrase.ts";
import type { Rule, Span } from "./rule.ts";

const kinds = new Set(
  "school academy college nursery primary secondary infants juniors university grammar sixth".split(" "),
);
const qualifiers = new Set(
  (
    "primary secondary high infant infants infant's junior juniors middle upper lower grammar prep preparatory comprehensive community " +
    "catholic rc ce c e of england church voluntary aided free special girls girls' boys boys' nursery technology sports arts science sixth form specialist"
  ).split(" "),
);

/** Words that stand before "academy", "primary school" and the like without naming one. */
const notNames = new Set(
  "high free football sports rugby boxing catholic church special junior senior boarding another in lunch".split(" "),
);

/** "St Mary's Primary School", "Oakfield Academy", "oakfield high school"; "my primary school" stays. */
export const school: Rule = { hides: "school", find: (text) => schoolsIn(plainWords(text)) };

function schoolsIn(words: readonly PlainWord[]): Span[] {
  const found: Span[] = [];
  for (const [position, kind] of words.entries()) {
    if (!kinds.has(kind.lower) && !isNamedHigh(words, position)) continue;
    const first = withoutQualifiers(words, position);
    const isQualified =
      first < position || (kind.lower !== "school" && kind.lower !== "sixth" && kind.lower !== "high");
    const length = nameLengthBefore(words, first, (word) => acceptsLower(word, isQualified));
    const opening = words[first - length];
    if (length === 0 || opening === undefined) continue;
    const isOpeningOnly = length === 1 && opening.opensSentence && !isPlaceShaped(opening.lower);
    if (isOpeningOnly && !isQualified && !kind.capitalised) continue;
    found.push({ start: opening.start, end: endOfKind(words, position) });
  }
  return found;
}

/** "Hillbrook High", "stonebridge high"; "feeling high" is something else. */
function isNamedHigh(words: readonly PlainWord[], position: number): boolean {
  const kind = words[position];
  return kind?.lower === "high" && (kind.capitalised || isPlaceShaped(words[position - 1]?.lower ?? ""));
}

function acceptsLower(word: PlainWord, isQualified: boolean): boolean {
  if (isPlaceShaped(word.lower)) return true;
  return isQualified && !notNames.has(word.lower) && /^\p{L}{4,}(?:'s)?$/u.test(word.lower) && !/ing$/.test(word.lower);
}

/** Walks back over "C of E", "Primary", "Catholic" and their like. */
function withoutQualifiers(words: readonly PlainWord[], position: number): number {
  let first = position;
  while (position - first < 6 && words[first]?.follows === true && qualifiers.has(words[first - 1]?.lower ?? ""))
    first -= 1;
  return first;
}

/** "Oakfield Primary" may go on with "Academy" or "School". */
function endOfKind(words: readonly PlainWord[], position: number): number {
  let last = position;
  while (
    last - position < 4 &&
    words[last + 1]?.follows === true &&
    (kinds.has(words[last + 1]?.lower ?? "") || qualifiers.has(words[last + 1]?.lower ?? ""))
  )
    last += 1;
  return words[last]?.end ?? 0;
}

/** "my school is called oakfield", "I go to Oakfield", "i went to st marks". */
export const schoolAfterCue: Rule = {
  hides: "school",
  find(text) {
    const words = plainWords(text);
    return words.flatMap((word, position) => {
      const cue = cueBefore(words, position);
      if (cue === null || isDescribing(word.lower)) return [];
      const isSaint = /^(?:st|saint)$/.test(word.lower) && words[position + 1]?.follows === true;
      if (!isSaint && !isPlaceShaped(word.lower) && cue !== "named") return [];
      return [{ start: word.start, end: endOfName(words, position, isSaint) }];
    });
  },
};

function cueBefore(words: readonly PlainWord[], position: number): "named" | "attended" | null {
  if (words[position]?.follows !== true) return null;
  const before = words
    .slice(Math.max(0, position - 3), position)
    .map(({ lower }) => lower)
    .join(" ");
  if (/(?:^| )(?:school|academy|college|nursery)(?:'s| is| was)? (?:called|named)$/.test(before)) return "named";
  if (/(?:^| )(?:(?:go|goes|going|went|been) to|attend|attends|attended|school is|school at)$/.test(before))
    return "attended";
  return null;
}

function endOfName(words: readonly PlainWord[], position: number, isSaint: boolean): number {
  let last = isSaint ? position + 1 : position;
  while (last - position < 4) {
    const next = words[last + 1];
    if (next?.follows !== true || !(next.capitalised || kinds.has(next.lower) || qualifiers.has(next.lower))) break;
    last += 1;
  }
  return words[last]?.end ?? 0;
}
