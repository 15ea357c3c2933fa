import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { questionnaires } from "#shared/survey/catalogue.ts";
import { type DerivedMeasure, derivedMeasureDefinitions, derivedMeasuresOf } from "#shared/survey/derived.ts";
import {
  answersOf,
  bandOfCode,
  type Item,
  itemsOf,
  type Option,
  type Questionnaire,
} from "#shared/survey/questionnaire.ts";
import { yourLifeBeyondCare16To25 as ylbc } from "#shared/survey/questionnaires/ylbc-16-25.ts";
import { yourLifeYourCare4To7 as youngest } from "#shared/survey/questionnaires/ylyc-4-7.ts";
import { yourLifeYourCare8To11 as middle } from "#shared/survey/questionnaires/ylyc-8-11.ts";
import { yourLifeYourCare11To17 as oldest } from "#shared/survey/questionnaires/ylyc-11-17.ts";

const ladders = ["life-satisfaction", "happy-yesterday", "things-worthwhile", "positive-about-future"];

function onlyMeasureOf(questionnaire: Questionnaire): DerivedMeasure {
  const [measure, ...more] = derivedMeasuresOf(questionnaire);
  if (measure === undefined || more.length > 0) throw new Error("not exactly one measure");
  return measure;
}

/** The same questionnaire asking only some of its items. */
function asking(questionnaire: Questionnaire, wanted: (item: Item) => boolean): Questionnaire {
  const sections = questionnaire.sections.map((section) => ({ ...section, items: section.items.filter(wanted) }));
  return { ...questionnaire, sections };
}

describe("what is derived", () => {
  test("is low well-being by one definition in each instrument, never by two", () => {
    expect(questionnaires.map((one) => [one.id, ...derivedMeasuresOf(one).map(({ id }) => id)])).toEqual([
      ["ylyc-4-7", "low-well-being-by-core-items"],
      ["ylyc-8-11", "low-well-being-by-core-items"],
      ["ylyc-11-17", "low-well-being-by-ladders"],
      ["ylbc-16-25", "low-well-being-by-ladders"],
    ]);
    const ladder = itemsOf(oldest).filter(({ id }) => ladders.includes(id));
    const withBoth = {
      ...middle,
      sections: [...middle.sections, { domain: "well-being" as const, title: { en: "Life" }, items: ladder }],
    };
    expect(derivedMeasuresOf(withBoth).map(({ id }) => id)).toEqual(["low-well-being-by-ladders"]);
  });

  test("is defined in one sentence under an id of its own", () => {
    expect(derivedMeasureDefinitions.map(({ id }) => id)).toEqual([
      "low-well-being-by-ladders",
      "low-well-being-by-core-items",
    ]);
    for (const { definition, bands, headline } of derivedMeasureDefinitions) {
      expect(definition).toMatch(/^[A-Z][^.]*\.$/);
      expect(bands).toContain(headline);
    }
  });

  test("is prepared once for a questionnaire", () => {
    expect(derivedMeasuresOf(oldest)).toBe(derivedMeasuresOf(oldest));
  });
});

describe("low well-being by ladders", () => {
  const { bandOf } = onlyMeasureOf(oldest);
  const answering = (...steps: readonly (number | undefined)[]) =>
    new Map(ladders.flatMap((id, position) => (steps[position] === undefined ? [] : [[id, steps[position]]])));

  test.each<[string, (number | undefined)[], "low" | "not-low" | null]>([
    ["low at a mean of exactly 4 over three ladders", [4, 4, undefined, 4], "low"],
    ["low where three ladders sum to 12", [0, undefined, 2, 10], "low"],
    ["not low where three ladders sum to 13", [undefined, 4, 4, 5], "not-low"],
    ["low where four ladders sum to 16", [10, 6, 0, 0], "low"],
    ["not low where four ladders sum to 17", [4, 4, 4, 5], "not-low"],
    ["low where every ladder stands at 0", [0, 0, 0, 0], "low"],
    ["unknown from two ladders, however low", [0, 0, undefined, undefined], null],
    ["unknown without any", [], null],
  ])("is %s", (_, steps, expected) => {
    expect(bandOf(answering(...steps))).toBe(expected);
  });

  test("takes no notice of anxiety", () => {
    const beyondCare = onlyMeasureOf(ylbc);
    expect(beyondCare.items.map(({ id }) => id)).toEqual(ladders);
    const twoLadders = answering(0, 0);
    expect(beyondCare.bandOf(new Map([...twoLadders, ["anxious-yesterday", 0]]))).toBeNull();
    const notLow = answering(4, 4, 5);
    expect(beyondCare.bandOf(new Map([...notLow, ["anxious-yesterday", 0]]))).toBe("not-low");
  });

  test("needs a questionnaire that asks at least three of the four, on the ladder of its definition", () => {
    const without = (...missing: readonly string[]) => asking(oldest, ({ id }) => !missing.includes(id));
    expect(derivedMeasuresOf(without("happy-yesterday"))).toHaveLength(1);
    expect(derivedMeasuresOf(without("happy-yesterday", "things-worthwhile"))).toEqual([]);
    const onCopies = { ...oldest, sections: structuredClone(oldest.sections) };
    expect(derivedMeasuresOf(onCopies)).toEqual([]);
  });

  test("is whether the mean of three or four answers is at most 4", () => {
    const steps = fc.array(fc.option(fc.nat(10), { nil: undefined }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(steps, (given) => {
        const answered = given.filter((step) => step !== undefined);
        // Over 12, so that the mean of three and of four is a whole number.
        const mean12 = answered.reduce((sum, step) => sum + (12 / answered.length) * step, 0);
        const expected = answered.length < 3 ? null : mean12 <= 48 ? "low" : "not-low";
        expect(bandOf(answering(...given))).toBe(expected);
      }),
    );
  });
});

describe.each([
  [youngest.id, youngest],
  [middle.id, middle],
])("low well-being by core items (%s)", (_, questionnaire) => {
  const core = itemsOf(youngest).map(({ id }) => id);
  const { bandOf, items } = onlyMeasureOf(questionnaire);
  const codeIn = ({ id, scale }: Item, wanted: string | null) => {
    const code = Array.from({ length: answersOf(scale) }, (_none, each) => each).find(
      (each) => bandOfCode(scale, each) === wanted,
    );
    if (code === undefined) throw new Error(`no such answer to ${id}`);
    return code;
  };
  /** So many negative answers, then so many others, to the core items in their order. */
  const answering = (of: readonly Item[], negative: number, other: number, band: string | null = "positive") =>
    new Map(
      of
        .slice(0, negative + other)
        .map((item, position) => [item.id, codeIn(item, position < negative ? "negative" : band)]),
    );

  test("rests on what the youngest are asked about themselves, all of it", () => {
    expect(items.map(({ id }) => id).toSorted()).toEqual(core.toSorted());
    expect(items).toHaveLength(13);
  });

  test.each<[string, number, number, "low" | "not-low" | null]>([
    ["low where seven of thirteen are negative", 7, 6, "low"],
    ["not low where six are", 6, 7, "not-low"],
    ["low where the only seven answers are all negative", 7, 0, "low"],
    ["not low where six of the only seven answers are negative", 6, 1, "not-low"],
    ["unknown from six answers, all of them negative", 6, 0, null],
    ["unknown without any", 0, 0, null],
  ])("is %s", (_claim, negative, other, expected) => {
    expect(bandOf(answering(items, negative, other))).toBe(expected);
    expect(bandOf(answering(items, negative, other, "middle"))).toBe(expected);
  });

  test("takes exactly half as half", () => {
    const shorter = asking(questionnaire, ({ id }) => core.slice(0, 4).includes(id));
    const measure = onlyMeasureOf(shorter);
    expect(measure.items).toHaveLength(4);
    expect(measure.bandOf(answering(measure.items, 2, 2))).toBe("low");
    expect(measure.bandOf(answering(measure.items, 2, 0))).toBe("low");
    expect(measure.bandOf(answering(measure.items, 1, 3))).toBe("not-low");
    expect(measure.bandOf(answering(measure.items, 1, 1))).toBe("not-low");
    expect(measure.bandOf(answering(measure.items, 1, 0))).toBeNull();
  });

  test("is not derived where no core item is asked", () => {
    expect(derivedMeasuresOf(asking(questionnaire, ({ id }) => !core.includes(id)))).toEqual([]);
  });
});

describe("a core item", () => {
  const optionOf = ({ scale }: Item, wanted: (option: Option) => boolean) =>
    scale.kind === "choice" ? scale.options.findIndex(wanted) : -1;

  test("answered with a choice that is no answer is not answered", () => {
    const { bandOf, items } = onlyMeasureOf(middle);
    const withNoAnswer = items.filter(
      ({ scale }) => scale.kind === "choice" && scale.options.some(({ band }) => band === null),
    );
    expect(withNoAnswer).toEqual(items);
    const withNegative = (count: number) =>
      items.map((item, position): [string, number] => [
        item.id,
        optionOf(item, ({ band }) => band === (position < count ? "negative" : null)),
      ]);
    expect(bandOf(new Map(withNegative(7)))).toBe("low");
    expect(bandOf(new Map(withNegative(6)))).toBeNull();
  });

  test("about a harm is negative where the harm is done", () => {
    const { bandOf, items } = onlyMeasureOf(youngest);
    const good = items.filter(({ id }) => id !== "afraid-of-school");
    const sixMissing = good.map((item, position): [string, number] => [
      item.id,
      optionOf(item, ({ id }) => id === (position < 6 ? "no" : "yes")),
    ]);
    const [afraid] = items.filter(({ id }) => id === "afraid-of-school");
    if (afraid === undefined) throw new Error("the core does not ask about fear of school");
    const saying = (word: string) => optionOf(afraid, ({ id }) => id === word);
    expect(bandOf(new Map([...sixMissing, [afraid.id, saying("yes")]]))).toBe("low");
    expect(bandOf(new Map([...sixMissing, [afraid.id, saying("no")]]))).toBe("not-low");
  });
});
