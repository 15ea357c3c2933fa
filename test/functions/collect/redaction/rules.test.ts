/** What each rule of the redaction hides, and what it leaves. */
import { describe, expect, it } from "vitest";
import { isNhsNumber } from "#functions/collect/redaction/nhs-number.ts";
import { redact } from "#functions/collect/redaction/redact.ts";

interface Claims {
  readonly hides: Readonly<Record<string, readonly (readonly [text: string, redacted: string])[]>>;
  readonly keeps: Readonly<Record<string, readonly string[]>>;
}

/** One table for each kind: what is hidden, and how it reads then; what stays as it was written. */
const kinds: Readonly<Record<string, Claims>> = {
  "NHS numbers": {
    hides: {
      "ten digits whose check digit fits, however they are grouped": [
        ["nhs 9434765919 ok", "nhs [NHS number] ok"],
        ["it is 943 476 5919.", "it is [NHS number]."],
        ["943-476-5919", "[NHS number]"],
      ],
      "ten digits whose check digit fails, as a telephone number where they look like one": [
        ["7700900125 ok", "[phone number] ok"],
        ["9434765918", "[number]"],
      ],
    },
    keeps: { "shorter numbers": ["I scored 943 476 points"] },
  },
  "National Insurance numbers": {
    hides: {
      "an allocated prefix, six digits and a suffix, in any case and spacing": [
        ["AB123456C", "[National Insurance number]"],
        ["ni no ab 12 34 56 c thanks", "ni no [National Insurance number] thanks"],
      ],
      "one whose suffix was left out": [["CE 12 34 56", "[National Insurance number]"]],
      "one with a prefix that was never allocated, as a number": [["QQ 12 34 56 C", "[number]"]],
    },
    keeps: { "letters and too few digits": ["we got AB12345 points"] },
  },
  postcodes: {
    hides: {
      "a full postcode with or without its space, in any case": [
        ["I am in SW1A 1AA now", "I am in [postcode] now"],
        ["m11ae", "[postcode]"],
        ["bs99-9zz", "[postcode]"],
        ["GIR 0AA", "[postcode]"],
      ],
      "half a postcode where the writer says what it is": [["my postcode is rg1", "my postcode is [postcode]"]],
    },
    keeps: {
      "half a postcode alone": ["I was born b4 you", "we play on the E10"],
      "what has a postcode's letters in no postcode area": ["QX1 1AA", "yr8 3rd set"],
      "text-speak": ["got there b4 2nd lesson"],
    },
  },
  "telephone numbers": {
    hides: {
      "mobiles and landlines in the spellings that people use": [
        ["07700 900123", "[phone number]"],
        ["07700-900-123", "[phone number]"],
        ["07700.900.123", "[phone number]"],
        ["o7700 900123", "[phone number]"],
        ["7700 900123", "[phone number]"],
        ["(020) 7946 0123", "[phone number]"],
        ["01632 960123", "[phone number]"],
        ["+44 (0)7700 900123", "[phone number]"],
        ["00447700900123", "[phone number]"],
        ["+353 20 912 3456", "[phone number]"],
      ],
      "a number that stands between letters": [["call07700900123now", "call[phone number]now"]],
      "a short number after a word for calling": [["my number is 960123", "my number is [phone number]"]],
      "the number and not the age beside it": [["I am 12 07700 900123", "I am 12 [phone number]"]],
    },
    keeps: { "emergency and help lines' short numbers": ["call 999 or 101"] },
  },
  "other numbers": {
    hides: {
      "seven digits or more": [
        ["case 1234567", "case [number]"],
        ["12-34-56 12345678", "[number]"],
      ],
      "a number spelled in words": [["oh seven seven double oh nine double oh one", "[number]"]],
    },
    keeps: {
      "ages, counts and marks": ["I am 13 and gave it 8/10", "24/7", "4 of us, 6 of them", "one two three go"],
      "up to six digits": ["123456"],
    },
  },
  "e-mail addresses": {
    hides: {
      "an address": [["mail jo.b+x@example.org ok", "mail [e-mail] ok"]],
      "an address spelled out": [
        ["jo dot b at gmail dot com", "[e-mail]"],
        ["jo (at) example (dot) co (dot) uk", "[e-mail]"],
        ["jo at gmail", "[e-mail]"],
      ],
      "an address whose ending is missing": [["jo123@gmail", "[e-mail]"]],
    },
    keeps: { "the word at": ["look at me", "we met at school. com on", "I h@te it"] },
  },
  links: {
    hides: {
      "addresses with or without a scheme": [
        ["see https://example.com/a?b=c now", "see [link] now"],
        ["www.example.com", "[link]"],
        ["go to example.co.uk/me", "go to [link]"],
        ["youtu.be/abc", "[link]"],
        ["example dot com", "[link]"],
      ],
    },
    keeps: { "a full stop without its space": ["I like it.me too", "he left.so what", "e.g. pizza"] },
  },
  handles: {
    hides: {
      "names after an at sign": [["add @skater_2011", "add [handle]"]],
      "names after an app's name": [
        ["my insta is purplecat", "my insta is [handle]"],
        ["snap: purplecat", "snap: [handle]"],
        ["roblox name is Cat_99", "roblox name is [handle]"],
      ],
    },
    keeps: {
      "what is said of an app": ["my insta is private", "snapchat is boring", "roblox is better than fortnite"],
      "at sign as a word": ["it is bad @school"],
    },
  },
  dates: {
    hides: {
      "dates in figures": [
        ["on 01/02/2012 ok", "on [date] ok"],
        ["2012-03-01", "[date]"],
        ["1.2.12", "[date]"],
        ["from 2016-2019", "from [date]"],
      ],
      "dates in words": [
        ["1st of March 2012", "[date]"],
        ["March 3rd", "[date]"],
        ["May 5th", "[date]"],
        ["14 Nov 2021", "[date]"],
        ["March 2012", "[date]"],
        ["the twenty-third of June two thousand and ten", "[date]"],
        ["we moved on 5 May", "we moved on [date]"],
      ],
      "a birthday's month, day or year alone": [
        ["my birthday is in march", "my birthday is in [date]"],
        ["my bday is on the 23rd", "my bday is on the [date]"],
        ["born in 2012", "born in [date]"],
        ["born on Christmas Day", "born on [date]"],
      ],
    },
    keeps: {
      "months that are verbs": ["5 may come", "the 2nd may be better", "we march 3 miles", "I may go"],
      "a month or a year alone": ["see mum in May", "since 2016"],
      "weekdays and fractions": ["every Monday", "1/2 of it"],
    },
  },
  schools: {
    hides: {
      "a name and the word for its kind": [
        ["I like Oakfield Academy.", "I like [school]."],
        ["St Mary's Primary School is ok", "[school] is ok"],
        ["st. mary's c of e primary is ok", "[school] is ok"],
        ["at Our Lady of Lourdes Catholic School", "at [school]"],
        ["i left oakfield high school", "i left [school]"],
        ["I'M AT OAKFIELD ACADEMY", "I'M AT [school]"],
      ],
      "a name after a word for attending": [
        ["my school is called larch vale", "my school is called [school] vale"],
        ["i go to larkfield", "i go to [school]"],
        ["i go to st marks", "i go to [school]"],
      ],
    },
    keeps: {
      "schools that are not named": [
        "my primary school was good",
        "I hate school",
        "Going to high school is scary",
        "my old school and the new academy",
        "Boring school",
        "i want to go to college",
      ],
    },
  },
  streets: {
    hides: {
      "a house number with a street": [
        ["we live at 12 Elm Road", "we live at [street]"],
        ["i live at 4 elm close", "i live at [street]"],
        ["27b, Victoria Street", "[street]"],
      ],
      "a street's name": [
        ["on Station Road", "on [street]"],
        ["the shop on beechwood avenue", "the shop on [street]"],
      ],
      "a house's name and a flat's number": [
        ["I live in Rose Cottage", "I live in [street]"],
        ["i live at number 12", "i live at [street]"],
        ["flat 3b is noisy", "[street] is noisy"],
      ],
    },
    keeps: {
      "streets that are not named": [
        "down the road",
        "a busy street",
        "a walk in the park",
        "2 people in my way",
        "it is a 10 minute drive",
        "my close friend",
      ],
    },
  },
  "people's names": {
    hides: {
      "a name after a title": [
        ["Mr Jones shouts", "Mr [name] shouts"],
        ["mrs okonkwo is kind", "mrs [name] is kind"],
        ["Miss Green helps", "Miss [name] helps"],
      ],
      "a name after what the person is": [
        ["my social worker Karen", "my social worker [name]"],
        ["my friend oluwadamilola is nice", "my friend [name] is nice"],
        ["my foster mum, Thandeka, cooks", "my foster mum, [name], cooks"],
        ["my friends are soraya, ffion and bartosz", "my friends are [name], [name] and [name]"],
        ["zuri is my best friend", "[name] is my best friend"],
      ],
      "a name after a word for naming, even one that is a word": [
        ["my name is hope", "my name is [name]"],
        ["a girl called precious", "a girl called [name]"],
      ],
      "first names and surnames without a cue": [
        ["I saw Tyler Smith's dog", "I saw [name]'s dog"],
        ["me and jayden", "me and [name]"],
        ["We met Xiaoming", "We met [name]"],
        ["I want Mark to come", "I want [name] to come"],
      ],
      "names in capitals": [["I HATE MY COUSIN KYLE", "I HATE MY COUSIN [name]"]],
    },
    keeps: {
      "words that are also names": [
        "Will you come? I hope you will, I may not",
        "mark my words",
        "with joy and grace",
        "in May or June",
      ],
      "what people do": ["my friend lives far away", "my social worker never listens", "my carer is kind"],
      "calling without naming": ["i get called names", "they called the police", "he called me stupid"],
      "capitals that say nothing": ["I Love My Bedroom So Much", "WHY DOES NO ONE LISTEN", "I like Minecraft"],
    },
  },
};

describe.each(Object.entries(kinds))("%s", (_, { hides, keeps }) => {
  it.each(Object.entries(hides))("hides %s", async (_claim, cases) => {
    for (const [text, redacted] of cases) expect(await redact(text)).toBe(redacted);
  });

  it.each(Object.entries(keeps))("keeps %s", async (_claim, texts) => {
    for (const text of texts) expect(await redact(text)).toBe(text);
  });
});

describe("the NHS number's check digit", () => {
  it("accepts exactly one last digit, or none where it would be 10", () => {
    const fitting = (nine: string) => [..."0123456789"].filter((last) => isNhsNumber(nine + last));
    expect(fitting("943476591")).toEqual(["9"]);
    expect(fitting("987654321")).toEqual(["0"]);
    expect(fitting("111111112")).toEqual([]);
  });
});
