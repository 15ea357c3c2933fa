/** What is said of an edition beside its records, so that whoever answers for it can judge it without opening them. */
import { createHash } from "node:crypto";
import { origins } from "#shared/release/dataset.ts";
import { type EditionKey, type EditionReport, RECORDS, type Tier } from "#shared/storage/microdata.ts";
import { riskReport } from "./anonymity/risk-report.ts";
import type { Instrument } from "./instruments.ts";
import type { Released, Withheld } from "./nested-editions.ts";
import type { MicrodataPolicy } from "./policy.ts";

export type ReleasedReport = Extract<EditionReport, { readonly released: true }>;
export type WithheldReport = Extract<EditionReport, { readonly released: false }>;

export function editionOf(tier: Tier, { wave, questionnaire: { id, version } }: Instrument): EditionKey {
  return { tier, wave, questionnaire: id, version };
}

export function reportOnRecords(
  tier: Tier,
  instrument: Instrument,
  policy: MicrodataPolicy,
  { edition, generalisation }: Released,
  records: Uint8Array,
): ReleasedReport {
  const risk = riskReport(edition, generalisation);
  return {
    ...preamble(tier, instrument, policy),
    released: true,
    file: {
      path: RECORDS,
      rows: risk.records,
      bytes: records.length,
      sha256: createHash("sha256").update(records).digest("hex"),
    },
    risk,
    generalised: risk.quasiIdentifiers.flatMap(({ name, isGeneralised, levelName }, attribute) =>
      isGeneralised
        ? [`${name}: ${levelName}, instead of ${edition.quasiIdentifiers[attribute]?.hierarchy.levels[0]}`]
        : [],
    ),
  };
}

/** Of a handful of respondents not even the number is said. */
const reasons: Readonly<Record<Withheld["withheld"], (policy: MicrodataPolicy) => string>> = {
  "too few": ({ fewestRecords }) => `There are fewer than ${fewestRecords} respondents.`,
  "nothing acceptable": ({ suppressionLimit }) =>
    `Nothing keeps to the policy as long as at most ${100 * suppressionLimit}% of the records may be suppressed.`,
};

export function reportOnNothing(
  tier: Tier,
  instrument: Instrument,
  policy: MicrodataPolicy,
  { withheld }: Withheld,
): WithheldReport {
  return { ...preamble(tier, instrument, policy), released: false, reason: reasons[withheld](policy) };
}

function preamble(tier: Tier, instrument: Instrument, policy: MicrodataPolicy) {
  return {
    ...editionOf(tier, instrument),
    notice: instrument.synthetic
      ? "SYNTHETIC: every answer was invented. The places are real, the children are not."
      : "Records of a survey of children in care and care leavers, anonymised.",
    dataOrigin: instrument.synthetic ? origins.synthetic : origins.survey,
    policy: { ...policy, k: policy.k[tier] },
  };
}
