import { partitionOf } from "#shared/programme/campaign.ts";
import { type DatasetDefinition, symbols } from "#shared/release/dataset.ts";
import { averages } from "#shared/release/datasets/averages.ts";
import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import { changesSinceTheLastRelease } from "#shared/release/datasets/changes.ts";
import { codebook } from "#shared/release/datasets/codebook.ts";
import { comparisons } from "#shared/release/datasets/comparisons.ts";
import { domains } from "#shared/release/datasets/domains.ts";
import { funnel } from "#shared/release/datasets/funnel.ts";
import { genderGap } from "#shared/release/datasets/gender-gap.ts";
import { responseRates } from "#shared/release/datasets/response-rates.ts";
import { MANIFEST } from "#shared/release/manifest.ts";
import { partitionOfNation } from "#shared/storage/counts.ts";
import { authorityGroups } from "#shared/survey/breakdowns.ts";
import { headlinesOf, laddersOf } from "#shared/survey/headlines.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import {
  type CampaignTonight,
  campaignOf,
  isAboutAllAuthorities,
  type Night,
  nameOf,
  type ReleasedCampaign,
  releasedIn,
  subjectOf,
} from "../night.ts";
import { type Faults, faultless, faultsOf, type Reading, type Rule } from "../rule.ts";

/**
 * Open and held campaigns have no figures, and every released one has its rows. The manifest names exactly the released
 * campaigns with the day on which each was counted, and the response rates have one row for every campaign whose window has
 * opened, with its status and why it is held.
 */
export const onlyClosedCampaignsAreShown: Rule = {
  name: "only-closed-campaigns-are-shown",
  remedy: "compare the plan and the counts table with what benchmark wrote; run the night again from its start",
  begin(night) {
    const surveys = new Set(releasedIn(night).map(({ campaign }) => partitionOfNation(campaign)));
    return {
      open(dataset) {
        if (dataset.name === codebook.name) return undefined;
        return dataset.name === responseRates.name ? ratesReading(night) : figuresReading(dataset, night, surveys);
      },
      atEnd: () => manifestFaults(night).map((detail) => ({ file: MANIFEST, detail })),
    };
  },
};

/** How many rows a campaign has; at least one where it says `some`. What is not listed may be missing. */
const rowsOfCampaign: Readonly<Record<string, (questionnaire: Questionnaire) => number | "some">> = {
  [benchmarks.name]: (questionnaire) =>
    headlinesOf(questionnaire).reduce((sum, { bands }) => sum + bands.length * authorityGroups.length, 0),
  [comparisons.name]: () => "some",
  [averages.name]: (questionnaire) => (laddersOf(questionnaire).length > 0 ? "some" : 0),
  [genderGap.name]: (questionnaire) => headlinesOf(questionnaire).length,
  [funnel.name]: (questionnaire) => headlinesOf(questionnaire).length,
  [domains.name]: () => "some",
};

function figuresReading({ name }: DatasetDefinition, night: Night, surveys: ReadonlySet<string>): Reading {
  const rows = new Map<string, number>();
  return {
    judge({ fields }) {
      if (fields.change === "removed") return faultless;
      const subject = subjectOf(fields);
      rows.set(subject, (rows.get(subject) ?? 0) + 1);
      if (isAboutAllAuthorities(fields)) {
        return faultsOf([!surveys.has(subject), "is about a wave and questionnaire without a released campaign"]);
      }
      const known = campaignOf(fields, night);
      // The release says of an open or held campaign how many answered, and so what became of these rows.
      const isOfRates = name === changesSinceTheLastRelease.name && fields.dataset === responseRates.name;
      if (known === undefined) return [NOT_OPENED];
      return faultsOf([!isOfRates && known.status !== "released", `has figures of a campaign that is ${known.status}`]);
    },
    close() {
      const expectedIn = rowsOfCampaign[name];
      if (expectedIn === undefined) return faultless;
      return releasedIn(night).flatMap(({ campaign, questionnaire }) => {
        const [found, expected] = [rows.get(nameOf(campaign)) ?? 0, expectedIn(questionnaire)];
        const isThere = expected === "some" ? found > 0 : found === expected;
        return faultsOf([!isThere, `has more or fewer rows of ${nameOf(campaign)} than its questionnaire asks for`]);
      });
    },
  };
}

const NOT_OPENED = "is about a campaign that is not in the plan, or whose window has not opened";

function ratesReading(night: Night): Reading {
  const missing = new Set(night.campaigns.keys());
  return {
    judge({ fields }) {
      const known = campaignOf(fields, night);
      if (known === undefined) return [NOT_OPENED];
      const isFirst = missing.delete(nameOf(known.campaign));
      return [
        ...faultsOf(
          [!isFirst, "is a second row of its campaign"],
          [fields.campaign_status !== known.status, "campaign_status is not what the plan and the counts table say"],
          [fields.held_reason !== reasonOf(known), "held_reason is not what the counts table says"],
          [fields.as_at !== asAtOf(known), "as_at is not the day on which the campaign was counted"],
          [fields.eligible_count !== String(known.campaign.eligible), "eligible_count is not what the plan says"],
        ),
        ...rateFaults(known, fields, night),
      ];
    },
    close: () => [...missing].map((name) => `has no row of ${name}`),
  };
}

/** Only what is shown at all: how it is rounded and divided, tests have worked out. */
function rateFaults({ status }: CampaignTonight, fields: Readonly<Record<string, string>>, { policy }: Night): Faults {
  const { response_count: responses, response_rate_percent: rate } = fields;
  const { notAvailable } = symbols;
  const isRounded = Number(responses) % policy.shown.baseRoundedTo === 0;
  return faultsOf(
    [status === "held" && responses !== notAvailable, "response_count is shown of a held campaign"],
    [status === "released" && !isRounded, "response_count of a released campaign is not a rounded number"],
    [status === "open" && responses !== symbols.confidential && !isRounded, "response_count is neither rounded nor c"],
    [
      (status === "released") === (rate === notAvailable),
      "response_rate_percent is shown of a campaign that is not released, or missing of one that is",
    ],
  );
}

function reasonOf(known: CampaignTonight): string {
  return known.status === "held" ? known.reason : symbols.notApplicable;
}

function asAtOf(known: CampaignTonight): string {
  return known.status === "released" ? known.counts.asAt : symbols.notApplicable;
}

function manifestFaults(night: Night): Faults {
  const named = night.draft.manifest.released.map((each) => `${partitionOf(each)} ${each.asAt}`);
  const expected = releasedIn(night).map(nameAndDay);
  return faultsOf([
    named.toSorted().join() !== expected.toSorted().join(),
    "released does not name exactly the campaigns that are closed and counted, with the day of their counts",
  ]);
}

const nameAndDay = ({ campaign, counts }: ReleasedCampaign) => `${nameOf(campaign)} ${counts.asAt}`;
