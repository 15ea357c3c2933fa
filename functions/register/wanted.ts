/** The campaigns that a document asks for, complete with what it may leave out. */
import type { Authority, Campaign, CampaignKey } from "#shared/programme/campaign.ts";
import { type DocumentAuthority, type ProgrammeDocument, regions } from "#shared/programme/document.ts";
import { latestVersionOf } from "#shared/survey/catalogue.ts";

/** A campaign as the document wants it. Its links and how far it is counted are not the document's to say. */
export interface WantedCampaign extends Omit<Campaign, "link" | "formerLinks" | "counting" | "releasedIn"> {
  /** How often its link is to have been replaced; undefined for as often as it was. */
  readonly linksReplaced?: number | undefined;
}

/** Silence is no consent, also where an earlier document gave it. */
function authorityFrom(written: DocumentAuthority): Authority {
  const { code, onsCode, name, region, mayBeNamed = false, statisticalNeighbours = [] } = written;
  return { code, onsCode, name, regionCode: regions[region], regionName: region, mayBeNamed, statisticalNeighbours };
}

/**
 * The campaigns of a document in its order, with what it leaves out filled in: English, no consent to be named, no
 * statistical neighbours, and for the version the one that the campaign has, or the latest for a new campaign. A version
 * that is published later therefore changes nothing.
 * @throws RangeError for a document that names an authority which it does not list; `judge` refuses such
 */
export function wantedCampaigns(
  { synthetic, authorities, waves }: ProgrammeDocument,
  storedUnder: (key: CampaignKey) => Campaign | undefined,
): WantedCampaign[] {
  const byCode = new Map(authorities.map((authority) => [authority.code, authorityFrom(authority)]));
  return waves.flatMap(({ id: wave, campaigns }) =>
    campaigns.map(
      ({ authority: code, questionnaire, version, opens, closes, eligible, linksReplaced, languages = ["en"] }) => {
        const authority = byCode.get(code);
        if (authority === undefined) throw new RangeError("a judged document names its own authorities only");
        const before = storedUnder({ wave, authority: code, questionnaire });
        return {
          wave,
          authority,
          questionnaire,
          version: version ?? before?.version ?? latestVersionOf(questionnaire).version,
          opens,
          closes,
          eligible,
          languages,
          synthetic,
          linksReplaced,
        };
      },
    ),
  );
}
