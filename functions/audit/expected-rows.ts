/** Compares the rows of a dataset with those that it must have: cell by cell, none missing, none twice, none too many. */
import { keyOf } from "#shared/programme/campaign.ts";
import type { placeAndTime } from "#shared/release/dataset.ts";
import { type Acceptable, accepts } from "./acceptable.ts";
import {
  type CountedCampaign,
  campaignName,
  campaignOfRow,
  type Evidence,
  type Gathered,
  isReleased,
} from "./evidence.ts";
import {
  type ColumnOf,
  type DatasetPath,
  type Faults,
  type FieldsOf,
  type FileFault,
  faultless,
  type Inspection,
} from "./rule.ts";

/** Other rules judge these, in every dataset. */
export type PlaceColumn = (typeof placeAndTime)[number]["name"];

/** The cells that name a row among those of its campaign, and what every other cell must hold. */
export interface ExpectedRow<Path extends DatasetPath, Key extends string> {
  readonly key: Readonly<Record<Key, string>>;
  readonly cells: Readonly<Record<Exclude<ColumnOf<Path>, PlaceColumn | Key>, Acceptable>>;
}

export interface Expectation<Subject extends object, Path extends DatasetPath, Key extends string> {
  readonly path: Path;
  readonly key: readonly Key[];
  /** All that may have rows, each the same object whenever it is asked for. */
  readonly subjects: readonly Subject[];
  readonly nameOf: (subject: Subject) => string;
  /** What a row is about, or what is wrong if it can be about nothing. */
  readonly subjectOf: (fields: FieldsOf<Path>) => Subject | string;
  /** Whether there are any, without working them out. */
  readonly hasRows: (subject: Subject) => boolean;
  readonly rowsOf: (subject: Subject) => readonly ExpectedRow<Path, Key>[];
}

/** Its faults at the end are those of whole subjects. */
interface RowInspection extends Inspection {
  readonly atEnd: () => readonly FileFault[];
}

interface Prepared {
  readonly columns: readonly string[];
  /** What `columns` must hold, in their order. */
  readonly cells: readonly (readonly Acceptable[])[];
  readonly places: ReadonlyMap<string, number>;
}

/** The rows of a subject stand together: it is seldom prepared twice, and never are the rows of all in memory. */
const SUBJECTS_KEPT = 16;

export function judgeAgainst<Subject extends object, Path extends DatasetPath, Key extends string>({
  path,
  key,
  subjects,
  nameOf,
  subjectOf,
  hasRows,
  rowsOf,
}: Expectation<Subject, Path, Key>): RowInspection {
  const kept = new Map<Subject, Prepared>();
  const seen = new Map<Subject, Uint8Array>();

  function prepared(subject: Subject): Prepared {
    const found = kept.get(subject) ?? prepare(key, rowsOf(subject));
    kept.delete(subject);
    kept.set(subject, found);
    for (const oldest of kept.keys()) if (kept.size > SUBJECTS_KEPT) kept.delete(oldest);
    return found;
  }

  function judge(fields: FieldsOf<Path>): Faults {
    const subject = subjectOf(fields);
    if (typeof subject === "string") return [subject];
    const { columns, cells, places } = prepared(subject);
    const place = places.get(nameIn(fields, key));
    if (place === undefined) return ["is of something that has no row here"];
    const marks = seen.get(subject) ?? new Uint8Array(cells.length);
    seen.set(subject, marks);
    if (marks[place] === 1) return ["is there twice"];
    marks[place] = 1;
    return cellFaults(fields, columns, cells[place] ?? []);
  }

  return {
    judges: { [path]: ({ fields }: { readonly fields: FieldsOf<Path> }) => judge(fields) },
    atEnd: () =>
      subjects
        .filter((subject) => seen.get(subject)?.includes(0) ?? hasRows(subject))
        .map((subject) => ({ file: path, detail: `${nameOf(subject)} has gaps` })),
  };
}

type Cells = Readonly<Record<string, Acceptable>>;

function prepare(
  key: readonly string[],
  rows: readonly { readonly key: Readonly<Record<string, string>>; readonly cells: Cells }[],
): Prepared {
  const columns = Object.keys(rows[0]?.cells ?? {});
  return {
    columns,
    cells: rows.map(({ cells }) => columns.map((column) => cells[column] ?? [])),
    places: new Map(rows.map((row, place) => [nameIn(row.key, key), place])),
  };
}

function nameIn(fields: Readonly<Record<string, string>>, key: readonly string[]): string {
  return key.map((column) => fields[column]).join("/");
}

function cellFaults(
  fields: Readonly<Record<string, string>>,
  columns: readonly string[],
  cells: readonly Acceptable[],
): Faults {
  let faults: string[] | undefined;
  for (const [place, column] of columns.entries()) {
    if (accepts(cells[place] ?? [], fields[column] ?? "")) continue;
    faults = [...(faults ?? []), `${column} is not what the counts and the policy give`];
  }
  return faults ?? faultless;
}

export function releasedCampaigns({ campaigns }: Gathered): CountedCampaign[] {
  return [...campaigns.values()].filter(isReleased);
}

/** What every dataset of released campaigns has in common. */
export function ofReleasedCampaigns(evidence: Evidence) {
  return {
    subjects: releasedCampaigns(evidence),
    nameOf: ({ campaign }: CountedCampaign) => `campaign ${campaignName(keyOf(campaign))}`,
    subjectOf: (fields: Readonly<Record<"wave" | "old_la_code" | "instrument", string>>) =>
      releasedCampaignOfRow(fields, evidence),
  };
}

/** The released campaign of a row, or why it can have none. */
export function releasedCampaignOfRow(
  fields: Readonly<Record<"wave" | "old_la_code" | "instrument", string>>,
  evidence: Evidence,
): CountedCampaign | string {
  const known = campaignOfRow(fields, evidence);
  if (known === undefined) return "is of a campaign that is not in the plan, or whose window has not opened";
  if (isReleased(known)) return known;
  return known.campaign.closed ? "is of a campaign that is held" : "is of a campaign that is still open";
}
