import type { PlannedCampaign } from "#shared/programme/night.ts";
import { symbols } from "#shared/release/dataset.ts";
import { peerLearning } from "#shared/release/datasets/peer-learning.ts";
import { campaignOf, type Night } from "../night.ts";
import { type Faults, faultsOf, type Rule } from "../rule.ts";

/**
 * An authority is named as an example to others only where every campaign of its newest wave consents, and never to itself.
 * A promise to authorities, so that it is looked at again each night.
 */
export const onlyConsentingPeersAreNamed: Rule = {
  name: "only-consenting-peers-are-named",
  remedy: "do not publish; look at how benchmark reads consent from the plan",
  begin: (night) => ({
    open: ({ name }) => (name === peerLearning.name ? { judge: ({ fields }) => peerFaults(fields, night) } : undefined),
  }),
};

function peerFaults(fields: Readonly<Record<string, string>>, night: Night): Faults {
  const { peer_old_la_code: code = "", peer_la_name: name = "", old_la_code } = fields;
  if (code === symbols.notApplicable) {
    return faultsOf([name !== symbols.notApplicable, "peer_la_name names an authority beside no code"]);
  }
  const synthetic = campaignOf(fields, night)?.campaign.synthetic;
  const own = night.plan.campaigns.filter((each) => each.authority.code === code && each.synthetic === synthetic);
  if (own.length === 0) return ["names an authority that is not in the plan"];
  return faultsOf(
    [code === old_la_code, "names the authority itself as its peer"],
    [!mayBeNamed(own), "names an authority whose newest wave in the plan does not consent to be named"],
    [
      own.every(({ authority }) => authority.name !== name),
      "peer_la_name is not a name of the authority with this code",
    ],
  );
}

function mayBeNamed(own: readonly PlannedCampaign[]): boolean {
  const newest = own.reduce((latest, { wave }) => (wave > latest ? wave : latest), "");
  return own.every(({ wave, authority }) => wave !== newest || authority.mayBeNamed);
}
