import { origins } from "#shared/release/dataset.ts";
import { MANIFEST, SYNTHETIC_NOTICE } from "#shared/release/manifest.ts";
import { type Evidence, isAboutAllAuthorities, someCampaignOfRow } from "../evidence.ts";
import { type Faults, faultless, faultsOf, type Rule } from "../rule.ts";

/** Real places and invented answers must never be mistaken for the children of these places, nor the other way round. */
export const syntheticIsMarked: Rule = {
  name: "synthetic-is-marked",
  begin: (evidence) => ({
    judge({ fields }) {
      // Such rows say by their origin which campaigns they are about; another rule judges whether there are any.
      // What has gone is told as the release before had it.
      if (isAboutAllAuthorities(fields) || fields.change === "removed") return faultless;
      const synthetic = someCampaignOfRow(fields, evidence)?.campaign.synthetic;
      const expected = synthetic === false ? origins.survey : origins.synthetic;
      return faultsOf([fields.data_origin !== expected, "does not say rightly whether its answers are invented"]);
    },
    atEnd: () => manifestFaults(evidence).map((detail) => ({ file: MANIFEST, detail })),
  }),
};

function manifestFaults({ draft: { manifest }, campaigns }: Evidence): Faults {
  const hasSynthetic = [...campaigns.values()].some(({ campaign }) => campaign.synthetic);
  return faultsOf(
    [manifest.synthetic !== hasSynthetic, "does not say rightly whether any answers are invented"],
    [hasSynthetic !== (manifest.notice === SYNTHETIC_NOTICE), "has another notice than its answers call for"],
  );
}
