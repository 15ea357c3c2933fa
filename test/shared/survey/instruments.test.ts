import { describe, expect, test } from "vitest";
import { questionnaires } from "#shared/survey/catalogue.ts";
import { indicators } from "#shared/survey/indicators.ts";
import {
  answersOf,
  bandOfCode,
  bandsOf,
  type Item,
  itemsOf,
  type Questionnaire,
  type QuestionnaireId,
} from "#shared/survey/questionnaire.ts";
import { yourLifeBeyondCare16To25 as ylbc } from "#shared/survey/questionnaires/ylbc-16-25.ts";
import { yourLifeYourCare4To7 as youngest } from "#shared/survey/questionnaires/ylyc-4-7.ts";
import { yourLifeYourCare8To11 as middle } from "#shared/survey/questionnaires/ylyc-8-11.ts";
import { yourLifeYourCare11To17 as oldest } from "#shared/survey/questionnaires/ylyc-11-17.ts";

const each = questionnaires.map((questionnaire) => [questionnaire.id, questionnaire] as const);
const everyItem = questionnaires.flatMap(itemsOf);
const idsIn = (questionnaire: Questionnaire) => itemsOf(questionnaire).map(({ id }) => id);
const codesOf = (item: Item) => Array.from({ length: answersOf(item.scale) }, (_, code) => code);
const itemIn = (questionnaire: Questionnaire, id: string) => itemsOf(questionnaire).find((item) => item.id === id);

const everyYlyc = ["trust-carers", "trust-social-worker", "good-friend", "fun-and-hobbies", "nature-and-outdoors"]
  .concat(["likes-school", "safe-at-home", "afraid-of-school", "knows-social-worker"])
  .concat(["feels-settled", "likes-bedroom", "carers-notice-feelings", "why-in-care-explained"]);
const from8 = [...everyYlyc, "contact-mother", "contact-father", "contact-brothers-and-sisters", "pets"]
  .concat(["number-of-placements", "number-of-social-workers", "talks-with-carers", "trusted-adult"])
  .concat(["second-chances", "adults-interested-in-education", "support-for-learning", "bullied"])
  .concat(["reaches-social-worker", "knows-right-to-speak-alone", "included-in-decisions", "embarrassed-about-care"])
  .concat(["trusted-by-carers", "same-things-as-friends", "internet-at-home", "help-with-worries"])
  .concat(["life-getting-better"]);
const ladders = ["life-satisfaction", "happy-yesterday", "things-worthwhile", "positive-about-future"];
const from11 = [...from8, "life-skills", "happy-with-appearance", ...ladders];
const beyondCare = ["knows-leaving-care-worker", "reaches-leaving-care-worker", "trust-leaving-care-worker"]
  .concat(["emotional-support", "loneliness", "stress", "coping-financially", "safe-at-home", "treated-differently"])
  .concat(["education-or-work", "long-term-condition", "anxious-yesterday", ...ladders]);

describe("the instruments", () => {
  test.each<[QuestionnaireId, number]>([
    ["ylyc-4-7", 13],
    ["ylyc-8-11", 34],
    ["ylyc-11-17", 49],
    ["ylbc-16-25", 50],
  ])("asks %s in %i closed items", (id, count) => {
    const found = questionnaires.filter((questionnaire) => questionnaire.id === id);
    expect(found.map((questionnaire) => itemsOf(questionnaire).length)).toEqual([count]);
  });

  test.each([
    [youngest, everyYlyc],
    [middle, from8],
    [oldest, from11],
    [ylbc, beyondCare],
  ])("covers every indicator that the programme reports for its ages ($id)", (questionnaire, indicatorIds) => {
    const measured = itemsOf(questionnaire).map(({ indicator }) => indicator);
    expect(measured).toEqual(expect.arrayContaining(indicatorIds));
  });

  test("asks every item of the youngest in each Your Life, Your Care", () => {
    for (const questionnaire of [middle, oldest]) {
      expect(idsIn(questionnaire)).toEqual(expect.arrayContaining(idsIn(youngest)));
    }
  });

  test("puts the ladders to those of 11 and over only", () => {
    const withLadder = questionnaires.filter((one) => itemsOf(one).some(({ scale }) => scale.kind === "ladder"));
    expect(withLadder.map(({ id }) => id)).toEqual(["ylyc-11-17", "ylbc-16-25"]);
  });

  test("keeps the ids that the HTTP contract names", () => {
    expect(itemIn(oldest, "life-satisfaction")?.scale.kind).toBe("ladder");
    const trust = itemIn(oldest, "trust-carers")?.scale;
    expect(trust?.kind === "choice" && trust.options.map(({ id }) => id)).toContain("all-of-the-time");
    for (const questionnaire of questionnaires) {
      expect(questionnaire.comments.map(({ id }) => id)).toContain("make-care-better");
    }
  });

  test("asks only care leavers about disability", () => {
    expect(questionnaires.filter(({ asksDisability }) => asksDisability).map(({ id }) => id)).toEqual(["ylbc-16-25"]);
  });

  test.each(each)("names every item and every comment box of %s once", (_, questionnaire) => {
    const named = [...idsIn(questionnaire), ...questionnaire.comments.map(({ id }) => id)];
    expect(new Set(named).size).toBe(named.length);
    expect(named.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  test.each(each)("covers the ages of %s by age bands without gap or overlap", (_, { ages, ageBands }) => {
    const covered = ageBands.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, more) => from + more));
    expect(covered).toEqual(Array.from({ length: ages.to - ages.from + 1 }, (_, more) => ages.from + more));
  });

  test.each(each)("leaves no wording of %s empty or the same as another item's", (_, questionnaire) => {
    const wordings = itemsOf(questionnaire).map(({ wording }) => wording.en.trim());
    expect(wordings).not.toContain("");
    expect(new Set(wordings).size).toBe(wordings.length);
  });
});

describe("the indicators", () => {
  test("are named once, with labels of at most 80 characters", () => {
    expect(new Set(indicators.map(({ id }) => id)).size).toBe(indicators.length);
    expect(new Set(indicators.map(({ title }) => title)).size).toBe(indicators.length);
    expect(indicators.filter(({ title }) => title.length > 80)).toEqual([]);
  });

  test("exist for every item, in the domain of its section, and are all asked somewhere", () => {
    const asked = new Set<string>();
    for (const section of questionnaires.flatMap(({ sections }) => sections)) {
      for (const item of section.items) {
        expect(indicators.find(({ id }) => id === item.indicator)?.domain, item.id).toBe(section.domain);
        asked.add(item.indicator);
      }
    }
    expect(indicators.filter(({ id }) => !asked.has(id))).toEqual([]);
  });

  test.each(each)("are measured by one item each in %s", (_, questionnaire) => {
    const measured = itemsOf(questionnaire).map(({ indicator }) => indicator);
    expect(new Set(measured).size).toBe(measured.length);
  });

  test("belong to the same item in every instrument", () => {
    const indicatorByItem = new Map<string, string>();
    for (const { id, indicator } of everyItem) {
      expect(indicatorByItem.get(id) ?? indicator).toBe(indicator);
      indicatorByItem.set(id, indicator);
    }
  });

  test("quote a band of their item's scale in every instrument", () => {
    for (const item of everyItem) {
      const headline = indicators.find(({ id }) => id === item.indicator)?.headline;
      expect(bandsOf(item.scale), item.id).toContain(headline);
    }
  });

  test("call the favourable end better, and judge nothing whose bands have no better end", () => {
    for (const item of everyItem) {
      const indicator = indicators.find(({ id }) => id === item.indicator);
      const bands = bandsOf(item.scale);
      const judged = item.scale.kind === "ladder" || bands.includes("positive");
      const end = indicator?.headline === bands.at(0) ? "higher-is-better" : "lower-is-better";
      expect(indicator?.polarity, item.id).toBe(judged ? end : "neutral");
    }
  });
});

describe("the scales", () => {
  test("list every band that an answer falls in, and no band that none does", () => {
    for (const item of everyItem) {
      const reached = new Set(codesOf(item).map((code) => bandOfCode(item.scale, code)));
      reached.delete(null);
      expect([...reached].sort(), item.id).toEqual([...bandsOf(item.scale)].sort());
    }
  });

  test("have answers that fit one character of base 36, each named once", () => {
    for (const item of everyItem) {
      expect(answersOf(item.scale), item.id).toBeLessThanOrEqual(36);
      if (item.scale.kind === "choice") {
        const ids = item.scale.options.map(({ id }) => id);
        expect(new Set(ids).size, item.id).toBe(ids.length);
      }
    }
  });

  test("put each step of a ladder into exactly one band", () => {
    for (const { id, scale } of everyItem) {
      if (scale.kind !== "ladder") continue;
      for (let step = 0; step <= 10; step += 1) {
        expect(scale.bands.filter(({ from, to }) => from <= step && step <= to).length, id).toBe(1);
      }
    }
  });

  test("band the ladders as the Office for National Statistics does, with anxiety reversed", () => {
    const bandsOn = (id: string) => {
      const item = itemIn(ylbc, id);
      return item === undefined ? [] : codesOf(item).map((code) => bandOfCode(item.scale, code));
    };
    const low = ["low", "low", "low", "low", "low"];
    const usual = [...low, "medium", "medium", "high", "high", "very-high", "very-high"];
    for (const id of ladders) expect(bandsOn(id)).toEqual(usual);
    const anxiety = ["very-low", "very-low", "low", "low", "medium", "medium", "high", "high", "high", "high", "high"];
    expect(bandsOn("anxious-yesterday")).toEqual(anxiety);
  });

  test.each([
    ["bullied", "never", "positive"],
    ["bullied", "sometimes", "negative"],
    ["trust-carers", "most-of-the-time", "positive"],
    ["contact-mother", "too-much", "negative"],
    ["contact-mother", "none-as-wished", "positive"],
    ["contact-mother", "does-not-apply", null],
    ["good-friend", "prefer-not-to-say", null],
  ])("of %s count the answer %s as %s", (id, optionId, band) => {
    const scale = itemIn(oldest, id)?.scale;
    expect(scale?.kind === "choice" && scale.options.find((option) => option.id === optionId)?.band).toBe(band);
  });

  test("give the youngest yes, not sure and no with a face, the sad one beside the unfavourable answer", () => {
    for (const { id, scale } of itemsOf(youngest)) {
      if (scale.kind !== "choice") throw new Error(`${id} is not a choice`);
      expect(scale.options.map((option) => option.id)).toEqual(["yes", "not-sure", "no"]);
      const face = { positive: "smiling", middle: "unsure", negative: "sad" } as Record<string, string>;
      for (const option of scale.options) expect(option.face).toBe(face[option.band ?? ""]);
      const yes = scale.options[0]?.band;
      expect(yes).toBe(id === "afraid-of-school" ? "negative" : "positive");
    }
  });

  test("are one and the same constant for an item wherever the reader is 8 or older", () => {
    const scaleByItem = new Map<string, Item["scale"]>();
    for (const item of [middle, oldest, ylbc].flatMap(itemsOf)) {
      expect(scaleByItem.get(item.id) ?? item.scale, item.id).toBe(item.scale);
      scaleByItem.set(item.id, item.scale);
    }
  });
});
