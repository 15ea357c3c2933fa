/** A campaign as registering it would have stored it, for trials that go without the local cloud. SYNTHETIC. */
import type { Campaign } from "#shared/programme/campaign.ts";
import { regions } from "#shared/programme/document.ts";
import { crockford } from "#shared/programme/link.ts";
import type { SyntheticCampaign } from "./submissions.ts";

/**
 * Open from the first of February of the wave's year on.
 * @param place among the campaigns of the wave: its link is made of both
 * @param lastDay of the wave's year, as in `03-31`
 */
export function registered(synthetic: SyntheticCampaign, place: number, lastDay = "03-31"): Campaign {
  const { wave, authority, questionnaire, version, eligible } = synthetic;
  const { region, mayBeNamed = false, statisticalNeighbours = [], ...named } = authority;
  return {
    wave,
    authority: { ...named, mayBeNamed, statisticalNeighbours, regionCode: regions[region], regionName: region },
    questionnaire,
    version,
    opens: `${wave}-02-01`,
    closes: `${wave}-${lastDay}`,
    eligible,
    languages: ["en"],
    synthetic: true,
    link: crockford(
      Uint8Array.from({ length: 14 }, (_, digit) => (digit === 0 ? Number(wave) : place >> (5 * (digit - 1))) & 31),
    ),
  };
}
