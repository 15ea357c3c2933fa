import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Edition,
  type Generalisation,
  NodeOutsideLatticeError,
} from "#functions/generalise/anonymity/generalisation.ts";
import type { MicrodataRecord } from "#functions/generalise/anonymity/microdata.ts";
import {
  NotAnonymousError,
  type ReleasedRecord,
  releaseRecords,
} from "#functions/generalise/anonymity/release-records.ts";
import { leastGeneralisation } from "#functions/generalise/anonymity/search.ts";
import { incognitoPatients } from "./published-tables.ts";
import { someEdition } from "./random-editions.ts";

const patients: Edition = { ...incognitoPatients, k: 2, suppressionLimit: 0 };
const optimum = leastGeneralisation(patients) as Generalisation;

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
    expect(releaseRecords(edition, optimum).slice(0, 2)).toEqual([
      { row: 1, attributes: { birthdate: "*", sex: "person", zipcode: "53703", safe: "no" } },
      { row: 2, attributes: { birthdate: "*", sex: "person", zipcode: "53703", safe: undefined } },
    ]);
  });

  test("have fresh numbers, from 1 in the order of the release", () => {
    expect(releaseRecords(patients, optimum).map(({ row }) => row)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("stand in an order that is that of what is written, and of nothing that was generalised", () => {
    fc.assert(
      fc.property(someEdition, fc.func(fc.nat()), (edition, placeOf) => {
        const all: Edition = { ...edition, k: 1 };
        const top = edition.quasiIdentifiers.map(({ hierarchy }) => hierarchy.levels.length - 1);
        const general: Generalisation = { node: top, suppressed: new Set(), loss: 1 };
        const moved = edition.records.toSorted((one, other) => placeOf(one) - placeOf(other));
        expect(releaseRecords({ ...all, records: moved }, general)).toEqual(releaseRecords(all, general));
      }),
    );
  });

  test("have k alike at least, and none of those suppressed is among them", () => {
    fc.assert(
      fc.property(someEdition, (edition) => {
        const generalisation = leastGeneralisation(edition);
        fc.pre(generalisation !== undefined);
        if (generalisation === undefined) return;
        const released = releaseRecords(edition, generalisation);
        const kept = edition.records.filter((_, place) => !generalisation.suppressed.has(place));
        const nobodySuppressed: Edition = { ...edition, records: kept };
        const expected = releaseRecords(nobodySuppressed, { ...generalisation, suppressed: new Set() });
        expect(released).toEqual(expected);
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

  test("are not written where fewer than k would be alike, whoever says that it is anonymous", () => {
    const wrong: Generalisation = { ...optimum, node: [1, 0, 1] };
    expect(() => releaseRecords(patients, wrong)).toThrow(NotAnonymousError);
    expect(() => releaseRecords(patients, wrong)).toThrow(expect.objectContaining({ k: 2, size: 1 }));
    const lonely: Generalisation = { ...optimum, suppressed: new Set([0]) };
    expect(() => releaseRecords(patients, lonely)).toThrow(NotAnonymousError);
  });

  test("are not written at what is no node, so that no level is taken for another", () => {
    const short: Generalisation = { ...optimum, node: [1, 1] };
    expect(() => releaseRecords({ ...patients, k: 1 }, short)).toThrow(NodeOutsideLatticeError);
  });
});
