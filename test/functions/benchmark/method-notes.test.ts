import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { comparatorsUsedIn } from "#functions/benchmark/method-notes/comparators.ts";
import { type FamilySummary, familySummariesOf } from "#functions/benchmark/method-notes/families.ts";
import type { MethodNotes } from "#functions/benchmark/method-notes/noted.ts";
import { overDispersionSummariesOf } from "#functions/benchmark/method-notes/over-dispersed.ts";
import { methodNotes } from "#functions/benchmark/method-notes.ts";
import { methods } from "#functions/benchmark/methods.ts";
import type { Method } from "#functions/benchmark/statistics/method.ts";
import { claimRule, claims, comparisonIds, statusesInWords } from "#shared/release/comparison.ts";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import { SYNTHETIC_NOTICE } from "#shared/release/manifest.ts";
import { code, plain, table } from "#shared/release/metadata/markdown.ts";
import { type DisclosurePolicy, noisePolicy } from "#shared/release/policy.ts";
import { questionnaires } from "#shared/survey/catalogue.ts";
import { comparators } from "#shared/survey/comparators.ts";
import { derivedMeasureDefinitions } from "#shared/survey/derived.ts";
import { aPlannedCampaign } from "./planned-campaign.ts";

const family: FamilySummary = {
  wave: "2017",
  instrument: "ylyc-11-17",
  synthetic: true,
  comparison: "other-authorities",
  reports: 16,
  fewestTests: 38,
  mostTests: 54,
  claims: 31,
};
const theNotes: MethodNotes = {
  methodVersion: "4",
  policy: noisePolicy,
  claimRule,
  synthetic: true,
  datasets: allDatasets,
  families: [family],
  comparatorsUsed: comparatorsUsedIn(questionnaires),
  overDispersed: [
    {
      wave: "2017",
      instrument: "ylyc-11-17",
      synthetic: true,
      measures: { "allowed-for": 3, none: 40, "not-assessed": 2 },
    },
  ],
};
const written = (changes: Partial<MethodNotes> = {}) => methodNotes({ ...theNotes, ...changes });
const showing = (changes: Partial<DisclosurePolicy["shown"]>) =>
  written({ policy: { ...noisePolicy, shown: { ...noisePolicy.shown, ...changes } } });

/** As a reader of the Markdown sees it. */
const read = (text: string) => text.replaceAll(/\\([\\`*_<>[\]|])/g, "$1");
const sectionOf = (text: string, title: string) =>
  text.split("\n## ").find((part) => part.startsWith(`${title}\n`)) ?? "";

const folder = new URL("../../../functions/benchmark/statistics/", import.meta.url);
const isMethod = (value: unknown): value is Method =>
  typeof value === "object" && value !== null && "inWords" in value && "source" in value;
const exported = await Promise.all(
  readdirSync(folder).map(async (file) => {
    const module: Readonly<Record<string, unknown>> = await import(new URL(file, folder).href);
    return { file, found: Object.values(module).filter(isMethod) };
  }),
);

describe("the registry", () => {
  const registered: readonly Method[] = Object.values(methods).flat();

  test("holds every method of the statistics, each once, under the name of its file", () => {
    const inFiles = exported.flatMap(({ found }) => found);
    expect(inFiles.length).toBeGreaterThan(9);
    expect(registered.map(({ id }) => id).toSorted()).toEqual(inFiles.map(({ id }) => id).toSorted());
    for (const { file, found } of exported) expect(found.map(({ id }) => `${id}.ts`)).toEqual(found.map(() => file));
  });

  test("leaves no file of the statistics without a method but what all methods share", () => {
    const without = exported.filter(({ found }) => found.length === 0).map(({ file }) => file);
    expect(without.toSorted()).toEqual(["interval.ts", "method.ts", "noisy-share.ts", "rounding.ts"]);
  });
});

describe("the method notes", () => {
  test("begin with their heading, then the notice where any answer is invented", () => {
    const [heading, , notice] = written().split("\n");
    expect(heading).toBe("# Method notes");
    expect(notice).toContain(SYNTHETIC_NOTICE);
    expect(written({ synthetic: false, families: [], overDispersed: [] })).not.toContain("SYNTHETIC:");
  });

  test("name every method with its formula and source", () => {
    const text = read(written());
    for (const { id, name, inWords, source } of Object.values(methods).flat()) {
      for (const said of [`**${name}** (\`${id}\`)`, inWords, source]) expect(text).toContain(said);
    }
  });

  test("explain every status, comparison, claim, symbol and file", () => {
    const text = read(written());
    for (const [status, sentence] of Object.entries(statusesInWords(noisePolicy)))
      expect(text).toContain(`| \`${status}\` | ${sentence} |`);
    for (const id of [...comparisonIds, ...claims, "c", "z", "x"])
      expect(text).toMatch(new RegExp(`\\| \`${id}\` \\| \\S`));
    for (const { path, title } of allDatasets) expect(text).toContain(`| \`${path}\` | ${title} |`);
    for (const { id, definition } of derivedMeasureDefinitions) {
      expect(text).toContain(`\`${id}\``);
      expect(text).toContain(definition);
    }
  });

  test("carry the method version, the claim rule and the policy with its version", () => {
    const text = written({ methodVersion: "17-b", policy: { ...noisePolicy, id: "strict", version: 23 } });
    expect(text).toContain("`17-b`");
    expect(text).toContain("`strict` version 23");
    expect(text).toContain("Policy `strict`, version 23");
    expect(text).toContain(`\`${claimRule.id}\``);
  });

  test("have LF, end with LF, and are the same for the same release", () => {
    expect(written()).toMatch(/^# [^\r]*[^\n]\n$/s);
    expect(written(structuredClone(theNotes))).toBe(written());
  });

  test("name the files that they lie beside, and no other", () => {
    const text = written({ datasets: [benchmarks] });
    expect(text).toContain("`benchmarks.csv`");
    expect(text).not.toContain("| `national.csv` |");
  });

  test("have tables whose rows have as many cells as the header, after a line of dashes and between blank lines", () => {
    const blocks = written().split("\n\n");
    const tables = blocks.filter((block) => block.includes("|") && block.startsWith("|"));
    expect(tables.length).toBeGreaterThan(10);
    expect(blocks.filter((block) => /^\|/m.test(block))).toEqual(tables);
    for (const block of tables) {
      const [header = "", dashes, ...rows] = block.trimEnd().split("\n");
      const cellsOf = (line: string) => line.split(/(?<!\\)\|/).length;
      expect(dashes).toMatch(/^\|(?: --- \|)+$/);
      expect(rows.length).toBeGreaterThan(0);
      for (const line of [header, dashes ?? "", ...rows]) {
        expect(line).toMatch(/^\| .* \|$/);
        expect(cellsOf(line)).toBe(cellsOf(header));
      }
    }
  });

  test("state the guarantee in the numbers that the policy comes to, and its limits", () => {
    const text = sectionOf(written(), "How children are protected");
    expect(text).toContain(
      "guesses right at most 74.3% of the time instead of 50% (79.5% where the answer is a ladder's",
    );
    expect(text).toContain("rho 0.854, mu 1.31, epsilon at most 6.7 at delta 0.000001");
    expect(text).toContain("counted a second time after a fault: 82.2%; three times: 87.1%.");
    for (const limit of ["not a whole questionnaire", "does not hide that a child took part", "record-level files"]) {
      expect(text).toContain(limit);
    }
  });

  test("follow a policy with other noise", () => {
    const { questions } = noisePolicy.noise;
    const everybody = { numerator: 9, denominator: 1 };
    const policy = { ...noisePolicy, noise: { ...noisePolicy.noise, questions: { ...questions, everybody } } };
    const text = sectionOf(written({ policy }), "How children are protected");
    // rho 1/9 + 4/25 + 4/16.
    expect(text).toContain("rho 0.521");
    expect(text).toContain("| everybody of an authority | 9 | 3 |");
  });

  test("have a table of the noise, and the reader's sentence", () => {
    const text = sectionOf(written(), "How children are protected");
    expect(text).toContain(
      "To protect children, a small random number was added to each count before anything was worked out, and the original counts were not kept. Intervals and tests allow for it.",
    );
    expect(text.split("\n").filter((line) => /^\| each/.test(line))).toEqual([
      "| each question: its bands, and no valid answer | everybody of an authority | 2.25 | 1.5 |",
      "| each question: its bands, and no valid answer | girls, boys of an authority | 6.25 | 2.5 |",
      "| each question: its bands, and no valid answer | groups that only the nation has | 16 | 4 |",
      "| each derived measure: its bands, and no figure | everybody of an authority | 4 | 2 |",
      "| each derived measure: its bands, and no figure | girls, boys of an authority | 12.25 | 3.5 |",
      "| each derived measure: its bands, and no figure | groups that only the nation has | 36 | 6 |",
      "| each ladder: its steps | everybody of the nation | 16 | 4 |",
    ]);
  });

  test("have no two lists in a row, which would read as one", () => {
    const isList = written()
      .split("\n\n")
      .map((block) => block.startsWith("- "));
    expect(isList.filter((each, position) => each && isList[position + 1])).toEqual([]);
  });

  test("promise no ranking and no cause", () => {
    const text = sectionOf(written(), "What the figures are not");
    expect(text).toContain("No ranking.");
    expect(text).toContain("No causes.");
  });
});

const AUTHORITIES = (many: number) => new RegExp(`(?:fewer than|t least|needs) ${many} (?:authorities|of them)`, "g");

describe("thresholds in the notes are those that the code decides by", () => {
  test.each<[string, string, RegExp, RegExp]>([
    [
      "respondents of a group",
      showing({ fewestFittedRespondents: 17 }),
      /ewer than 17 respondents/g,
      /ewer than 15 respondents/g,
    ],
    ["rounded bases", showing({ baseRoundedTo: 25 }), /the nearest 25\b/g, /the nearest 5\b/g],
    ["rounded pools", showing({ pooledBaseRoundedTo: 70 }), /the nearest 70\b/g, /the nearest 10\b/g],
    ["authorities of a pool", showing({ fewestAuthorities: 8 }), AUTHORITIES(8), AUTHORITIES(5)],
    [
      "responses",
      showing({ fewestResponses: 12 }),
      /(?:Fewer than|from) 12 (?:responses|on)/g,
      /(?:Fewer than|from) 10 (?:responses|on)/g,
    ],
    [
      "the largest q",
      written({ claimRule: { ...claimRule, largestQ: 0.07 } }),
      /q (?:of|is) at most 0\.07|at most about 7%|is at most 0\.07\./g,
      /q (?:of|is) at most 0\.05|at most about 5%|is at most 0\.05\./g,
    ],
    [
      "points of a claim",
      written({ claimRule: { ...claimRule, smallestDifferenceInPoints: 6 } }),
      /at least 6 points/g,
      /at least 5 points/g,
    ],
    [
      "steps of a claim",
      written({ claimRule: { ...claimRule, smallestDifferenceOfMeans: 0.7 } }),
      /at least 0\.7 steps/g,
      /at least 0\.5 steps/g,
    ],
    [
      "answers behind a claim",
      written({ claimRule: { ...claimRule, smallestBase: 12 } }),
      /At least 12 valid answers/g,
      /At least 10 valid answers/g,
    ],
  ])("%s", (_, changed, now, before) => {
    const places = written().match(before)?.length ?? 0;
    expect(places).toBeGreaterThan(0);
    expect(changed.match(before)).toBeNull();
    expect(changed.match(now)?.length).toBe(places);
  });
});

describe("the table of test families", () => {
  const rowsOf = (families: readonly FamilySummary[]) =>
    sectionOf(written({ families }), "Claims and multiple testing")
      .split("\n")
      .filter((line) => /^\| [0-9]{4}/.test(line));

  test("says how many reports, tests and claims there are and how many false alarms to expect", () => {
    // 16 reports and 31 claims at 5%: 0.8 and 1.55.
    expect(rowsOf([family])).toEqual([
      "| 2017 | SYNTHETIC | `ylyc-11-17` | `other-authorities` | 16 | 38 to 54 | 31 | 0.8 |",
    ]);
    const text = sectionOf(written(), "Claims and multiple testing");
    expect(text).toContain("at most about 5% of the reports below, 0.8 of 16, would carry a false claim");
    expect(text).toContain("This does not hold for the 31 claims of this release together");
  });

  test("follows the rule by which claims are made", () => {
    const text = written({ claimRule: { ...claimRule, largestQ: 0.1 } });
    expect(text).toContain("| 16 | 38 to 54 | 31 | 1.6 |");
    expect(text).toContain("at most about 10% of the reports below, 1.6 of 16");
  });

  test("is a sentence where nothing was compared", () => {
    expect(rowsOf([])).toEqual([]);
    expect(written({ families: [] })).toContain("This release compares nothing");
  });

  const familyOf = (tests: number, claimed: number, changes: Parameters<typeof aPlannedCampaign>[0] = {}) => ({
    comparison: "other-authorities" as const,
    tests,
    claims: claimed,
    released: { campaign: aPlannedCampaign({ questionnaire: "ylyc-8-11", ...changes }) },
  });

  test("counts a campaign without a test as no report", () => {
    expect(
      familySummariesOf([familyOf(0, 0), familyOf(40, 2, { code: "802" }), familyOf(38, 3, { code: "803" })]),
    ).toEqual([
      {
        wave: "2017",
        instrument: "ylyc-8-11",
        synthetic: true,
        comparison: "other-authorities",
        reports: 2,
        fewestTests: 38,
        mostTests: 40,
        claims: 5,
      },
    ]);
    expect(familySummariesOf([familyOf(0, 0)])).toEqual([]);
  });

  test("keeps waves, instruments, comparisons, and invented and real answers apart, in one order whatever comes first", () => {
    const families = [
      familyOf(3, 1, { wave: "2017" }),
      { ...familyOf(2, 0, { wave: "2017" }), comparison: "earlier-wave" as const },
      { ...familyOf(2, 0, { wave: "2017" }), comparison: "general-population" as const },
      familyOf(3, 1, { wave: "2017", synthetic: false }),
      familyOf(3, 1, { wave: "2017", questionnaire: "ylbc-16-25" }),
      familyOf(3, 1, { wave: "2016" }),
      familyOf(4, 2, { wave: "2016", code: "802" }),
    ];
    const ordered = familySummariesOf(families);
    expect(
      ordered.map(({ wave, instrument, synthetic, comparison }) => [wave, instrument, synthetic, comparison]),
    ).toEqual([
      ["2016", "ylyc-8-11", true, "other-authorities"],
      ["2017", "ylbc-16-25", true, "other-authorities"],
      ["2017", "ylyc-8-11", false, "other-authorities"],
      ["2017", "ylyc-8-11", true, "other-authorities"],
      ["2017", "ylyc-8-11", true, "general-population"],
      ["2017", "ylyc-8-11", true, "earlier-wave"],
    ]);
    fc.assert(
      fc.property(fc.shuffledSubarray(families, { minLength: families.length }), (shuffled) => {
        expect(familySummariesOf(shuffled)).toEqual(ordered);
      }),
    );
  });
});

describe("comparators in the notes", () => {
  test("are all that the questionnaires of the release stand beside, with everything that is known of them", () => {
    const text = read(sectionOf(written(), "The general population"));
    expect(comparators.length).toBeGreaterThan(0);
    for (const { id, percent, band, source, year, ages, scale, instruments } of comparators) {
      const own = text.split("\n### ").find((part) => part.startsWith(`\`${id}\``)) ?? "";
      for (const said of [`${percent}%`, `\`${band}\``, source, year, ages, scale]) expect(own).toContain(said);
      for (const instrument of instruments) expect(own).toContain(`| \`${instrument}\` |`);
    }
  });

  test("say of each instrument what differs there, beside what is asked there", () => {
    for (const { instrument, wording, comparator } of theNotes.comparatorsUsed) {
      const differs = comparator.differs.join(", ") || "nothing";
      expect(read(written())).toContain(`| \`${instrument}\` | ${wording} | ${differs} |`);
    }
  });

  test("are only those that the release uses, each once", () => {
    const youngest = questionnaires.filter(({ id }) => id === "ylyc-4-7");
    expect(comparatorsUsedIn(youngest)).toEqual([]);
    expect(written({ comparatorsUsed: [] })).toContain("quotes no figure of the general population");
    expect(comparatorsUsedIn([...questionnaires, ...questionnaires.toReversed()])).toEqual(theNotes.comparatorsUsed);
  });
});

describe("over-dispersion in the notes", () => {
  const point = (measure: string, over_dispersion: string, wave = "2017", data_origin = "SYNTHETIC") => ({
    wave,
    instrument: "ylyc-8-11",
    data_origin,
    measure,
    over_dispersion,
  });

  test("counts measures, not rows, and none without limits", () => {
    const rows = [
      point("trust-carers", "allowed-for"),
      point("trust-carers", "allowed-for"),
      point("good-friend", "none"),
      point("bullied", "c"),
      point("pets", "not-assessed", "2016"),
      point("pets", "none", "2016", "survey"),
    ];
    const found = overDispersionSummariesOf(rows);
    expect(found.map(({ wave, synthetic, measures }) => [wave, synthetic, ...Object.values(measures)])).toEqual([
      ["2016", false, 0, 1, 0],
      ["2016", true, 0, 0, 1],
      ["2017", true, 1, 1, 0],
    ]);
    expect(overDispersionSummariesOf(rows.toReversed())).toEqual(found);
  });

  test("stands in the section on funnels, or a sentence where there are no limits", () => {
    expect(sectionOf(written(), "Funnel limits")).toContain("| 2017 | SYNTHETIC | `ylyc-11-17` | 3 | 40 | 2 |");
    expect(written({ overDispersed: [] })).toContain("This release has no funnel limits.");
  });
});

describe("Markdown", () => {
  test("takes nothing in data for markup", () => {
    expect(plain("a|b *c* _d_ `e` <f> [g]\nh \\")).toBe("a\\|b \\*c\\* \\_d\\_ \\`e\\` \\<f\\> \\[g\\] h \\\\");
  });

  test("keeps a cell whole whatever it holds", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom("|", "\\", "`", "a", " ", "\n") }), { minLength: 2, maxLength: 2 }),
        (cells) => {
          const [, , row = ""] = table(["one", "two"], [cells.map(plain)]).split("\n");
          // A bar ends a cell unless an odd number of backslashes stands before it.
          expect([...row.matchAll(/(?<!\\)(?:\\\\)*\|/g)]).toHaveLength(3);
        },
      ),
    );
  });

  test("writes an id as code", () => {
    expect(code("bright-spot")).toBe("`bright-spot`");
  });
});
