/** A finished wave whose stores are plain values, and that can be killed between two writes. SYNTHETIC. */
import { createHash } from "node:crypto";
import { anonymise } from "#functions/collect/anonymise.ts";
import type { Submission } from "#functions/collect/submission.ts";
import type { GeneraliseStores } from "#functions/generalise/generalise.ts";
import type { CampaignKey } from "#shared/programme/campaign.ts";
import { regions } from "#shared/programme/document.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { type EditionKey, type EditionReport, REPORT, riskReport } from "#shared/storage/microdata.ts";
import type { StoredRow } from "#shared/storage/responses.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { pack } from "#shared/survey/response.ts";
import { campaignsOf, type SyntheticCampaign, submissionsOf } from "../../journey/synthetic/submissions.ts";
import type { WaveFigures } from "../../journey/synthetic/waves.ts";
import { aPlannedCampaign } from "../benchmark/planned-campaign.ts";

export const WAVE = "2017";
const SEED = 7;

interface Answered {
  readonly campaign: PlannedCampaign;
  rows: StoredRow[];
}

function answered(synthetic: SyntheticCampaign): Answered {
  const { wave, questionnaire: id, version } = synthetic;
  const { region, ...authority } = synthetic.authority;
  const questionnaire = publishedQuestionnaire(id, version);
  return {
    campaign: aPlannedCampaign({
      wave,
      questionnaire: id,
      version,
      authority: {
        ...authority,
        mayBeNamed: false,
        statisticalNeighbours: [],
        regionCode: regions[region],
        regionName: region,
      },
      releasedIn: "2017-04-01-0123456789ab",
    }),
    rows: submissionsOf(synthetic, SEED).map(({ key, body }) => ({
      id: createHash("sha256").update(key).digest("base64url"),
      response: pack(anonymise(body as Submission, questionnaire), questionnaire),
    })),
  };
}

/** Stands for a function that is killed, or a store that fails, instead of its next write. */
export class Killed extends Error {
  override readonly name = "Killed";
}

export function finishedWave(respondents: WaveFigures["respondents"], authorities = 16) {
  const campaigns = campaignsOf({ wave: WAVE, authorities, respondents }, SEED).map(answered);
  const objects = new Map<string, Uint8Array>();
  const writes: string[] = [];
  const state = { writesLeft: Number.POSITIVE_INFINITY };
  const folderOf = ({ tier, wave, questionnaire, version }: EditionKey) =>
    `${tier}/${wave}/${questionnaire}-v${version}`;
  const put = (key: string, bytes: Uint8Array) => {
    if (state.writesLeft === 0) throw new Killed();
    state.writesLeft -= 1;
    writes.push(key);
    objects.set(key, bytes);
  };
  const rowsOf = ({ authority, questionnaire }: CampaignKey) =>
    campaigns.find(({ campaign }) => campaign.authority.code === authority && campaign.questionnaire === questionnaire)
      ?.rows ?? [];
  const stores: GeneraliseStores = {
    plans: {
      readPlan: async (runId) => ({ runId, asOf: "2017-04-02", campaigns: campaigns.map(({ campaign }) => campaign) }),
    },
    responses: {
      async *ofCampaign(key) {
        yield* rowsOf(key);
      },
    },
    microdata: {
      async report(edition) {
        const bytes = objects.get(`${folderOf(edition)}/${REPORT}`);
        return bytes && riskReport.parse(JSON.parse(new TextDecoder().decode(bytes)));
      },
      async write(edition, { path, bytes }) {
        put(`${folderOf(edition)}/${path}`, bytes);
      },
      async complete(report: EditionReport) {
        put(`${folderOf(report)}/${REPORT}`, Buffer.from(JSON.stringify(riskReport.parse(report))));
      },
    },
    questionnaireOf: publishedQuestionnaire,
  };
  return { campaigns, stores, objects, writes, state };
}
