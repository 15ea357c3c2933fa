import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Edition,
  type Generalisation,
  NodeOutsideLatticeError,
} from "#functions/generalise/anonymity/generalisation.ts";
import type { MicrodataRecord } from "#functions/generalise/anonymity/microdata.ts";
import {
  InvalidDrawError,
  NotAnonymousError,
  type ReleasedRecord,
  releaseRecords,
} from "#functions/generalise/anonymity/release-records.ts";
import { leastGeneralisation } from "#functions/generalise/anonymity/search.ts";
import { chanceOf } from "../../../journey/synthetic/chance.ts";
import { incognitoPatients } from "./published-tables.ts";
import { someEdition } from "./random-editions.ts";

const unshuffled = (under: number) => under - 1;
const seeded = (seed: number) => {
  const chance = chanceOf(seed, "release");
  return (under: number) => chance.integer(0, under - 1);
};
const patients: Edition = { ...incognitoPatients, k: 2, suppressionLimit: 0 };
const optimum = leastGeneralisation(patients) as Generalisation;
const contents = (released: readonly ReleasedRecord[]) => released.map(({ attributes }) => JSON.stringify(attributes));

describe("released records", () => {
  test("hold the generalised quasi-identifiers and the sensitive answers, and nothing else of a record", () => {
    const edition: Edition = {
      ...patients,
      records: patients.records.map((record, place) => ({
        ...record,
        name: `name-${place}`,
        safe: place < 3 ? "no" : undefined,
      })),
      sensitive: [{ name: "safe", order: "nominal", values: ["no", "yes"] }],
    };
    expect(releaseRecords(edition, optimum, unshuffled).slice(2, 4)).toEqual([
      { row: 3, attributes: { birthdate: "*", sex: "person", zipcode: "53703", safe: "no" } },
      { row: 4, attributes: { birthdate: "*", sex: "person", zipcode: "53703", safe: undefined } },
    ]);
  });

  test("have fresh ids, from 1 in the order of the release", () => {
    expect(releaseRecords(patients, optimum, seeded(7)).map(({ row }) => row)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("are in any order as likely as in any other: each draw leads to another one", () => {
    const three: Edition = { ...patients, records: patients.records.slice(0, 3), k: 1 };
    const exact: Generalisation = { node: [0, 0, 0], suppressed: new Set(), loss: 0 };
    const orders = [0, 1, 2].flatMap((first) =>
      [0, 1].map((second) => {
        const draws = [first, second];
        return contents(releaseRecords(three, exact, () => draws.shift() ?? Number.NaN)).join();
      }),
    );
    expect(new Set(orders).size).toBe(6);
  });

  test("are the same whatever the order, have k alike at least, and none of those suppressed is among them", () => {
    fc.assert(
      fc.property(someEdition, fc.nat(), (edition, seed) => {
        const generalisation = leastGeneralisation(edition);
        fc.pre(generalisation !== undefined);
        if (generalisation === undefined) return;
        const released = releaseRecords(edition, generalisation, seeded(seed));
        const kept = edition.records.filter((_, place) => !generalisation.suppressed.has(place));
        const nobodySuppressed: Edition = { ...edition, records: kept };
        const expected = releaseRecords(nobodySuppressed, { ...generalisation, suppressed: new Set() }, unshuffled);
        expect(contents(released).toSorted()).toEqual(contents(expected).toSorted());
        expect(JSON.stringify(released)).not.toContain("name-");
        const key = ({ attributes }: ReleasedRecord) =>
          edition.quasiIdentifiers.map(({ name }) => attributes[name]).join("|");
        const classes = Map.groupBy(released, key);
        for (const members of classes.values()) {
          expect(members.length).toBeGreaterThanOrEqual(edition.k);
          for (const { name } of edition.sensitive ?? []) {
            const answers = new Set(members.map(({ attributes }: { attributes: MicrodataRecord }) => attributes[name]));
            answers.delete(undefined);
            expect(answers.size).toBeGreaterThanOrEqual(edition.l ?? 0);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([0.5, -1, 6, Number.NaN])("are not written in an order that a draw of %d gives", (drawn) => {
    expect(() => releaseRecords(patients, optimum, () => drawn)).toThrow(InvalidDrawError);
  });

  test("are not written where fewer than k would be alike, whoever says that it is anonymous", () => {
    const wrong: Generalisation = { ...optimum, node: [1, 0, 1] };
    expect(() => releaseRecords(patients, wrong, unshuffled)).toThrow(NotAnonymousError);
    expect(() => releaseRecords(patients, wrong, unshuffled)).toThrow(expect.objectContaining({ k: 2, size: 1 }));
    const lonely: Generalisation = { ...optimum, suppressed: new Set([0]) };
    expect(() => releaseRecords(patients, lonely, unshuffled)).toThrow(NotAnonymousError);
  });

  test("are not written at what is no node, so that no level is taken for another", () => {
    const short: Generalisation = { ...optimum, node: [1, 1] };
    expect(() => releaseRecords({ ...patients, k: 1 }, short, unshuffled)).toThrow(NodeOutsideLatticeError);
  });
});
