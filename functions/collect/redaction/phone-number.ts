/** Telephone numbers of the United Kingdom and beyond, however they are spaced. */
import { matching, type Rule } from "./rule.ts";

const gap = String.raw`[ .\-()\u2013\u2014_*]{0,3}`;
const notADate = String.raw`(?!\d{1,2}[ ./-]{1,2}\d{1,2}[ ./-]{1,2}(?:19|20)\d\d(?!\d))`;

const spellings = [
  // +44 7700 900123, +44 (0)20 7946 0123, any other country
  String.raw`\+${gap}[1-9](?:${gap}\d){6,14}`,
  // 0044 7700 900123
  String.raw`(?<!\d)\(?00${gap}[1-9](?:${gap}\d){8,13}`,
  // 07700 900123, (020) 7946 0123, 01204 12345; "o" for the leading nought
  String.raw`(?<![\p{L}\p{N}])\(?${notADate}[0o]${gap}[1-9](?:${gap}\d){8,9}(?!\d)`,
  // the same directly after letters
  String.raw`(?<!\d)${notADate}0${gap}[1-9](?:${gap}\d){8,9}(?!\d)`,
  // 44 7700 900123 and 7700 900123: the plus or the nought was lost
  String.raw`(?<!\d)(?:44${gap})?7(?:${gap}\d){9}(?!\d)`,
];

/** United Kingdom numbers in the spellings that people use, and any number that starts with a plus or 00. */
export const phoneNumber: Rule = { hides: "phone number", find: matching(new RegExp(spellings.join("|"), "giu")) };

/** Short local numbers are only numbers; a word before them says that they are for calling. */
export const phoneNumberAfterCue: Rule = {
  hides: "phone number",
  find: matching(
    /(?<!\p{L})(?:phone|mobile|mob|tel|telephone|number|call|ring|text|whatsapp)(?: (?:me|us|her|him|them|number|no|is|on|at|my|now))*[ :.]{1,3}(?<secret>\d(?:[ -]?\d){4,14})(?!\d)/dgiu,
  ),
};
