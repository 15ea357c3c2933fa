/**
 * One spelling for what looks the same, so that no rule has to know full-width digits or a zero-width joiner inside a
 * telephone number. Emoji sequences are kept whole, except that flags made of tag characters lose their tags: tags can
 * carry hidden text.
 */
const betweenEmoji = /(?<=\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?)\u200D(?=\p{Extended_Pictographic})/u;
const emojiStyle = /(?<=\p{Extended_Pictographic})\uFE0F/u;
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
const controls = /[^\P{Cc}\n]/gu;
/** Strokes laid over a character, rings and keycaps around it, and any mark upon a digit. */
const overlays = /\p{Me}|\p{M}(?<=[\u0334-\u0338])|(?<=\p{Nd})\p{M}+/gu;

function withoutInvisible(text: string): string {
  return text.replace(invisible, (character, offset: number) => {
    if (character === "\u200D") return keepsAt(betweenEmoji, text, offset) ? character : "";
    if (character === "\uFE0F") return keepsAt(emojiStyle, text, offset) ? character : "";
    return "";
  });
}

/** Looks at a few characters around the offset only, so that a long row of joiners costs no more than its length. */
function keepsAt(context: RegExp, text: string, offset: number): boolean {
  return context.test(text.slice(Math.max(0, offset - 4), offset + 4).toWellFormed());
}

/** Every script's decimal digits stand in rows of ten, each after something that is no digit. */
function asciiDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value += 1;
  return String(value);
}

function once(text: string): string {
  return withoutInvisible(
    text
      .normalize("NFKC")
      .replace(/[\u2028\u2029\u0085]|\r\n?/g, "\n")
      .replace(/\t/g, " "),
  )
    .normalize("NFKC")
    .replace(controls, "")
    .replace(overlays, "")
    .replace(/(?!\d)\p{Nd}/gu, asciiDigit)
    .replace(/[\u2018\u2019\u02BC\uA78C]/g, "'")
    .replace(/[\u2010\u2011\u2012\u2212]/g, "-")
    .replace(/[^\S\n]/g, " ")
    .normalize("NFC");
}

/**
 * NFKC, without invisible, control and overlay characters; any script's digits as 0-9, any apostrophe as ', any hyphen
 * or minus as -, any space as a space; lone surrogates replaced. What is normalised stays as it is.
 */
export function normalise(text: string): string {
  const normalised = once(text.toWellFormed());
  return normalised === text ? text : once(normalised);
}
