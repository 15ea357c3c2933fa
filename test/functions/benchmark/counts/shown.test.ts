import { describe, expect, test } from "vitest";
import { blockOf, MeasureMissing } from "#functions/benchmark/counts/counted.ts";
import { measuresOf } from "#functions/benchmark/counts/measures.ts";
import { Releases } from "#functions/benchmark/counts/pools.ts";
import { shownOwn, shownPool } from "#functions/benchmark/counts/shown.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import { authorityGroups, BOYS, EVERYBODY, GIRLS, nameOfGroup } from "#shared/survey/breakdowns.ts";
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import { alike, releasedWith } from "../released.ts";
import { answering, others, released, threeHeadlines, trusting } from "../three-headlines.ts";

const [trust] = measuresOf(threeHeadlines);
if (trust === undefined) throw new Error("there is no headline");
const statusOf = (howMany: number, group: typeof EVERYBODY | typeof GIRLS | typeof BOYS = EVERYBODY) =>
  shownOwn(trusting([howMany, howMany]), trust, group, noisePolicy).status;

describe("a group", () => {
  test("is shown from fifteen respondents on", () => {
    expect([14, 15].map((howMany) => statusOf(howMany))).toEqual(["confidential", "shown"]);
    expect([14, 15].map((howMany) => statusOf(howMany, GIRLS))).toEqual(["confidential", "shown"]);
    expect(statusOf(200, BOYS)).toBe("confidential");
  });

  test("is shown by its respondents, not by the answers to one question: in every measure or in none", () => {
    const oldest = latestVersionOf("ylyc-11-17");
    const seen = new Set<string>();
    for (let seed = 1; seed <= 60; seed += 1) {
      const drawn = releasedWith(oldest, {}, alike(15, 0), { policy: noisePolicy, seed });
      for (const group of authorityGroups) {
        const isHidden = measuresOf(oldest).map(
          (measure) => shownOwn(drawn, measure, group, noisePolicy).status === "confidential",
        );
        expect(new Set(isHidden).size, `${nameOfGroup(group)}, seed ${seed}`).toBe(1);
        seen.add(`${nameOfGroup(group)} ${isHidden[0]}`);
      }
    }
    // Noise decides of fifteen girls now so, now so.
    expect(seen).toContain("gender/girl true");
    expect(seen).toContain("gender/girl false");
  });

  test("that is shown is unanswered where its valid answers round to none", () => {
    const few = (base: number) =>
      released({}, [...answering({ pets: [20, 20] }), ...answering({ "trust-carers": [0, base] })]);
    expect([2, 3].map((base) => shownOwn(few(base), trust, EVERYBODY, noisePolicy).status)).toEqual([
      "unanswered",
      "shown",
    ]);
  });

  test("of counts that lack the measure is an error that names it", () => {
    const own = trusting([20, 20]);
    const elsewhere = { ...trust, id: "never-asked" };
    expect(() => blockOf(own, elsewhere, EVERYBODY)).toThrow(new MeasureMissing("never-asked of total"));
  });
});

describe("a pool", () => {
  const poolOf = (howMany: number) => {
    const own = trusting([10, 20]);
    const beside = others(howMany, [10, 20]);
    return shownPool(new Releases([own, ...beside]).poolOf(own).othersOf(own, trust, EVERYBODY), noisePolicy);
  };

  test("is shown from five authorities on, and there is none where nobody else is released", () => {
    expect([0, 1, 4, 5].map((howMany) => poolOf(howMany).status)).toEqual([
      "none",
      "confidential",
      "confidential",
      "shown",
    ]);
  });

  test("of which the valid answers round to none is unanswered", () => {
    const own = trusting([10, 20]);
    const sayingSo = (answers: number) =>
      Array.from({ length: 5 }, (_, place) =>
        released(
          { code: String(802 + place) },
          answering({ pets: [20, 20], "trust-carers": [0, place < answers ? 1 : 0] }),
        ),
      );
    const statuses = [0, 4, 5].map((answers) => {
      const pool = new Releases([own, ...sayingSo(answers)]).poolOf(own).othersOf(own, trust, EVERYBODY);
      return shownPool(pool, noisePolicy).status;
    });
    expect(statuses).toEqual(["unanswered", "unanswered", "shown"]);
  });
});
