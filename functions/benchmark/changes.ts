/** What of tonight's rows is new, differs from the release that stands and why, or is carried forward to the letter. */
import { parse } from "csv-parse/sync";
import { type Campaign, type CampaignKey, keyOf, partitionOf } from "#shared/programme/campaign.ts";
import { origins, type RowOf, symbols } from "#shared/release/dataset.ts";
import type { Change, ChangeReason, changesSinceTheLastRelease } from "#shared/release/datasets/changes.ts";
import { responseRates } from "#shared/release/datasets/response-rates.ts";
import type { Manifest } from "#shared/release/manifest.ts";
import type { StandingRelease } from "#shared/storage/standing.ts";
import { nameOfSubject, type Part, type Subject } from "./files/dataset-file.ts";
import { whereAndWhen, whereAndWhenOfNation } from "./place-and-time.ts";

type ChangeRow = RowOf<typeof changesSinceTheLastRelease>;
type PlaceAndTime = ReturnType<typeof whereAndWhen>;
const { notApplicable } = symbols;

/** The release that readers see now. */
export interface Previous {
  readonly release: Pick<StandingRelease, "releaseId" | "schemaVersion" | "methodVersion" | "policy" | "released">;
  /** Its `changes.csv`; undefined where it was made before there was one. */
  readonly changes: Uint8Array | undefined;
}

export interface CampaignInRelease {
  readonly campaign: Campaign;
  /** As of which day its own figures stand; undefined where there are none. */
  readonly asAt: string | undefined;
}

export interface Tonight {
  /** By name of the dataset, in the order of the release. */
  readonly parts: ReadonlyMap<string, readonly Part[]>;
  /** Every campaign that has a row anywhere. */
  readonly campaigns: readonly CampaignInRelease[];
  readonly identity: Pick<Manifest, "schemaVersion" | "methodVersion" | "policy">;
}

/** The rows of a subject in a dataset, as the release that stands had them. */
interface Earlier {
  readonly sha256: string;
  readonly place: PlaceAndTime;
  readonly subject: Subject;
}

/** By dataset, the subject's rows that the release before had. */
type EarlierRows = ReadonlyMap<string, ReadonlyMap<string, Earlier>>;

export function changeRows({ parts, campaigns, identity }: Tonight, previous: Previous | undefined): ChangeRow[] {
  const earlier = previous === undefined ? undefined : earlierRows(previous.changes);
  const known = new Map(campaigns.map((each) => [nameOfSubject(subjectOf(each.campaign)), each]));
  const reasonOf = reasonsAgainst(previous, earlier, known, identity);
  const previous_release = previous?.release.releaseId ?? notApplicable;

  // What a release no longer has a file for is removed, too.
  return [...new Set([...parts.keys(), ...(earlier?.keys() ?? [])])].flatMap((dataset): ChangeRow[] => {
    const ofDataset = parts.get(dataset) ?? [];
    const before = earlier?.get(dataset);
    const present = ofDataset.map(({ subject, rows, sha256 }): ChangeRow => {
      const campaign = known.get(nameOfSubject(subject));
      const was = before?.get(nameOfSubject(subject))?.sha256;
      return {
        ...placeOf(subject, campaign),
        dataset,
        previous_release,
        change: changeOf(sha256, was, wasReleased(campaign, previous), earlier === undefined),
        reason: was === sha256 ? "nothing-changed" : reasonOf(subject, dataset),
        as_at: campaign?.asAt ?? notApplicable,
        rows_sha256: sha256,
        row_count: rows,
      };
    });
    const names = new Set(ofDataset.map(({ subject }) => nameOfSubject(subject)));
    const gone = [...(before ?? [])].filter(([name]) => !names.has(name));
    const removed = gone.map(
      ([name, { subject, place }]): ChangeRow => ({
        // A campaign that is still there may have got another name.
        ...(known.has(name) ? placeOf(subject, known.get(name)) : place),
        dataset,
        previous_release,
        change: "removed",
        reason: isStillThere(name, subject, known) ? reasonOf(subject, dataset) : "out-of-retention",
        as_at: notApplicable,
        rows_sha256: notApplicable,
        row_count: 0,
      }),
    );
    return [...present, ...removed];
  });
}

function changeOf(sha256: string, was: string | undefined, wasReleased: boolean, isUnknown: boolean): Change {
  if (was === sha256) return "carried-forward";
  if (was !== undefined) return "revised";
  return isUnknown && wasReleased ? "revised" : "added";
}

/** Its asAt in the release before; undefined where its figures were in none. */
function asAtBefore({ campaign }: CampaignInRelease, previous: Previous | undefined): string | undefined {
  const partition = partitionOf(keyOf(campaign));
  return previous?.release.released.find((each) => partitionOf(each as CampaignKey) === partition)?.asAt;
}

function wasReleased(campaign: CampaignInRelease | undefined, previous: Previous | undefined): boolean {
  return campaign !== undefined && asAtBefore(campaign, previous) !== undefined;
}

function reasonsAgainst(
  previous: Previous | undefined,
  earlier: EarlierRows | undefined,
  known: ReadonlyMap<string, CampaignInRelease>,
  { schemaVersion, methodVersion, policy }: Tonight["identity"],
): (subject: Subject, dataset: string) => ChangeReason {
  if (previous === undefined) return () => "first-release";
  const { release } = previous;
  return (subject, dataset) => {
    const campaign = known.get(nameOfSubject(subject));
    const isNew = campaign !== undefined && !wasReleased(campaign, previous) && dataset !== responseRates.name;
    if (isNew) return "first-release";
    if (earlier === undefined || release.schemaVersion !== schemaVersion) return "layout-changed";
    if (release.methodVersion !== methodVersion) return "method-changed";
    if (release.policy.id !== policy.id || release.policy.version !== policy.version) return "policy-changed";
    // Of an open campaign the number of responses is all that is told; a nation is nobody but its authorities.
    if (campaign === undefined || dataset === responseRates.name) return "recounted";
    return asAtBefore(campaign, previous) === campaign.asAt ? "others-changed" : "recounted";
  };
}

function isStillThere(
  name: string,
  { wave, data_origin, instrument, old_la_code }: Subject,
  known: ReadonlyMap<string, CampaignInRelease>,
): boolean {
  if (old_la_code !== undefined) return known.has(name);
  return [...known.values()].some(({ campaign }) => {
    const subject = subjectOf(campaign);
    return subject.wave === wave && subject.data_origin === data_origin && subject.instrument === instrument;
  });
}

const originOf = (synthetic: boolean) => (synthetic ? origins.synthetic : origins.survey);

function subjectOf({ wave, synthetic, questionnaire, authority }: Campaign): Subject {
  return { wave, data_origin: originOf(synthetic), instrument: questionnaire, old_la_code: authority.code };
}

const nowhere = {
  region_code: notApplicable,
  region_name: notApplicable,
  old_la_code: notApplicable,
  new_la_code: notApplicable,
  la_name: notApplicable,
};

function placeOf({ wave, data_origin, instrument }: Subject, campaign: CampaignInRelease | undefined): PlaceAndTime {
  if (campaign !== undefined) return whereAndWhen(campaign.campaign);
  return {
    ...whereAndWhenOfNation({
      wave,
      synthetic: data_origin === origins.synthetic,
      questionnaire: instrument as Campaign["questionnaire"],
    }),
    ...nowhere,
  };
}

/** Undefined where the release before had no such file, or one of another layout. */
function earlierRows(changes: Uint8Array | undefined): EarlierRows | undefined {
  if (changes === undefined) return undefined;
  const rows = parse(Buffer.from(changes), { columns: true }) as Record<keyof ChangeRow, string>[];
  const found = new Map<string, Map<string, Earlier>>();
  for (const { dataset, previous_release, change, reason, as_at, rows_sha256, row_count, ...place } of rows) {
    if (change === "removed") continue;
    const ofDataset = found.get(dataset) ?? new Map<string, Earlier>();
    found.set(dataset, ofDataset);
    const { wave, data_origin, instrument, old_la_code } = place;
    const subject = {
      wave,
      data_origin,
      instrument,
      old_la_code: old_la_code === notApplicable ? undefined : old_la_code,
    };
    ofDataset.set(nameOfSubject(subject), { sha256: rows_sha256, place: place as PlaceAndTime, subject });
  }
  return found;
}
