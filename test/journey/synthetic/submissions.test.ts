import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validate } from "#functions/collect/validate.ts";
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import { bandOfCode, itemsOf, type QuestionnaireId } from "#shared/survey/questionnaire.ts";
import { campaignsOf, type SyntheticBody, submissionsOf } from "./submissions.ts";
import { respondentsOf, type SyntheticWave, type WaveFigures, waves } from "./waves.ts";

const seeds = { numRuns: 20 };
const everyWave = Object.values(waves) as readonly WaveFigures[];

function wave(figures: WaveFigures, seed: number) {
  return campaignsOf(figures, seed).flatMap((campaign) =>
    submissionsOf(campaign, seed).map((submission) => ({ campaign, ...submission })),
  );
}

/** The wave three times over, so that chance moves a share by little. */
function bodies(id: SyntheticWave, questionnaire: QuestionnaireId): readonly SyntheticBody[] {
  return [101, 102, 103].flatMap((seed) =>
    wave(waves[id], seed).flatMap(({ body }) => (body.questionnaire === questionnaire ? [body] : [])),
  );
}

/** Per cent of the answers that have a band. */
function percent(given: readonly SyntheticBody[], itemId: string, band: string): number {
  const [first] = given;
  const item = first && itemsOf(latestVersionOf(first.questionnaire)).find(({ id }) => id === itemId);
  if (item === undefined) throw new RangeError(`${itemId} is not asked`);
  const { scale } = item;
  const bands = given.flatMap(({ answers }) => {
    const answer = answers[itemId];
    if (answer === undefined) return [];
    const code = scale.kind === "choice" ? scale.options.findIndex(({ id }) => id === answer) : Number(answer);
    return bandOfCode(scale, code) ?? [];
  });
  return (100 * bands.filter((found) => found === band).length) / bands.length;
}

function within(value: number, expected: number, tolerance: number): void {
  expect(Math.abs(value - expected), `${value} beside ${expected}`).toBeLessThanOrEqual(tolerance);
}

describe("the campaigns of a synthetic wave", () => {
  it("have exactly the published respondents in every instrument, whatever the seed", () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...everyWave), (seed, figures) => {
        const campaigns = campaignsOf(figures, seed);
        expect(new Set(campaigns.map(({ authority }) => authority.code)).size).toBe(figures.authorities);
        for (const [questionnaire, respondents] of respondentsOf(figures)) {
          const own = campaigns.filter((campaign) => campaign.questionnaire === questionnaire);
          expect(own.reduce((sum, campaign) => sum + campaign.respondents, 0)).toBe(respondents);
        }
      }),
      seeds,
    );
  });

  it("make up 370, 488 and 1,405 submissions in 2017", () => {
    const counts = Map.groupBy(wave(waves["2017"], 7), ({ body }) => body.questionnaire);
    expect([...counts].map(([questionnaire, all]) => [questionnaire, all.length]).toSorted()).toEqual([
      ["ylyc-11-17", 1405],
      ["ylyc-4-7", 370],
      ["ylyc-8-11", 488],
    ]);
  });

  it("lie between 25 and 350 respondents an authority, some of them under 30 in an instrument", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const campaigns = campaignsOf(waves["2017"], seed);
        for (const block of Map.groupBy(campaigns, ({ authority }) => authority.code).values()) {
          const size = block.reduce((sum, { respondents }) => sum + respondents, 0);
          expect(size).toBeGreaterThanOrEqual(25);
          expect(size).toBeLessThanOrEqual(350);
        }
        expect(campaigns.some(({ respondents }) => respondents >= 10 && respondents < 30)).toBe(true);
      }),
      seeds,
    );
  });

  it("are under 10, and so held, somewhere in at least 95 of 100 waves, the demo's among them", () => {
    const hasHeld = (seed: number) => campaignsOf(waves["2017"], seed).some(({ respondents }) => respondents < 10);
    expect(hasHeld(7)).toBe(true);
    expect(Array.from({ length: 100 }, (_, seed) => seed).filter(hasHeld).length).toBeGreaterThanOrEqual(95);
  });

  it("invite so many that 7 to 55 per cent answered, around 30", () => {
    const rates = [1, 2, 3].flatMap((seed) =>
      everyWave.flatMap((figures) =>
        campaignsOf(figures, seed)
          .filter(({ respondents }) => respondents > 0)
          .map(({ respondents, eligible }) => (100 * respondents) / eligible),
      ),
    );
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(7);
    expect(Math.max(...rates)).toBeLessThanOrEqual(55);
    within(rates.toSorted((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 0, 30, 4);
  });
});

describe("synthetic submissions", () => {
  it("are the same for the same seed", () => {
    expect(wave(waves["2016"], 7)).toEqual(wave(waves["2016"], 7));
  });

  it("share neither key nor sequence of answers with those of another seed", () => {
    const [one, other] = [wave(waves["2016"], 7), wave(waves["2016"], 8)];
    const keys = new Set([...one, ...other].map(({ key }) => key));
    expect(keys.size).toBe(one.length + other.length);
    expect(one.map(({ body }) => body.answers)).not.toEqual(other.map(({ body }) => body.answers));
  });

  it("keep a campaign's answers when another campaign grows", () => {
    const [first] = campaignsOf(waves["2016"], 7);
    if (first === undefined) throw new RangeError("the wave is empty");
    const more = submissionsOf({ ...first, respondents: first.respondents + 5 }, 7);
    expect(more.slice(0, first.respondents)).toEqual(submissionsOf(first, 7));
  });

  it.each(Object.keys(waves) as SyntheticWave[])("are all valid for their questionnaire in wave %s", (id) => {
    for (const { body } of wave(waves[id], 11)) {
      expect(validate(body, latestVersionOf(body.questionnaire))).toMatchObject({ valid: true });
    }
  });

  it("use every option of every question somewhere in a large wave", () => {
    for (const id of ["2018", "2019"] as const) {
      const all = Map.groupBy(wave(waves[id], 3), ({ body }) => body.questionnaire);
      for (const [questionnaire, submissions] of all) {
        for (const item of itemsOf(latestVersionOf(questionnaire))) {
          const given = new Set(submissions.map(({ body }) => body.answers[item.id]));
          const possible: (string | number)[] =
            item.scale.kind === "choice" ? item.scale.options.map(({ id }) => id) : [0, 5, 10];
          expect([...given], item.id).toEqual(expect.arrayContaining(possible));
        }
      }
    }
  });

  it("leave a few blank, and skip 2 to 8 per cent of each item in the others", () => {
    const given = bodies("2018", "ylyc-11-17");
    const blank = given.filter(({ answers }) => Object.keys(answers).length === 0);
    expect(blank.length).toBeGreaterThan(0);
    expect(blank.length / given.length).toBeLessThan(0.01);
    for (const { id } of itemsOf(latestVersionOf("ylyc-11-17"))) {
      const missing = given.filter(({ answers }) => Object.keys(answers).length > 0 && answers[id] === undefined);
      within((100 * missing.length) / given.length, 5, 4);
    }
  });

  it("mark every comment SYNTHETIC and give away a name or a number in about 8 per cent of submissions", () => {
    const given = bodies("2018", "ylyc-8-11");
    const comments = given.flatMap(({ comments = {} }) => Object.values(comments));
    expect(comments.every((comment) => comment.startsWith("SYNTHETIC. "))).toBe(true);
    const revealing = comments.filter((comment) =>
      /07700 900\d{3}|01632 960\d{3}|friend is [A-Z]|living with [A-Z]/.test(comment),
    );
    within((100 * revealing.length) / given.length, 8, 2);
  });
});

describe("the shares in a large synthetic wave", () => {
  const youngest = bodies("2018", "ylyc-4-7");
  const middle = bodies("2018", "ylyc-8-11");
  const older = bodies("2018", "ylyc-11-17");
  const leavers = bodies("2019", "ylbc-16-25");

  it.each([
    ["life getting better", () => percent(older, "life-getting-better", "positive"), 83],
    ["a trusted adult at 8 to 11", () => percent(middle, "trusted-adult", "positive"), 97],
    ["a trusted adult at 11 to 17", () => percent(older, "trusted-adult", "positive"), 85],
    ["trust in carers at 8 to 11", () => percent(middle, "trust-carers", "positive"), 96],
    ["trust in carers at 11 to 17", () => percent(older, "trust-carers", "positive"), 71],
    ["embarrassed about care", () => percent(older, "embarrassed-about-care", "negative"), 12],
    ["afraid of school at 8 to 11", () => percent(middle, "afraid-of-school", "negative"), 28],
    ["no good friend", () => percent(older, "good-friend", "negative"), 7],
    ["very high life satisfaction at 11 to 17", () => percent(older, "life-satisfaction", "very-high"), 39],
    ["low life satisfaction of care leavers", () => percent(leavers, "life-satisfaction", "low"), 26],
    ["lonely care leavers", () => percent(leavers, "loneliness", "negative"), 22],
  ])("follow the published figure: %s", (_, share, published) => {
    within(share(), published, 4);
  });

  it("give the respondents the mix of 2017", () => {
    const given = [youngest, middle, older].flat();
    const share = (test: (about: SyntheticBody["about"]) => boolean) =>
      (100 * given.filter(({ about }) => test(about)).length) / given.length;
    within(
      share(({ ethnicity }) => ethnicity?.startsWith("white-") === true),
      83,
      3,
    );
    within(
      share(({ placement }) => placement === "foster"),
      77,
      3,
    );
    within(
      share(({ placement }) => placement === "kinship"),
      16,
      2,
    );
    within(
      share(({ placement }) => placement === "residential"),
      3,
      1,
    );
  });

  /** Per cent whose answered ladders, at least three of the four, average 4 or less. */
  function lowOverall(given: readonly SyntheticBody[]): number {
    const means = given.flatMap(({ answers }) => {
      const steps = ["life-satisfaction", "happy-yesterday", "things-worthwhile", "positive-about-future"].flatMap(
        (id) => (typeof answers[id] === "number" ? [answers[id]] : []),
      );
      return steps.length < 3 ? [] : [steps.reduce((sum, step) => sum + step, 0) / steps.length];
    });
    return (100 * means.filter((mean) => mean <= 4).length) / means.length;
  }

  it("have about one in six low in well-being from 11 up, girls at least twice as often as boys", () => {
    within(lowOverall(older), 100 / 6, 3);
    const girls = lowOverall(older.filter(({ about }) => about.gender === "girl"));
    const boys = lowOverall(older.filter(({ about }) => about.gender === "boy"));
    expect(girls).toBeGreaterThan(2 * boys);
  });

  it("have care leavers low in well-being far more often", () => {
    within(lowOverall(leavers), 30, 6);
  });

  it("hang together within a respondent: those of low satisfaction lack a friend more often", () => {
    const satisfied = ({ answers }: SyntheticBody) => Number(answers["life-satisfaction"]) >= 7;
    const lacking = (given: readonly SyntheticBody[]) => percent(given, "good-friend", "negative");
    const low = older.filter(({ answers }) => Number(answers["life-satisfaction"]) <= 4);
    expect(lacking(low)).toBeGreaterThan(3 * lacking(older.filter(satisfied)));
  });

  it("differ more between authorities on a trusted adult than on another question asked of all", () => {
    const submissions = [1, 2, 3, 4].flatMap((seed) =>
      wave(waves["2018"], seed).map((submission) => ({ seed, ...submission })),
    );
    const byAuthority = Map.groupBy(
      submissions.filter(({ body }) => body.questionnaire === "ylyc-11-17"),
      ({ seed, campaign }) => `${seed} ${campaign.authority.code}`,
    );
    const spread = (item: string) => {
      const logits = [...byAuthority.values()]
        .filter((all) => all.length >= 60)
        .map(
          (all) =>
            percent(
              all.map(({ body }) => body),
              item,
              "positive",
            ) / 100,
        )
        .map((share) => Math.log((share + 0.01) / (1.01 - share)));
      const mean = logits.reduce((sum, logit) => sum + logit, 0) / logits.length;
      return Math.sqrt(logits.reduce((sum, logit) => sum + (logit - mean) ** 2, 0) / logits.length);
    };
    expect(spread("trusted-adult")).toBeGreaterThan(1.5 * spread("adult-believes-in-me"));
  });
});
