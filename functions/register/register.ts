/** A programme document becomes campaigns with survey links. The same document twice changes nothing. */
import { type Campaign, keyOf, partitionOf } from "#shared/programme/campaign.ts";
import { type AppliedCampaign, apply, type Outcome, type Registry } from "./apply.ts";
import { judge } from "./judge.ts";
import type { DocumentProblem } from "./problem.ts";
import { wantedCampaigns } from "./wanted.ts";

export interface RegisteredCampaign
  extends Pick<Campaign, "wave" | "questionnaire" | "opens" | "closes" | "eligible" | "link"> {
  /** The authority's three-digit code, and its name. */
  readonly authority: string;
  readonly name: string;
  readonly outcome: Outcome;
}

export type Registration =
  | { readonly refused: true; readonly problems: readonly DocumentProblem[] }
  | {
      readonly refused: false;
      readonly created: number;
      readonly updated: number;
      readonly unchanged: number;
      /** Stored campaigns that this document does not name. They stay as they are, links and all. */
      readonly notInDocument: number;
      /** The document's campaigns in its order. */
      readonly campaigns: readonly RegisteredCampaign[];
    };

export interface Dependencies {
  readonly programme: Registry;
  readonly configuredOrigins: readonly string[];
  /** As many fresh random bytes as a link needs, each time. */
  readonly drawRandomBytes: () => Uint8Array;
}

/**
 * Refuses a document with any problem before anything is written. An error on the way leaves some campaigns applied and
 * the rest as they were; applying the document again finishes.
 */
export async function register(
  written: unknown,
  { programme, configuredOrigins, drawRandomBytes }: Dependencies,
): Promise<Registration> {
  const stored = await programme.campaigns();
  const verdict = judge(written, { configuredOrigins, stored });
  if (!verdict.sound) return { refused: true, problems: verdict.problems };

  const byPartition = new Map(stored.map((campaign) => [partitionOf(keyOf(campaign)), campaign]));
  const applied: AppliedCampaign[] = [];
  for (const wanted of wantedCampaigns(verdict.document, (key) => byPartition.get(partitionOf(key)))) {
    const { wave, authority, questionnaire } = wanted;
    const before = byPartition.get(partitionOf({ wave, authority: authority.code, questionnaire }));
    applied.push(await apply(programme, wanted, before, drawRandomBytes));
  }
  return report(applied, stored);
}

function report(applied: readonly AppliedCampaign[], stored: readonly Campaign[]): Registration {
  const count = (outcome: Outcome) => applied.filter((each) => each.outcome === outcome).length;
  const named = new Set(applied.map(({ campaign }) => partitionOf(keyOf(campaign))));
  return {
    refused: false,
    created: count("created"),
    updated: count("updated"),
    unchanged: count("unchanged"),
    notInDocument: stored.filter((campaign) => !named.has(partitionOf(keyOf(campaign)))).length,
    campaigns: applied.map(({ campaign, outcome }) => {
      const { wave, authority, questionnaire, opens, closes, eligible, link } = campaign;
      return {
        wave,
        authority: authority.code,
        name: authority.name,
        questionnaire,
        opens,
        closes,
        eligible,
        link,
        outcome,
      };
    }),
  };
}
