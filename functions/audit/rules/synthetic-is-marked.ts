import { origins } from "#shared/release/dataset.ts";
import { SYNTHETIC_NOTICE } from "#shared/release/manifest.ts";
import { MANIFEST } from "../draft.ts";
import { campaignOfRow, type Evidence } from "../evidence.ts";
import { type Faults, faultsOf, type Rule } from "../rule.ts";

/** Real places and invented answers must never be mistaken for the children of these places, nor the other way round. */
export const syntheticIsMarked: Rule = {
  name: "synthetic-is-marked",
  begin(evidence) {
    const rowFaults = (fields: Parameters<typeof campaignOfRow>[0] & { readonly data_origin: string }): Faults => {
      const synthetic = campaignOfRow(fields, evidence)?.campaign.synthetic;
      const expected = synthetic === false ? origins.survey : origins.synthetic;
      return faultsOf([fields.data_origin !== expected, "does not say rightly whether its answers are invented"]);
    };
    return {
      benchmarksRow: ({ fields }) => rowFaults(fields),
      responseRatesRow: ({ fields }) => rowFaults(fields),
      atEnd: () => manifestFaults(evidence).map((detail) => ({ file: MANIFEST, detail })),
    };
  },
};

function manifestFaults({ draft: { manifest }, campaigns }: Evidence): Faults {
  const hasSynthetic = [...campaigns.values()].some(({ campaign }) => campaign.synthetic);
  return faultsOf(
    [manifest.synthetic !== hasSynthetic, "does not say rightly whether any answers are invented"],
    [hasSynthetic !== (manifest.notice === SYNTHETIC_NOTICE), "has another notice than its answers call for"],
  );
}
