/** E-mail addresses, also those that are spelled out to get past a filter. */
import { matching, type Rule } from "./rule.ts";

const local = String.raw`[\p{L}\p{N}._%+'-]{1,64}`;
const domain = String.raw`(?:[\p{L}\p{N}-]{1,63}\.){1,4}\p{L}{2,24}`;
const mailers = "gmail|googlemail|hotmail|outlook|yahoo|icloud|live|aol|msn|proton(?:mail)?|sky|btinternet|virginmedia";
const at = String.raw`(?: ?[([{<] ?at ?[)\]}>] ?| at | ?@ ?)`;
const dot = String.raw`(?: ?[([{<] ?dot ?[)\]}>] ?| dot | ?\. ?)`;
const ending = String.raw`(?:com|net|org|info|me|co${dot}uk|ac${dot}uk|org${dot}uk|sch${dot}uk|uk)(?!\p{L})`;

/** "name@place.com", and "name@place" where both are more than a letter or two. */
export const emailAddress: Rule = {
  hides: "e-mail",
  find: matching(new RegExp(`${local}@ {0,2}${domain}|[\\p{L}\\p{N}._%+-]{2,64}@[\\p{L}\\p{N}-]{3,63}`, "giu")),
};

/** "jo dot smith at gmail dot com", "jo (at) gmail", "jo @ school . sch . uk". */
export const spelledEmailAddress: Rule = {
  hides: "e-mail",
  find: matching(
    new RegExp(
      `(?<![\\p{L}\\p{N}])(?:[\\p{L}\\p{N}_+-]{1,64} (?:dot|underscore|dash) ){0,3}[\\p{L}\\p{N}._+-]{1,64}` +
        `(?:${at}(?:${mailers})(?:${dot}${ending})?(?![\\p{L}\\p{N}])` +
        `|(?: ?[([{<] ?at ?[)\\]}>] ?| ?@ ?)[\\p{L}\\p{N}-]{2,63}${dot}${ending}` +
        `| at [\\p{L}\\p{N}-]{2,63}(?: dot | ?[([{<] ?dot ?[)\\]}>] ?)${ending})`,
      "giu",
    ),
  ),
};
