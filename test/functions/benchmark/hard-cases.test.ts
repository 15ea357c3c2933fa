/** Waves that tempt a figure to say too much or nothing: each gives the right symbol or figure, and a sentence why. */
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { statusesInWords } from "#shared/release/comparison.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import { laddersOf } from "#shared/survey/headlines.ts";
import type { QuestionnaireId } from "#shared/survey/questionnaire.ts";
import { type Answered, draft } from "./night-in-memory.ts";
import { aPlannedCampaign } from "./planned-campaign.ts";
import { type Person, people } from "./tally-builder.ts";

type Row = Record<string, string>;

/** Every second says the first, every fourth the third, and a fourth each band of a ladder: nothing near an end or alike. */
function mixed(howMany: number, skips = ""): Person[] {
  return Array.from({ length: howMany }, (_, position) => ({
    gender: position % 3 === 0 ? "boy" : "girl",
    ageBand: "unknown",
    code: (item) => (item === skips ? undefined : (ladders.has(item) ? [0, 5, 7, 9] : [0, 2, 0, 1])[position % 4]),
  }));
}

/** All say seven on every ladder, and the first of what can be chosen. */
const alike = (howMany: number): Person[] =>
  people(howMany, 0).map((person) => ({ ...person, code: (item) => (ladders.has(item) ? 7 : 0) }));
const ladders = new Set(laddersOf(latestVersionOf("ylyc-11-17")).map(({ id }) => id));

const asked = (code: string, everybody: readonly Person[], questionnaire: QuestionnaireId = "ylyc-4-7"): Answered => ({
  campaign: aPlannedCampaign({ code, questionnaire, eligible: 400 }),
  everybody,
});

async function released(answered: readonly Answered[]) {
  const { bytesOf, written } = await draft(answered);
  const datasets = written
    .map(({ path }) => path)
    .filter((path) => path.endsWith(".csv") && !path.endsWith(".meta.csv"));
  const rowsOf = (path: string): Row[] => parse(bytesOf(path), { columns: true });
  const notes = bytesOf("method-notes.md").toString();
  /** The rows of everybody's headlines against the other authorities. */
  const compared = (code: string, measure?: string) =>
    rowsOf("comparisons.csv").filter(
      (row) =>
        row.old_la_code === code &&
        row.gender === "Total" &&
        row.comparison === "other-authorities" &&
        (measure === undefined || row.measure === measure),
    );
  return { rowsOf, notes, compared, datasets };
}

/** The status's sentence, which the notes of the same release carry. */
function sentenceFor(row: Row | undefined, notes: string): string {
  const sentence = (statusesInWords(defaultPolicy) as Record<string, string>)[row?.status ?? ""] ?? "";
  expect(sentence).not.toBe("");
  expect(notes).toContain(sentence);
  return sentence;
}

const ownFigures = ["answer_count", "band_percent", "band_percent_at_least", "band_percent_at_most"] as const;
const ofTheDifference = ["difference_points", "p_value", "q_value", "test", "claim"] as const;
const cells = (row: Row | undefined, names: readonly string[]) => names.map((name) => row?.[name]);

describe("a wave with four authorities", () => {
  test("shows each its own figures and nothing of the three others, and says that they are too few", async () => {
    const { compared, notes } = await released(["801", "802", "803", "804"].map((code) => asked(code, mixed(40))));
    for (const row of compared("801")) {
      expect(row.status).toBe("reference-withheld");
      expect(row.answer_count).toBe("40");
      expect(row.reference_percent).toBe("c");
      expect(cells(row, ofTheDifference)).toEqual(ofTheDifference.map(() => "c"));
    }
    expect(sentenceFor(compared("801")[0], notes)).toContain("fewer than 5 authorities");
  });
});

describe("an indicator that nobody answered", () => {
  test("is withheld in every authority, has nothing to be compared with, and every other indicator is compared", async () => {
    const wave = ["801", "802", "803", "804", "805", "806"].map((code) => asked(code, mixed(40, "feels-settled")));
    const { compared, notes, rowsOf } = await released(wave);
    const [row] = compared("801", "feels-settled");
    expect(row?.status).toBe("no-reference");
    expect(cells(row, ownFigures)).toEqual(ownFigures.map(() => "c"));
    expect(sentenceFor(row, notes)).toContain("no other authority that publishes the figure");
    const others = compared("801").filter(({ measure }) => measure !== "feels-settled");
    expect(new Set(others.map(({ status }) => status))).toEqual(new Set(["compared"]));
    const national = rowsOf("national.csv").filter(({ measure }) => measure === "feels-settled");
    expect(new Set(national.map(({ answer_count: count }) => count))).toEqual(new Set(["c"]));
  });
});

describe("an indicator that nobody of one authority answered", () => {
  test("is withheld there like one with few answers, and so are the others beside it", async () => {
    const wave = ["801", "802", "803", "804", "805", "806"].map((code) => asked(code, mixed(40)));
    const { compared, notes } = await released([...wave, asked("807", mixed(40, "feels-settled"))]);
    const [row] = compared("807", "feels-settled");
    expect(row?.status).toBe("withheld");
    expect(cells(row, [...ownFigures, "reference_percent"])).toEqual(
      [...ownFigures, "reference_percent"].map(() => "c"),
    );
    expect(sentenceFor(row, notes)).toContain("possibly none");
    // Nor does anybody's pool count it.
    expect(compared("801", "feels-settled")[0]).toMatchObject({ status: "compared", reference_authority_count: "5" });
  });
});

describe("a campaign with nine answers", () => {
  test("is held whole: no figure in any dataset, and its response rate neither", async () => {
    const wave = ["801", "802", "803", "804", "805", "806"].map((code) => asked(code, mixed(40)));
    const { rowsOf, compared, datasets } = await released([...wave, asked("807", mixed(9))]);
    const naming = datasets.filter((path) => rowsOf(path).some(({ old_la_code: code }) => code === "807"));
    // The changes name it because its response rate has a row.
    expect(naming).toEqual(
      ["", "authorities/807/"].flatMap((folder) => [`${folder}response_rates.csv`, `${folder}changes.csv`]),
    );
    expect(compared("801", "feels-settled")[0]).toMatchObject({ status: "compared", reference_authority_count: "5" });
    const [rate] = rowsOf("response_rates.csv").filter(({ old_la_code: code }) => code === "807");
    expect(rate).toMatchObject({ campaign_status: "held", response_count: "c", response_rate_percent: "c" });
  });
});

describe("a campaign in which everybody gave the same answer", () => {
  const wave = ["801", "802", "803", "804", "805", "806"].map((code) => asked(code, mixed(60), "ylyc-11-17"));

  test("is a range and never 100 per cent, without difference or p, and its claim holds at the end of the range", async () => {
    const { compared, notes, rowsOf } = await released([...wave, asked("807", people(50, 0), "ylyc-11-17")]);
    const [row] = compared("807", "feels-settled");
    expect(row).toMatchObject({
      status: "coded",
      band_percent: "c",
      band_percent_at_least: "95",
      band_percent_at_most: "100",
      difference_points: "c",
      p_value: "c",
      q_value: "c",
      claim: "bright-spot",
    });
    expect(sentenceFor(row, notes)).toContain("the end of the range that speaks least for it");
    const [recovery] = rowsOf("domains.csv").filter(
      ({ old_la_code: code, domain, comparison }) =>
        code === "807" && domain === "recovery" && comparison === "other-authorities",
    );
    expect(recovery?.bright_spots?.split(" ")).toContain("feels-settled");
    expect(recovery?.not_compared).toBe("none");
  });

  test("has no average, because it would be every child's answer", async () => {
    const { rowsOf, notes } = await released([...wave, asked("807", alike(50), "ylyc-11-17")]);
    const averages = rowsOf("averages.csv").filter(
      ({ old_la_code: code, comparison }) => code === "807" && comparison === "other-authorities",
    );
    expect(averages.length).toBeGreaterThan(0);
    for (const row of averages) {
      expect(row.status).toBe("withheld");
      expect(cells(row, ["answer_count", "answer_average", "interval_lower_average", "p_value"])).toEqual(
        Array.from({ length: 4 }, () => "c"),
      );
    }
    expect(sentenceFor(averages[0], notes)).toContain("no two different answers");
  });
});

describe("an authority that is 70 per cent of the pool", () => {
  const small = ["801", "802", "803", "804", "805", "806"].map((code) => asked(code, mixed(20)));

  test("hides the pool of each other authority, whose figure would be nearly its own", async () => {
    const { compared, notes } = await released([...small, asked("807", mixed(280))]);
    const [row] = compared("801", "feels-settled");
    expect(row).toMatchObject({ status: "reference-withheld", reference_percent: "c", claim: "c" });
    expect(row?.band_percent).not.toBe("c");
    expect(sentenceFor(row, notes)).toContain("more than half of the pool's answers");
  });

  test("is itself compared with the others, who are many and alike", async () => {
    const { compared } = await released([...small, asked("807", mixed(280))]);
    expect(compared("807", "feels-settled")[0]).toMatchObject({ status: "compared", reference_answer_count: "120" });
  });

  test("leaves the national figure withheld as well", async () => {
    const { rowsOf } = await released([...small, asked("807", mixed(280))]);
    const figures = rowsOf("national.csv").map(({ band_percent_at_least: lowest }) => lowest);
    expect(new Set(figures)).toEqual(new Set(["c"]));
  });
});
