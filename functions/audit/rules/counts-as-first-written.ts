import { type CampaignKey, partitionOf } from "#shared/programme/campaign.ts";
import { TOTAL } from "#shared/release/dataset.ts";
import { NO_VALID_ANSWER, noisedCounts } from "#shared/release/datasets/noised-counts.ts";
import { filterItemOf } from "#shared/release/filter-item.ts";
import { SCHEMA_VERSION } from "#shared/release/manifest.ts";
import { type Ratio, varianceOf } from "#shared/release/policy.ts";
import { partitionOfNation } from "#shared/storage/counts.ts";
import {
  authorityGroups,
  breakdowns,
  EVERYBODY,
  type Group,
  groupKindOf,
  nameOfGroup,
  nationOnlyGroupsOf,
} from "#shared/survey/breakdowns.ts";
import { headlinesOf, laddersOf } from "#shared/survey/headlines.ts";
import type { NoisedCounts, NoisedNation } from "#shared/survey/noised-counts.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { type CsvRow, NotTheDataset, rowsOf } from "../csv-rows.ts";
import { type Night, nameOf, releasedIn, subjectOf } from "../night.ts";
import { type Faults, faultless, faultsOf, type Rule } from "../rule.ts";

const { name, path, columns } = noisedCounts;

/**
 * The file of noised counts holds what the counts table holds, every cell once with the variance of its noise, and what was
 * told once stands: the counts of a campaign or nation are those that the release told last had, unless the campaign was
 * recounted since. A second draw of the same answers would tell more of them than the policy promises.
 */
export const countsAsFirstWritten: Rule = {
  name: "counts-as-first-written",
  remedy: "stop the nights; if the counts table was changed, restore it to before the change",
  begin: (night) => ({
    open(dataset) {
      if (dataset.name !== name) return undefined;
      const drawn = new DrawnCells(night);
      return { judge: ({ fields }) => drawn.judge(fields), close: () => drawn.missing() };
    },
    atEnd: async () => (await changesIn(night)).map((detail) => ({ file: path, detail })),
  }),
};

type Fields = CsvRow["fields"];

/** What tells a cell of a subject from others, and what must stand there. */
type Cell = readonly [key: string, value: string];

/** The cells of the counts table. Those of a subject are spelled out when its first row comes, and struck out one by one. */
class DrawnCells {
  readonly #unread: Map<string, () => Generator<Cell>>;
  readonly #opened = new Map<string, Map<string, string>>();

  constructor(night: Night) {
    this.#unread = new Map([
      ...releasedIn(night).map(({ campaign, questionnaire, counts }) => {
        return [nameOf(campaign), () => groupCells(authorityGroups, questionnaire, counts)] as const;
      }),
      ...Array.from(night.nations, ([nation, { questionnaire, counts }]) => {
        return [nation, () => nationCells(questionnaire, counts)] as const;
      }),
    ]);
  }

  judge(fields: Fields): Faults {
    const subject = subjectOf(fields);
    const cells = this.#opened.get(subject) ?? new Map(this.#unread.get(subject)?.());
    this.#opened.set(subject, cells);
    this.#unread.delete(subject);
    const key = keyOf(fields);
    const expected = cells.get(key);
    cells.delete(key);
    if (expected === undefined) return ["is of a cell that the counts table does not have, or a second row of one"];
    return faultsOf([
      expected !== contentOf(fields),
      "noised_count or noise_variance is not what the counts table holds",
    ]);
  }

  missing(): Faults {
    return [
      ...[...this.#unread.keys()].map((subject) => `has no rows of ${subject}, which is counted`),
      ...[...this.#opened]
        .filter(([, cells]) => cells.size > 0)
        .map(([subject]) => `lacks cells of ${subject} that its questionnaire has`),
    ];
  }
}

const keyOf = (fields: Fields) =>
  `${fields.measure_level}\n${fields.measure}\n${fields.band}\n${breakdowns.map((name) => fields[name]).join("\n")}`;

const contentOf = ({ noised_count, noise_variance }: Fields) => `${noised_count} ${noise_variance}`;

/** By the questionnaire: a cell that the stored counts lack has a value that no row can have. */
function* groupCells(
  groups: readonly Group[],
  questionnaire: Questionnaire,
  { groups: counted, noise }: Pick<NoisedCounts, "groups" | "noise">,
): Generator<Cell> {
  for (const { level, id, bands } of headlinesOf(questionnaire)) {
    for (const group of groups) {
      const groupName = nameOfGroup(group);
      const cells = counted[groupName]?.[level === "derived" ? "derived" : "indicators"][id];
      const variance = (level === "derived" ? noise.derived : noise.questions)[groupKindOf(groupName)];
      for (const [position, band] of [...bands, NO_VALID_ANSWER].entries()) {
        yield cellOf({ measure_level: level, measure: id, band, ...columnsOf(group) }, cells?.[position], variance);
      }
    }
  }
}

function* nationCells(questionnaire: Questionnaire, counts: NoisedNation): Generator<Cell> {
  yield* groupCells(nationOnlyGroupsOf(questionnaire), questionnaire, counts);
  for (const { id } of laddersOf(questionnaire)) {
    for (let step = 0; step <= 10; step += 1) {
      const about = { measure_level: "ladder", measure: id, band: String(step), ...columnsOf(EVERYBODY) };
      yield cellOf(about, counts.ladders[id]?.[step], counts.noise.ladderSteps);
    }
  }
}

function cellOf(about: Fields, count: number | undefined, variance: Ratio): Cell {
  return [keyOf(about), contentOf({ noised_count: String(count), noise_variance: String(varianceOf(variance)) })];
}

function columnsOf(group: Group): Fields {
  return Object.fromEntries(
    breakdowns.map((breakdown) => [
      breakdown,
      group.breakdown === breakdown ? filterItemOf(breakdown, group.category) : TOTAL,
    ]),
  );
}

/**
 * What the release told last holds otherwise than the counts table does now, whatever else of a row has changed: names and
 * regions may be mended. Nothing is compared where that release had another layout, or the very same file.
 */
async function changesIn(night: Night): Promise<Faults> {
  const { standing, draft } = night;
  const told = standing?.files.find((file) => file.path === path);
  const now = draft.manifest.files.find((file) => file.path === path);
  if (standing?.schemaVersion !== SCHEMA_VERSION || told === undefined || told.sha256 === now?.sha256) return faultless;
  const drawn = new DrawnCells(night);
  const mayDiffer = recountsSince(night);
  const changed = new Set<string>();
  try {
    for (const { fields } of rowsOf((await standing.read(path)) ?? new Uint8Array(), columns)) {
      const subject = subjectOf(fields);
      if (!mayDiffer(subject) && drawn.judge(fields).length > 0) changed.add(subject);
    }
  } catch (error) {
    if (!(error instanceof NotTheDataset)) throw error;
    return [`cannot be compared with the release told last, whose noised counts are not of this layout`];
  }
  return [...changed].map(
    (subject) => `has other counts of ${subject} than the release told last, and no later day of a recount`,
  );
}

/** A campaign whose counts were drawn on a later day, and whatever is past its retention and so in no plan any more. */
function recountsSince({ standing, plan, campaigns }: Night): (subject: string) => boolean {
  const planned = new Set(plan.campaigns.flatMap((campaign) => [nameOf(campaign), partitionOfNation(campaign)]));
  const days = new Map((standing?.released ?? []).map((each) => [partitionOf(each as CampaignKey), each.asAt]));
  return (subject) => {
    const known = campaigns.get(subject);
    const day = days.get(subject);
    const isRecounted = known?.status === "released" && day !== undefined && known.counts.asAt > day;
    return isRecounted || !planned.has(subject);
  };
}
