import { describe, test } from "vitest";
import { SYNTHETIC_NOTICE as NOTICE } from "#shared/release/manifest.ts";
import type { Row } from "../a-night.ts";
import { plus } from "../spoiling.ts";
import { areFound, CHANGES, fileOf, firstNight, inFirst, type Spoilt, secondNight } from "./spoilt-copies.ts";

describe("changes follow from the rows: finds", () => {
  const rule = "changes-follow-from-the-rows";
  const told = (change: (rows: readonly Row[]) => readonly Row[]): Spoilt => ({
    path: CHANGES,
    spoil: ({ dataset }, rows) => fileOf(dataset, change(rows), NOTICE),
  });
  const first = (kind: Row, change: Row | ((row: Row) => Row)) =>
    told(inFirst(isOf(kind), (row) => (typeof change === "function" ? change(row) : change)));
  const isOf = (kind: Row) => (row: Row) => Object.entries(kind).every(([name, value]) => row[name] === value);
  const benchmarks = { dataset: "benchmarks" };
  const gone = { change: "removed", reason: "out-of-retention" };

  test.each<readonly [claim: string, spoilt: Spoilt, faults: readonly string[]]>([
    [
      "a campaign that is missing",
      told((rows) => rows.filter((row) => !isOf({ dataset: "comparisons", old_la_code: "803" })(row))),
      ["says nothing of a campaign in comparisons"],
    ],
    [
      "a nation that is missing",
      told((rows) => rows.filter((row) => !isOf({ dataset: "national", change: "revised" })(row))),
      ["says nothing of a campaign in national"],
    ],
    [
      "a campaign that is there twice",
      told(([row = {}, ...rest]) => [{ ...row, change: "carried-forward" }, row, ...rest]),
      ["says a thing twice"],
    ],
    [
      "carried forward what is revised",
      first({ change: "revised" }, { change: "carried-forward" }),
      ["calls rows otherwise than they have changed, in benchmarks"],
    ],
    [
      "added what is revised",
      first({ change: "revised" }, { change: "added" }),
      ["calls rows otherwise than they have changed, in benchmarks"],
    ],
    [
      "revised what is carried forward",
      first({ change: "carried-forward" }, { change: "revised" }),
      ["calls rows otherwise than they have changed, in gender_gap"],
    ],
    [
      "revised what is added",
      first({ change: "added", reason: "first-release" }, { change: "revised" }),
      ["calls rows otherwise than they have changed, in benchmarks"],
    ],
    [
      "removed what is there",
      first(benchmarks, { change: "removed" }),
      ["calls rows otherwise than they have changed, in benchmarks"],
    ],
    [
      "that answers came where none did",
      first({ reason: "others-changed", ...benchmarks }, { reason: "recounted" }),
      ["gives another reason than there is, in benchmarks"],
    ],
    [
      "that nothing changed where others did",
      first({ reason: "others-changed", ...benchmarks }, { reason: "nothing-changed" }),
      ["gives another reason than there is, in benchmarks"],
    ],
    [
      "that the method changed where it did not",
      first({ reason: "recounted" }, { reason: "method-changed" }),
      ["gives another reason than there is, in national"],
    ],
    [
      "a day that is not the ledger's",
      first(benchmarks, { as_at: "2017-04-02" }),
      ["has another day for a campaign than its ledger, in benchmarks"],
    ],
    [
      "a day for all authorities together",
      first({ dataset: "national", change: "revised" }, { as_at: "2017-04-02" }),
      ["has another day for a campaign than its ledger, in national"],
    ],
    [
      "another SHA-256",
      first(benchmarks, { rows_sha256: "0".repeat(64) }),
      ["counts or identifies other rows than those in benchmarks"],
    ],
    [
      "another number of rows",
      first(benchmarks, (row) => ({ row_count: plus(row.row_count, 1) })),
      ["counts or identifies other rows than those in benchmarks"],
    ],
    [
      "another release that it is compared with",
      first(benchmarks, { previous_release: "2017-03-31-0123456789ab" }),
      ["compares with another release than the one that stands"],
    ],
    [
      "no release that it is compared with",
      first(benchmarks, { previous_release: "z" }),
      ["compares with another release than the one that stands"],
    ],
    [
      "rows that are not there",
      told((rows) => [...rows, { ...rows[0], dataset: "averages" }]),
      ["tells of rows that are not there"],
    ],
    [
      "removed rows that were not there",
      told((rows) => [...rows, { ...rows.find(isOf(gone)), dataset: "averages" }]),
      ["tells of rows that are not there"],
    ],
    [
      "a file that is none",
      told((rows) => [...rows, { ...rows[0], dataset: "tallies" }]),
      ["tells of rows that are not there"],
    ],
    [
      "silence about what was removed",
      told((rows) => rows.filter((row) => !isOf(gone)(row))),
      ["does not say what was removed"],
    ],
    ["added what was removed", first(gone, { change: "added" }), ["does not say what was removed"]],
    [
      "another reason for which rows were removed",
      first(gone, { reason: "recounted" }),
      ["gives another reason than there is, where rows were removed"],
    ],
    [
      "out of retention what went because others changed",
      first({ change: "removed", reason: "others-changed" }, { reason: "out-of-retention" }),
      ["gives another reason than there is, where rows were removed"],
    ],
    [
      "another name for all that was removed",
      told((rows) =>
        rows.map((row) => (row.wave === "2015" && row.la_name !== "z" ? { ...row, la_name: "Ava, 7" } : row)),
      ),
      ["tells of removed rows otherwise than they were"],
    ],
    ["rows of what was removed", first(gone, { row_count: "3" }), ["tells of removed rows otherwise than they were"]],
    [
      "a SHA-256 of what was removed",
      first(gone, { rows_sha256: "0".repeat(64) }),
      ["tells of removed rows otherwise than they were"],
    ],
    [
      "a day for what was removed",
      first(gone, { as_at: "2017-04-01" }),
      ["tells of removed rows otherwise than they were"],
    ],
  ])("%s", (_, spoilt, faults) =>
    areFound(
      secondNight,
      spoilt,
      faults.map((detail) => `${rule}: ${CHANGES}: ${detail}`),
    ),
  );

  test.each<readonly [claim: string, spoilt: Spoilt, fault: string]>([
    [
      "a release before the first",
      first(benchmarks, { previous_release: "2017-03-31-0123456789ab" }),
      "compares with another release than the one that stands",
    ],
    [
      "something removed before anything was there",
      told((rows) => [...rows, { ...rows[0], wave: "2014", time_period: "2014", change: "removed" }]),
      "tells of rows that are not there",
    ],
    [
      "another reason than that it is the first",
      first(benchmarks, { reason: "recounted" }),
      "gives another reason than there is, in benchmarks",
    ],
  ])("in a first release %s", (_, spoilt, fault) => areFound(firstNight, spoilt, [`${rule}: ${CHANGES}: ${fault}`]));
});
