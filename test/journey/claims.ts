/** What a release claims, in sentences that a committee could hear read, from its files and the public questionnaires alone. */
import { questionnaireId } from "#shared/programme/campaign.ts";
import { claimRule, comparisonIds, NOTHING_DIFFERS } from "#shared/release/comparison.ts";
import { symbols, TOTAL } from "#shared/release/dataset.ts";
import { averages } from "#shared/release/datasets/averages.ts";
import { comparisons } from "#shared/release/datasets/comparisons.ts";
import type { peerLearning } from "#shared/release/datasets/peer-learning.ts";
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import { type Headline, headlinesOf, type LadderMean, laddersOf } from "#shared/survey/headlines.ts";
import type { RowIn } from "./released-data.ts";

export type ShareRow = RowIn<typeof comparisons>;
export type AverageRow = RowIn<typeof averages>;
export type PeerRow = RowIn<typeof peerLearning>;
type ComparedRow = ShareRow | AverageRow;

export interface ReleasedClaims {
  readonly shares: readonly ShareRow[];
  readonly averages: readonly AverageRow[];
  readonly peers: readonly PeerRow[];
}

const toldKinds = { "bright-spot": "bright spot", "area-for-improvement": "area for improvement" } as const;
type ToldKind = keyof typeof toldKinds;

/** A file speaks of a measure that the questionnaire's latest version does not ask. */
export class MeasureNotAsked extends Error {
  override readonly name = "MeasureNotAsked";
  readonly instrument: string;
  readonly measure: string;
  constructor(instrument: string, measure: string) {
    super(`${instrument} does not ask ${measure}`);
    this.instrument = instrument;
    this.measure = measure;
  }
}

const listed = new Intl.ListFormat("en-GB");
const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const isAverage = (row: ComparedRow): row is AverageRow => "answer_average" in row;
const latest = (row: { readonly instrument: string }) => latestVersionOf(questionnaireId.parse(row.instrument));

/** @throws MeasureNotAsked */
function headlineOf(row: ShareRow | PeerRow): Headline {
  const found = headlinesOf(latest(row)).find(({ level, id }) => level === row.measure_level && id === row.measure);
  if (found === undefined) throw new MeasureNotAsked(row.instrument, row.measure);
  return found;
}

/** @throws MeasureNotAsked */
function ladderOf(row: AverageRow): LadderMean {
  const found = laddersOf(latest(row)).find(({ id }) => id === row.measure);
  if (found === undefined) throw new MeasureNotAsked(row.instrument, row.measure);
  return found;
}

/** A harm or a lack is told by its title too: the favourable answer to its question may be a no. */
function shareTold({ level, title, wording, headline, scale }: Headline, share: string): string {
  if (level === "derived") return `${title} (${wording.replace(/\.$/, "")}): ${share}`;
  if (headline === "positive") return `"${wording}" ${share} answered favourably`;
  if (headline === "negative") return `${title} ("${wording}"): ${share} answered unfavourably`;
  const steps = scale?.kind === "ladder" ? scale.bands.find(({ id }) => id === headline) : undefined;
  return `${title} ("${wording}"): ${share}${steps ? ` answered ${steps.from} to ${steps.to} of 10` : ""}`;
}

interface Told {
  readonly figure: string;
  readonly polarity: Headline["polarity"];
  readonly interval: string;
  readonly reference: string;
  readonly difference: { readonly size: number; readonly unit: string; readonly interval: string };
}

function toldShare(row: ShareRow): Told {
  const headline = headlineOf(row);
  return {
    figure: shareTold(headline, `${row.band_percent}%`),
    polarity: headline.polarity,
    interval: `${row.interval_lower_percent} to ${row.interval_upper_percent}`,
    reference: `${row.reference_percent}%`,
    difference: {
      size: Number(row.difference_points),
      unit: " points",
      interval: `${row.difference_lower_points} to ${row.difference_upper_points}`,
    },
  };
}

function toldAverage(row: AverageRow): Told {
  const { wording, polarity } = ladderOf(row);
  return {
    figure: `"${wording}" an average of ${row.answer_average} of 10`,
    polarity,
    interval: `${row.interval_lower_average} to ${row.interval_upper_average}`,
    reference: row.reference_average,
    difference: {
      size: Number(row.difference_average),
      unit: "",
      interval: `${row.difference_lower_average} to ${row.difference_upper_average}`,
    },
  };
}

/** What the figure stands beside, and what a reader must know of it. */
function referenceTold(row: ComparedRow): { readonly name: string; readonly remark: string | undefined } {
  if (row.comparison === "earlier-wave") {
    return { name: `its own wave of ${row.reference}`, remark: `about ${row.reference_answer_count} answers` };
  }
  if (row.comparison === "general-population") {
    const differing = row.reference_differs === NOTHING_DIFFERS ? [] : row.reference_differs.split("-and-");
    const caveat = differing.length > 0 ? `, whose ${listed.format(differing)} differ` : "";
    return { name: "the general population", remark: `comparator ${row.reference}${caveat}` };
  }
  const earlier = row.reference_earlier_wave_count;
  return {
    name: `the other ${row.reference_authority_count} authorities together`,
    remark: earlier === "0" ? undefined : `${earlier} of them with an earlier wave`,
  };
}

/**
 * One sentence about a bright spot or an area for improvement.
 * @throws MeasureNotAsked
 */
export function sentenceOf(row: ComparedRow): string {
  const isBright = row.claim === ("bright-spot" satisfies ToldKind);
  const told = isAverage(row) ? toldAverage(row) : toldShare(row);
  const { name, remark } = referenceTold(row);
  const { difference } = told;
  const own = [`95% interval ${told.interval}`, `about ${row.answer_count} answers`];
  const beside = [told.reference, remark, `interval of the difference ${difference.interval}`, `q ${row.q_value}`];
  const present = (parts: readonly (string | undefined)[]) => parts.filter((part) => part !== undefined);
  return (
    `${capitalised(toldKinds[isBright ? "bright-spot" : "area-for-improvement"])}, ${row.instrument}: ` +
    `${told.figure} (${own.join(", ")}), ${Math.abs(difference.size)}${difference.unit} ${difference.size > 0 ? "above" : "below"} ${name} ` +
    `(${present(beside).join("; ")}), which is ${isBright ? "better" : "worse"}.`
  );
}

const SENTENCES_OF_A_KIND = 6;
const NAMES_OF_A_MEASURE = 3;

/** First what it was compared with in the same wave, then the general population, then its own past. */
const inOrder: readonly string[] = comparisonIds;
const orderOf = ({ comparison }: ComparedRow) => inOrder.indexOf(comparison);

function sentencesOf(kind: ToldKind, rows: readonly ComparedRow[]): string[] {
  const found = rows.filter(({ claim }) => claim === kind).toSorted((one, other) => orderOf(one) - orderOf(other));
  if (found.length === 0) return [`No ${toldKinds[kind]}.`];
  const more = found.slice(SENTENCES_OF_A_KIND);
  const files = new Set(more.map((row) => (isAverage(row) ? averages : comparisons).path));
  return [
    ...found.slice(0, SENTENCES_OF_A_KIND).map(sentenceOf),
    ...(more.length > 0 ? [`and ${more.length} more in ${listed.format(files)}`] : []),
  ];
}

/** Whom to ask about one measure; undefined where nobody may be named, nor enough of them counted. */
function peersTold(rows: readonly PeerRow[]): string | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const names = rows.map(({ peer_la_name }) => peer_la_name).filter((name) => name !== symbols.notApplicable);
  const unnamed = first.unnamed_peer_count === symbols.confidential ? 0 : Number(first.unnamed_peer_count);
  const more = unnamed + Math.max(0, names.length - NAMES_OF_A_MEASURE);
  const asked = [...names.slice(0, NAMES_OF_A_MEASURE), ...(more > 0 ? [`${more} more`] : [])];
  if (asked.length === 0) return undefined;
  const who = names.length === 0 ? `${unnamed} authorities that are not named` : listed.format(asked);
  return `"${headlineOf(first).title}" (${first.instrument}): ${who}`;
}

/** One line; none without an area that has a row. */
export function peersLine(rows: readonly PeerRow[]): string[] {
  if (rows.length === 0) return [];
  // The peers of a measure are the same, whatever it was compared with when it was found wanting.
  const ofMeasure = Map.groupBy(rows, ({ instrument, measure }) => `${instrument} ${measure}`);
  const told = Array.from(ofMeasure.values(), (all) =>
    peersTold(all.filter(({ comparison }) => comparison === all[0]?.comparison)),
  ).filter((each) => each !== undefined);
  return [`To learn from: ${told.length > 0 ? told.join("; ") : "nobody who may be named, nor enough to be counted"}.`];
}

const ofEverybody = ({ shares, averages }: ReleasedClaims): ComparedRow[] =>
  [...shares, ...averages].filter(({ gender }) => gender === TOTAL);

/** Of the release's newest wave, one array an authority: most claims first, then by code. */
export function authoritiesByClaims(released: ReleasedClaims): readonly (readonly ComparedRow[])[] {
  const rows = ofEverybody(released);
  const newest = rows
    .map(({ wave }) => wave)
    .toSorted()
    .at(-1);
  const claimed = (all: readonly ComparedRow[]) => all.filter(({ claim }) => Object.hasOwn(toldKinds, claim)).length;
  const ofAuthority = Map.groupBy(
    rows.filter(({ wave }) => wave === newest),
    ({ old_la_code }) => old_la_code,
  );
  return [...ofAuthority]
    .toSorted(([code, one], [otherCode, other]) => claimed(other) - claimed(one) || Number(code) - Number(otherCode))
    .map(([, all]) => all);
}

/** An authority's heading, its claims and whom to learn from. */
function authorityLines(rows: readonly ComparedRow[], peers: readonly PeerRow[]): string[] {
  const [first] = rows;
  if (first === undefined) return [];
  const asked = new Set(rows.map(({ instrument }) => instrument));
  const instruments = questionnaireId.options.filter((id) => asked.has(id));
  const own = peers.filter(({ old_la_code, wave }) => old_la_code === first.old_la_code && wave === first.wave);
  return [
    `${first.la_name} (${instruments.join(", ")})`,
    ...[...sentencesOf("bright-spot", rows), ...sentencesOf("area-for-improvement", rows), ...peersLine(own)].map(
      (line) => `  ${line}`,
    ),
  ];
}

/** How much was tested, what came of it, and how much of that chance alone may have made. */
export function testsLine(released: ReleasedClaims): string {
  const tested = ofEverybody(released).filter(({ status }) => status === "compared");
  const reports = new Set(
    tested.map(({ wave, old_la_code, instrument, comparison }) =>
      [wave, old_la_code, instrument, comparison].join(" "),
    ),
  );
  const count = (...kinds: readonly string[]) => tested.filter(({ claim }) => kinds.includes(claim)).length;
  const [bright, areas, neither] = [count("bright-spot"), count("area-for-improvement"), count("higher", "lower")];
  const all = bright + areas + neither;
  const told = (number: number, one: string, more = `${one}s`) =>
    `${number.toLocaleString("en-GB")} ${number === 1 ? one : more}`;
  return (
    `In the whole release ${told(reports.size, "report was", "reports were")} made, each of one campaign against one kind ` +
    `of reference, with ${told(tested.length, "test")}: ` +
    `${told(all, "claim")}, of them ${told(bright, "bright spot")}, ` +
    `${told(areas, "area for improvement", "areas for improvement")} and ${neither} higher or lower. If nothing ` +
    `differed anywhere, at most about ${(claimRule.largestQ * reports.size).toFixed(1)} of these reports would carry a false claim.`
  );
}

/** What the release claims of the authorities with the most claims, and then how many tests that took. */
export function claimLines(released: ReleasedClaims, authorityCount: number): string[] {
  return [
    ...authoritiesByClaims(released)
      .slice(0, authorityCount)
      .flatMap((rows) => [...authorityLines(rows, released.peers), ""]),
    testsLine(released),
  ];
}
