/** Text made to trip patterns up: their own delimiters, cues and near misses, in any order and number. */
import fc from "fast-check";

const pieces = [
  ..."aAzZ09 .,-_@:/'\"()[]+\n\t#",
  "\u200b",
  "\u200d",
  "\u00ad",
  "\u0336",
  "\ufe0f",
  "\u20e3",
  "\ud800",
  "\udc00",
  "İ",
  "ﷺ",
  "ß",
  "é",
  "e\u0301",
  "𝟎",
  "٠",
  "👍",
  "👩",
  "__proto__",
  "constructor",
  "my name is ",
  "my friend ",
  "called ",
  "Mr ",
  "miss ",
  "tyler ",
  "and ",
  "will ",
  "may ",
  "St ",
  "Mary's ",
  "school ",
  "primary ",
  "12 ",
  "Elm ",
  "road ",
  "live at ",
  "dot ",
  " at ",
  "gmail",
  ".com",
  "www.",
  "http://",
  "insta is ",
  "born on ",
  "3rd ",
  "of March ",
  "2012",
  "07700",
  "+44",
  "SW1A ",
  "1AA",
  "AB",
  "double ",
  "seven ",
  "[name]",
  "[school]",
  "[phone number]",
  "[comment withheld]",
];

/** Around 80 pieces. */
export const hostileText = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 80 }).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
);

/** One to three pieces, again and again up to 2,000 characters. */
export const repeatedText = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join("").repeat(2_000).slice(0, 2_000));

/** What stands around a planted number or address: hostile, but with no letter or digit that could become part of it. */
export const surroundings = fc
  .array(fc.constantFrom(...pieces.filter((piece) => !/[\p{N}[\]@]/u.test(piece.normalize("NFKC")))), { maxLength: 12 })
  .map((parts) => parts.join(""));
