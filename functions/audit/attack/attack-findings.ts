/** The attack on a draft: what anybody could work out of its files, and of those of the release that stands. */
import type { CampaignKey } from "#shared/programme/campaign.ts";
import { origins } from "#shared/release/dataset.ts";
import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { itemsOf, type Questionnaire } from "#shared/survey/questionnaire.ts";
import { type Measure, sameMeasureIn } from "../layout.ts";
import type { FileFault } from "../rule.ts";
import { tooWellKnown } from "./attack.ts";
import { type Files, type PublicCampaign, type PublishedFigures, publishedFigures } from "./published-figures.ts";
import { solver } from "./solver.ts";
import { type Besides, tablesOf } from "./tables.ts";

export interface AttackInput extends Besides {
  /** Of the draft, by path. */
  readonly files: Files;
  /** Of the release that stands: whoever kept it sees two sets of pools of the same counts. */
  readonly earlierFiles?: Files | undefined;
  /** What is public of the plan's campaigns: which there are, and with which version each asks. */
  readonly campaigns: readonly PublicCampaign[];
  readonly policy: DisclosurePolicy;
  readonly questionnaireOf: (id: CampaignKey["questionnaire"], version: number) => Questionnaire;
}

/** What can be worked out and must not be, in words without figures; memory is that of one measure at a time. */
export async function attackFindings(input: AttackInput): Promise<readonly FileFault[]> {
  const { files, earlierFiles, campaigns, policy, questionnaireOf } = input;
  const editions: PublishedFigures[] = [await publishedFigures(files, campaigns, questionnaireOf)];
  if (earlierFiles !== undefined) editions.push(await publishedFigures(earlierFiles, campaigns, questionnaireOf));
  const highs = await solver();
  const found: FileFault[] = [];
  for (const kind of kindsIn(editions)) {
    for (const measure of measuresOf(kind)) {
      const { model, targets } = tablesOf(measure, kind.editions, policy, input);
      const tooMuch = tooWellKnown(model, targets, highs);
      if (tooMuch === undefined) {
        const detail = `${kind.name}, ${measure.level} ${measure.id}: no counts fit what the tables say together`;
        found.push({ file: benchmarks.path, detail });
      } else found.push(...tooMuch.map(({ target: { file, name } }) => ({ file, detail: name })));
    }
  }
  return found;
}

interface Kind {
  readonly name: string;
  readonly editions: readonly PublishedFigures[];
}

/** One instrument, and invented answers apart from real ones: nothing is ever compared or pooled across these. */
function kindsIn(editions: readonly PublishedFigures[]): Kind[] {
  const nameOf = ({ questionnaire, synthetic }: PublicCampaign) =>
    `${questionnaire} ${synthetic ? origins.synthetic : origins.survey}`;
  const names = new Set(editions.flatMap(({ campaigns }) => campaigns.map(({ campaign }) => nameOf(campaign))));
  return [...names].map((name) => ({
    name,
    editions: editions.map(({ campaigns, nations }) => ({
      campaigns: campaigns.filter(({ campaign }) => nameOf(campaign) === name),
      nations,
    })),
  }));
}

/** Each measure once, in whichever version it is asked; an item that its indicator repeats to the letter is not asked twice. */
function measuresOf({ editions }: Kind): Measure[] {
  const published = editions.flatMap(({ campaigns }) => campaigns);
  const found: Measure[] = [];
  for (const { shares } of published) {
    for (const measure of shares.layout.measures) {
      if (measure.level === "ladder" || found.some((other) => isSame(other, measure))) continue;
      found.push(measure);
    }
  }
  return found.filter((item) => {
    const indicator = item.level === "item" ? indicatorFor(item, published, found) : undefined;
    return indicator === undefined || !isRepeated(item, indicator, published);
  });
}

function isSame(one: Measure, other: Measure): boolean {
  return one.level === other.level && one.id === other.id && one.scale === other.scale;
}

function indicatorFor(item: Measure, published: PublishedFigures["campaigns"], measures: readonly Measure[]) {
  const ids = new Set(
    published.flatMap(({ shares }) =>
      itemsOf(shares.layout.questionnaire).flatMap(({ id, indicator }) => (id === item.id ? [indicator] : [])),
    ),
  );
  return measures.find(({ level, id, scale }) => level === "indicator" && ids.has(id) && scale === item.scale);
}

/** The indicator's rows say all that the item's say, and of comparisons more. */
function isRepeated(item: Measure, indicator: Measure, published: PublishedFigures["campaigns"]): boolean {
  return published.every(({ shares }) => {
    const { layout } = shares;
    const [one, other] = [sameMeasureIn(layout, item), sameMeasureIn(layout, indicator)];
    if (one === undefined || other === undefined) return one === other;
    return layout.groups.every((group) => shares.repeats(layout.blockOf(one, group), layout.blockOf(other, group)));
  });
}
