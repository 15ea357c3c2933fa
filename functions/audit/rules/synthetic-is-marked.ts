import { origins } from "#shared/release/dataset.ts";
import { MANIFEST, SYNTHETIC_NOTICE } from "#shared/release/manifest.ts";
import { campaignOf, isAboutAllAuthorities, type Night } from "../night.ts";
import { type Faults, faultless, faultsOf, type Rule } from "../rule.ts";

/** Real places and invented answers must never be mistaken for the children of these places, nor the other way round. */
export const syntheticIsMarked: Rule = {
  name: "synthetic-is-marked",
  remedy: "publish nothing by hand; look at how the row was written, and whether the campaign says rightly what it is",
  begin: (night) => ({
    open: () => ({
      judge({ fields }) {
        // Such rows say by their origin which campaigns they are about; another rule judges whether there are any.
        // What was removed is told as the release before had it.
        if (isAboutAllAuthorities(fields) || fields.change === "removed") return faultless;
        const synthetic = campaignOf(fields, night)?.campaign.synthetic;
        const expected = synthetic === false ? origins.survey : origins.synthetic;
        return faultsOf([fields.data_origin !== expected, "data_origin is not what the plan says of the campaign"]);
      },
    }),
    atEnd: () => manifestFaults(night).map((detail) => ({ file: MANIFEST, detail })),
  }),
};

function manifestFaults({ draft: { manifest }, campaigns }: Night): Faults {
  const hasSynthetic = [...campaigns.values()].some(({ campaign }) => campaign.synthetic);
  return faultsOf(
    [manifest.synthetic !== hasSynthetic, "does not say rightly whether any answers are invented"],
    [hasSynthetic !== (manifest.notice === SYNTHETIC_NOTICE), "has another notice than its answers call for"],
  );
}
