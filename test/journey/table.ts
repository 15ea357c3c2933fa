/** What happened to each campaign, as a table of text. */
import { partitionOf } from "#shared/programme/campaign.ts";
import { type Alignment, columns } from "../../infra/local/columns.ts";
import { byCampaign, type ResponseRateRow } from "./released-data.ts";
import { type CampaignCounts, countIn, refusedIn } from "./synthetic/posting-counts.ts";

const headings: readonly (readonly [string, Alignment])[] = [
  ["Authority", "left"],
  ["Instrument", "left"],
  ["Eligible", "right"],
  ["Accepted", "right"],
  ["Retried", "right"],
  ["Conflicts", "right"],
  ["Refused", "right"],
  ["Figures", "left"],
  ["Refused because", "left"],
];

function reasons(refused: ReadonlyMap<string, number>): string {
  return [...refused]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([reason, count]) => (count === 1 ? reason : `${count} x ${reason}`))
    .join(", ");
}

const numbers = (counts: CampaignCounts) => [
  counts.campaign.eligible,
  counts.accepted,
  counts.retried,
  counts.conflicts,
  refusedIn(counts),
];

/** @param rates the published response rates; without them no figures are said to be released or held */
export function campaignTable(counts: readonly CampaignCounts[], rates: readonly ResponseRateRow[] = []): string[] {
  const rateOf = byCampaign(rates);
  const rows = counts.map((count) => {
    const { wave, authority, questionnaire } = count.campaign;
    const rate = rateOf.get(partitionOf({ wave, authority: authority.code, questionnaire }));
    const status = rate?.campaign_status ?? "open";
    return [authority.name, questionnaire, ...numbers(count).map(String), status, reasons(count.refused)];
  });
  const totals = counts
    .map(numbers)
    .reduce((sum, row) => sum.map((total, at) => total + (row[at] ?? 0)), [0, 0, 0, 0, 0]);
  const allRefused = new Map<string, number>();
  for (const { refused } of counts) {
    for (const [reason, times] of refused) for (let time = 0; time < times; time++) countIn(allRefused, reason);
  }
  return [
    ...columns(
      [headings.map(([heading]) => heading), ...rows, ["All", "", ...totals.map(String), "", ""]],
      headings.map(([, alignment]) => alignment),
    ),
    "",
    `Refused by reason: ${reasons(allRefused) || "none"}`,
  ];
}
