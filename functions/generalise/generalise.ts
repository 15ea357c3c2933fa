/**
 * The responses of a finished wave become files of records that nobody can be found in. Each is made once, of the responses
 * that are there on that night: one that was withdrawn before is in none, and one that is withdrawn later stays in the files
 * that were made.
 */
import { isDeepStrictEqual } from "node:util";
import { type EditionKey, type EditionReport, type Microdata, tiers } from "#shared/storage/microdata.ts";
import type { Plans } from "#shared/storage/plans.ts";
import type { ResponseReader } from "#shared/storage/responses.ts";
import type { Questionnaire, QuestionnaireId } from "#shared/survey/questionnaire.ts";
import { editionFiles } from "./edition-files.ts";
import { type Instrument, instrumentsOf } from "./instruments.ts";
import { nestedEditions } from "./nested-editions.ts";
import { microdataPolicy } from "./policy.ts";
import { readRecords } from "./records.ts";
import { editionOf } from "./report.ts";

export interface GeneraliseStores {
  readonly plans: Pick<Plans, "readPlan">;
  readonly responses: ResponseReader;
  readonly microdata: Microdata;
  readonly questionnaireOf: (id: QuestionnaireId, version: number) => Questionnaire;
}

/**
 * An edition that was completed on an earlier night is not the one that the responses of tonight give: some were withdrawn
 * or have expired, or the policy was changed. The edition that is missing beside it cannot be nested in it any more.
 */
export class StandingEditionDiffers extends Error {
  override readonly name = "StandingEditionDiffers";
  readonly edition: EditionKey;
  constructor({ tier, wave, questionnaire, version }: EditionKey) {
    super(
      `the ${tier} edition of ${wave} ${questionnaire} version ${version} stands and was made from other responses, or under another policy, than there are tonight; do without the missing edition, or remove what stands so that both are made anew`,
    );
    this.edition = { tier, wave, questionnaire, version };
  }
}

/**
 * Returns how many editions were written; none where all of them stand already. A run that was killed is made good by the
 * next one: what stands complete stays, everything else is written whole.
 * @throws StandingEditionDiffers, OriginsMixed
 */
export async function generaliseWave(
  { runId, wave }: { readonly runId: string; readonly wave: string },
  stores: GeneraliseStores,
  now: Date,
): Promise<number> {
  const { campaigns } = await stores.plans.readPlan(runId);
  let written = 0;
  for (const instrument of instrumentsOf(wave, campaigns, stores.questionnaireOf)) {
    const standing = await standingReports(instrument, stores.microdata);
    if (standing.length === tiers.length) continue;
    const microdata = await readRecords(instrument, stores.responses, now);
    const outcomes = nestedEditions(microdata, microdataPolicy);
    const editions = tiers.map((tier) => editionFiles(tier, outcomes[tier], instrument, microdata, microdataPolicy));
    const missing = editions.filter(({ report }) => !stands(report, standing));
    for (const { files, report } of missing) {
      for (const file of files) await stores.microdata.write(report, file);
      await stores.microdata.complete(report);
      written += 1;
    }
  }
  return written;
}

async function standingReports(
  instrument: Instrument,
  microdata: Pick<Microdata, "report">,
): Promise<readonly EditionReport[]> {
  const reports = await Promise.all(tiers.map((tier) => microdata.report(editionOf(tier, instrument))));
  return reports.filter((report) => report !== undefined);
}

/**
 * Reports carry the SHA-256 of their records: those of the same records under the same policy are the same to the letter.
 * @throws StandingEditionDiffers
 */
function stands(made: EditionReport, standing: readonly EditionReport[]): boolean {
  const earlier = standing.find(({ tier }) => tier === made.tier);
  if (earlier !== undefined && !isDeepStrictEqual(earlier, made)) throw new StandingEditionDiffers(earlier);
  return earlier !== undefined;
}
