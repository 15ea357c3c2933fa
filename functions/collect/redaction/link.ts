/** Addresses on the web, with and without a scheme. */
import { matching, type Rule } from "./rule.ts";

const label = "[\\p{L}\\p{N}-]{1,63}";
/** Endings that are no English words: a missing space after a full stop must not make a link. */
const endings = "com|net|org|info|biz|uk|eu|gov|edu|tv|gg|fm|xyz|ly|io|dev|wales|scot|cymru";
const path = "(?::\\d{2,5})?(?:[/?#][^\\s[\\]]*)?";

/** Addresses with a scheme, with www, or bare; an ending that is also a word ("me", "be", "app") needs a path. */
export const link: Rule = {
  hides: "link",
  find: matching(
    new RegExp(
      [
        String.raw`(?:https?|hxxps?|ftp):\/{1,2}[^\s[\]]+`,
        String.raw`(?<![\p{L}\p{N}])www ?[.,] ?[^\s[\]]{2,}`,
        `(?<![\\p{L}\\p{N}-])(?:${label}\\.){1,4}(?:${endings})(?![\\p{L}\\p{N}])${path}`,
        `(?<![\\p{L}\\p{N}-])(?:${label}\\.){1,4}\\p{L}{2,10}\\/[^\\s[\\]]+`,
        `(?<![\\p{L}\\p{N}-])${label} dot (?:com|net|org|co dot uk)(?![\\p{L}\\p{N}])`,
      ].join("|"),
      "giu",
    ),
  ),
};
