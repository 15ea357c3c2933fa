/** What a rule is: it finds the places of one kind of identifying text, and a placeholder takes their place. */
const placeholders = [
  "name",
  "school",
  "street",
  "postcode",
  "phone number",
  "e-mail",
  "link",
  "handle",
  "date",
  "NHS number",
  "National Insurance number",
  "number",
] as const;
export type Placeholder = (typeof placeholders)[number];

/** A half-open range of UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Rule {
  readonly hides: Placeholder;
  /** Takes time in proportion to the text's length. Spans may overlap and come in any order. */
  readonly find: (text: string) => readonly Span[];
}

const placed = new RegExp(`\\[(?:${placeholders.join("|")})\\]`, "g");

/** Where the text already carries placeholders. */
export function placeholdersIn(text: string): readonly Span[] {
  return Array.from(text.matchAll(placed), (match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** Puts the rule's placeholder where the rule finds something. What is hidden already is never touched again. */
export function apply({ hides, find }: Rule, text: string): string {
  return hide(text, hides, find(text));
}

export function hide(text: string, placeholder: Placeholder, found: readonly Span[]): string {
  const kept = placeholdersIn(text);
  let written = 0;
  let nextKept = 0;
  let result = "";
  for (const { start, end } of found.toSorted((one, other) => one.start - other.start || other.end - one.end)) {
    while ((kept[nextKept]?.end ?? Infinity) <= start) nextKept += 1;
    if (start < written || start >= end || (kept[nextKept]?.start ?? Infinity) < end) continue;
    result += `${text.slice(written, start)}[${placeholder}]`;
    written = end;
  }
  return result + text.slice(written);
}

/**
 * The matches of a global pattern that the judge accepts. Where the pattern has a group named `secret`, only that group
 * is hidden and the words around it stay; such a pattern needs the `d` flag.
 */
export function matching(pattern: RegExp, accepts: (match: RegExpExecArray) => boolean = () => true) {
  return (text: string): Span[] =>
    [...text.matchAll(pattern)].filter(accepts).map((match) => {
      const [start, end] = match.indices?.groups?.secret ?? [match.index, match.index + match[0].length];
      return { start, end };
    });
}

export const digitsOf = (text: string): string => text.replace(/\D/g, "");
