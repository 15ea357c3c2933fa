import { parse } from "csv-parse/sync";
import { keyOf } from "#shared/programme/campaign.ts";
import { type DatasetDefinition, origins, placeAndTime, symbols } from "#shared/release/dataset.ts";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { type ChangeReason, changesSinceTheLastRelease } from "#shared/release/datasets/changes.ts";
import { codebook } from "#shared/release/datasets/codebook.ts";
import { type CountedCampaign, campaignName, type Evidence } from "../evidence.ts";
import { type FileFault, faultless, type Rule } from "../rule.ts";
import { Slices } from "../slices.ts";

const { path, name: ownName } = changesSinceTheLastRelease;
const { notApplicable } = symbols;

type Fields = Readonly<Record<string, string | undefined>>;
type Told = Fields & Readonly<Record<"dataset" | "change" | "reason" | "as_at" | "rows_sha256" | "row_count", string>>;

/** What the release that stands told of the rows of a subject in a dataset. */
interface Before {
  readonly sha256: string;
  readonly place: string;
}

/** Everything that has rows and is compared from release to release. */
const compared: readonly DatasetDefinition[] = allDatasets.filter(
  ({ name }) => name !== ownName && name !== codebook.name,
);

/**
 * What is said to be added, revised or carried forward is so: by the checksums of the lines themselves, and of those that
 * the release that stands says it had. Nothing is left out, and what is gone is named as it was. Whether answers wait at the gate cannot be seen: a campaign
 * that is carried forward is `nothing-changed`, whatever came.
 */
export const changesFollowFromTheRows: Rule = {
  name: "changes-follow-from-the-rows",
  isAboutCopies: true,
  begin(evidence) {
    const slices = new Map(compared.map((dataset) => [dataset.name, new Slices()]));
    const told = new Map<string, Told>();
    const faults = new Set<string>();
    return {
      judge({ fields, raw }, { name }) {
        if (name !== ownName) slices.get(name)?.add(subjectOf(fields), raw);
        return faultless;
      },
      judges: {
        [path]: ({ fields }) => {
          const line = `${fields.dataset} ${subjectOf(fields)}`;
          if (told.has(line)) faults.add("says a thing twice");
          told.set(line, fields);
          if (fields.previous_release !== (evidence.standing.releaseId ?? notApplicable)) {
            faults.add("compares with another release than the one that stands");
          }
          return faultless;
        },
      },
      atEnd: () =>
        [...faults, ...changeFaults(evidence, slices, told)].map((detail): FileFault => ({ file: path, detail })),
    };
  },
};

/** A campaign, or all that were asked with a questionnaire in a wave. */
function subjectOf(fields: Fields): string {
  return `${surveyOf(fields)} ${fields.old_la_code ?? notApplicable}`;
}

const surveyOf = ({ wave, data_origin, instrument }: Fields) => `${wave} ${data_origin} ${instrument}`;

const placeOf = (fields: Fields) => placeAndTime.map(({ name }) => fields[name]).join("\n");

function changeFaults(
  evidence: Evidence,
  slices: ReadonlyMap<string, Slices>,
  told: ReadonlyMap<string, Told>,
): string[] {
  const faults = new Set<string>();
  const before = toldBefore(evidence.standing.changes);
  const campaigns = new Map(Array.from(evidence.campaigns.values(), (known) => [subjectOf(columnsOf(known)), known]));
  const surveys = new Set(Array.from(evidence.campaigns.values(), (known) => surveyOf(columnsOf(known))));
  const expected = new Set<string>();
  for (const [dataset, ofDataset] of slices) {
    for (const subject of ofDataset.names()) {
      const line = `${dataset} ${subject}`;
      expected.add(line);
      const found = told.get(line);
      if (found === undefined) {
        faults.add(`says nothing of a campaign in ${dataset}`);
        continue;
      }
      const { sha256, rows } = ofDataset.of(subject);
      const was = before?.get(line)?.sha256;
      if (found.rows_sha256 !== sha256 || found.row_count !== String(rows)) {
        faults.add(`counts or identifies other rows than those in ${dataset}`);
      }
      const known = campaigns.get(subject);
      if (found.as_at !== asAtOf(known)) faults.add(`has another day for a campaign than its ledger, in ${dataset}`);
      if (!isRightlyCalled(found, sha256, was, wasReleased(known, evidence), before === undefined)) {
        faults.add(`calls rows otherwise than they have changed, in ${dataset}`);
      }
      if (found.reason !== reasonOf(dataset, known, sha256 === was, before, evidence)) {
        faults.add(`gives another reason than there is, in ${dataset}`);
      }
    }
  }
  for (const [line, { place }] of before ?? []) {
    if (expected.has(line)) continue;
    const found = told.get(line);
    if (found?.change !== "removed") {
      faults.add("does not say what was removed");
      continue;
    }
    const known = campaigns.get(subjectOf(found));
    // The place of a campaign that is there is judged with all other rows about it.
    const isAsItWas = known !== undefined || placeOf(found) === place;
    if (!hasNoRows(found) || !isAsItWas) faults.add("tells of removed rows otherwise than they were");
    const isGone = found.old_la_code === notApplicable ? !surveys.has(surveyOf(found)) : known === undefined;
    const reason = isGone ? "out-of-retention" : reasonOf(found.dataset, known, false, before, evidence);
    if (found.reason !== reason) faults.add("gives another reason than there is, where rows were removed");
  }
  for (const line of told.keys()) {
    if (!expected.has(line) && !before?.has(line)) faults.add("tells of rows that are not there");
  }
  return [...faults];
}

function hasNoRows({ as_at, rows_sha256, row_count }: Told): boolean {
  return as_at === notApplicable && rows_sha256 === notApplicable && row_count === "0";
}

/** By which rows are told to be about a campaign. */
function columnsOf({ campaign: { wave, synthetic, questionnaire, authority } }: CountedCampaign): Fields {
  const data_origin = synthetic ? origins.synthetic : origins.survey;
  return { wave, data_origin, instrument: questionnaire, old_la_code: authority.code };
}

function asAtOf(known: CountedCampaign | undefined): string {
  return (known?.standing.status === "released" ? known.standing.asAt : undefined) ?? notApplicable;
}

function asAtBefore(known: CountedCampaign | undefined, { standing }: Evidence): string | undefined {
  if (known === undefined) return undefined;
  const name = campaignName(keyOf(known.campaign));
  return standing.released.find((each) => campaignName(each) === name)?.asAt;
}

const wasReleased = (known: CountedCampaign | undefined, evidence: Evidence) =>
  asAtBefore(known, evidence) !== undefined;

function isRightlyCalled({ change }: Told, now: string, was: string | undefined, wasOut: boolean, isUnknown: boolean) {
  if (was === undefined) return change === (isUnknown && wasOut ? "revised" : "added");
  return change === (was === now ? "carried-forward" : "revised");
}

/** By another way than the function that writes them: each reason is asked for by itself, the strongest first. */
function reasonOf(
  dataset: string,
  known: CountedCampaign | undefined,
  isSame: boolean,
  before: ReadonlyMap<string, Before> | undefined,
  evidence: Evidence,
): ChangeReason {
  const { standing, draft } = evidence;
  const { manifest } = draft;
  const isRate = dataset === "response_rates";
  const reasons: readonly (readonly [ChangeReason, boolean])[] = [
    ["nothing-changed", isSame],
    ["first-release", standing.releaseId === undefined],
    ["first-release", known !== undefined && !isRate && !wasReleased(known, evidence)],
    ["layout-changed", before === undefined || standing.made?.schemaVersion !== manifest.schemaVersion],
    ["method-changed", standing.made?.methodVersion !== manifest.methodVersion],
    [
      "policy-changed",
      standing.made?.policy.id !== manifest.policy.id || standing.made.policy.version !== manifest.policy.version,
    ],
    ["recounted", known === undefined || isRate || asAtBefore(known, evidence) !== asAtOf(known)],
    ["others-changed", true],
  ];
  return reasons.find(([, holds]) => holds)?.[0] ?? "others-changed";
}

/** By dataset and subject; undefined before there was such a file. */
function toldBefore(changes: Uint8Array | undefined): ReadonlyMap<string, Before> | undefined {
  if (changes === undefined) return undefined;
  const rows = parse(Buffer.from(changes), { columns: true }) as Record<string, string>[];
  return new Map(
    rows
      .filter(({ change }) => change !== "removed")
      .map((row) => [`${row.dataset} ${subjectOf(row)}`, { sha256: row.rows_sha256 ?? "", place: placeOf(row) }]),
  );
}
