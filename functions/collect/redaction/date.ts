/** Dates that could be a birthday or a day in somebody's life. */
import { matching, type Rule } from "./rule.ts";

const day = "(?:0?[1-9]|[12]\\d|3[01])";
const monthNumber = "(?:0?[1-9]|1[0-2])";
const year = "(?:(?:19|20)\\d\\d|'?\\d\\d)(?!\\d)";
const wordYear =
  "(?:two thousand(?: and)?(?:[ -](?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|" +
  "sixteen|seventeen|eighteen|nineteen|twenty))?(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?" +
  "|twenty[ -](?:oh[ -]\\p{L}{3,5}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[ -]\\p{L}{3,5})?))(?!\\p{L})";
const anyYear = `(?:(?:19|20)\\d\\d|'\\d\\d|${wordYear})(?!\\d)`;
const ordinal =
  "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|" +
  "sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|twenty[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirty[ -]first)";
const month =
  "(?:january|february|april|june|july|august|september|october|november|december|jan|feb|apr|jun|jul|aug|sept|sep|oct|nov|dec)\\.?";
/** Months that are also verbs. They count as months only beside an ordinal, "of" or a year. */
const verbMonth = "(?:march|may|mar)";
const anyMonth = `(?:${month}|${verbMonth})`;
const th = "(?: ?(?:st|nd|rd|th))";
const apart = "[ ,./-]{1,3}";
const start = "(?<![\\p{L}\\p{N}])";
const end = "(?![\\p{L}\\p{N}])";
const notAnAuxiliary =
  "(?! (?:be|have|not|come|get|go|help|also|want|need|make|say|think|never|take|seem|sound|look|find|feel|like)(?!\\p{L}))";

/** Calendar dates, in figures and in words. A month or a year alone, and fractions such as 1/2, stay. */
export const date: Rule = {
  hides: "date",
  find: matching(
    new RegExp(
      [
        `(?<![\\d/.-])${day}(?: ?[/.\\\\-] ?)${monthNumber}(?: ?[/.\\\\-] ?)${year}`,
        `(?<![\\d/.-])${day} ${monthNumber} (?:19|20)\\d\\d(?!\\d)`,
        `(?<![\\d/.-])(?:19|20)\\d\\d(?: ?[/.\\\\-] ?)${monthNumber}(?: ?[/.\\\\-] ?)${day}(?!\\d)`,
        `(?<![\\d/.-])(?:19|20)\\d\\d ?[-\\u2013] ?(?:19|20)\\d\\d(?!\\d)`,
        `${start}(?:the )?(?:${day}${th}?|${ordinal})(?: day)?(?: of ${anyMonth}|${apart}${month})${end}(?:${apart}(?:in )?${anyYear})?`,
        `${start}(?:the )?(?:${day}${th}?|${ordinal})${apart}${anyMonth}${apart}${anyYear}`,
        `${start}(?:the )?(?:${day}${th}|${ordinal})${apart}${verbMonth}${end}${notAnAuxiliary}`,
        `${start}(?<=(?:on|since|until|born|birthday|from|till|bday) )${day}${apart}${verbMonth}${end}`,
        `${start}${month} (?:the )?(?:${day}${th}?|${ordinal})${end}(?:${apart}${anyYear})?`,
        `${start}${verbMonth} (?:the )?(?:${day}${th}|${ordinal})${end}(?:${apart}${anyYear})?`,
        `${start}${verbMonth} ${day},? ${anyYear}`,
        `${start}${anyMonth}(?: of)?,? (?:(?:19|20)\\d\\d|${wordYear})(?!\\d)`,
        `${start}(?<=(?:^|[^\\p{L}])(?:on|of|since) )(?:March|May) ${day}${end}`,
      ].join("|"),
      "giu",
    ),
  ),
};

/** After "born" or "birthday" a day, a month or a year alone says enough. */
export const birthday: Rule = {
  hides: "date",
  find: matching(
    new RegExp(
      `${start}(?:birthdays?|b-?days?|born|dob|d\\.o\\.b\\.?|date of birth)(?:'s)?(?:[ :,]{1,3}(?:is|was|on|in|the|its|it's|early|late|end|of|at|back|my|i|were|day|around|this|next|last)(?!\\p{L}))*[ :,-]{1,3}` +
        `(?<secret>(?:${day}${th}|${ordinal}|${day} ?[/.-] ?${monthNumber}(?: ?[/.-] ?\\d{2,4})?|${anyMonth}(?: ${day}${th}?)?|(?:19|20)\\d\\d|${wordYear}` +
        `|christmas(?: (?:eve|day))?|boxing day|new year'?s? (?:eve|day)|valentine'?s?(?: day)?|halloween|bonfire night))${end}`,
      "dgiu",
    ),
  ),
};
