/** The responses of a finished wave become files of records that nobody can be found in. Each is made once. */
import type { Microdata, Tier } from "#shared/storage/microdata.ts";
import { type EditionKey, type EditionReport, tiers } from "#shared/storage/microdata.ts";
import type { ResponseReader } from "#shared/storage/responses.ts";
import type { Tallies } from "#shared/storage/tallies.ts";
import type { Questionnaire, QuestionnaireId } from "#shared/survey/questionnaire.ts";
import type { Draw } from "./anonymity/release-records.ts";
import { editionFiles } from "./edition-files.ts";
import { type Instrument, instrumentsOf } from "./instruments.ts";
import { nestedEditions, type Outcome } from "./nested-editions.ts";
import { microdataPolicy } from "./policy.ts";
import { readRecords } from "./records.ts";
import { editionOf, isStillTrue } from "./report.ts";

export interface GeneraliseStores {
  readonly plans: Pick<Tallies, "readPlan">;
  readonly responses: ResponseReader;
  readonly microdata: Microdata;
  readonly questionnaireOf: (id: QuestionnaireId, version: number) => Questionnaire;
}

/**
 * An edition that was completed on an earlier night is not what the responses of tonight give: some have expired or were
 * changed, or the policy was. The edition that is missing beside it cannot be nested in it any more.
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
  { now, draw }: { readonly now: Date; readonly draw: Draw },
): Promise<number> {
  const { campaigns } = await stores.plans.readPlan(runId);
  let written = 0;
  for (const instrument of instrumentsOf(wave, campaigns, stores.questionnaireOf)) {
    const standing = await standingEditions(instrument, stores.microdata);
    const missing = tiers.filter((tier) => standing[tier] === undefined);
    if (missing.length === 0) continue;
    const microdata = await readRecords(instrument, stores.responses, now);
    const outcomes = nestedEditions(microdata, microdataPolicy);
    checkThatTheyStillStand(standing, outcomes);
    for (const tier of missing) {
      const edition = editionFiles(tier, outcomes[tier], instrument, microdata, microdataPolicy, draw);
      for (const file of edition.files) await stores.microdata.write(edition.report, file);
      await stores.microdata.complete(edition.report);
      written += 1;
    }
  }
  return written;
}

type ByTier<Value> = Readonly<Record<Tier, Value>>;

async function standingEditions(
  instrument: Instrument,
  microdata: Pick<Microdata, "report">,
): Promise<ByTier<EditionReport | undefined>> {
  return {
    owner: await microdata.report(editionOf("owner", instrument)),
    shared: await microdata.report(editionOf("shared", instrument)),
  };
}

/** @throws StandingEditionDiffers */
function checkThatTheyStillStand(standing: ByTier<EditionReport | undefined>, outcomes: ByTier<Outcome>): void {
  for (const tier of tiers) {
    const report = standing[tier];
    if (report !== undefined && !isStillTrue(report, outcomes[tier], microdataPolicy)) {
      throw new StandingEditionDiffers(report);
    }
  }
}
