/** Items on safety, on being told and heard, and on being treated as an equal. */
import {
  howMuch,
  howOften,
  howOftenHarmed,
  howOftenHarmedAtSchool,
  howOftenWithWorker,
  noWithSmile,
  yesOrNo,
  yesWithSmile,
} from "../scales.ts";
import { measures, measuresForAll } from "./bank-entry.ts";

export const safeAtHome = measuresForAll("safe-at-home", howOften, yesWithSmile);
export const safeInArea = measures("safe-in-area", howOften);
export const bullied = measures("bullied", howOftenHarmed);
export const afraidOfSchool = measuresForAll("afraid-of-school", howOftenHarmedAtSchool, noWithSmile);
export const embarrassedAboutCare = measures("embarrassed-about-care", howOftenHarmed);
export const treatedDifferently = measures("treated-differently", howOftenHarmed);

export const knowsSocialWorker = measuresForAll("knows-social-worker", yesOrNo, yesWithSmile);
export const reachesSocialWorker = measures("reaches-social-worker", howOftenWithWorker);
export const knowsRightToSpeakAlone = measures("knows-right-to-speak-alone", yesOrNo);
export const knowsLeavingCareWorker = measures("knows-leaving-care-worker", yesOrNo);
export const reachesLeavingCareWorker = measures("reaches-leaving-care-worker", howOftenWithWorker);

export const includedInDecisions = measures("included-in-decisions", howOften);
export const toldAboutChanges = measures("told-about-changes", howOften);
export const planReflectsWishes = measures("plan-reflects-wishes", howMuch);
export const knowsAboutAdvocates = measures("knows-about-advocates", yesOrNo);
export const knowsEntitlements = measures("knows-entitlements", yesOrNo);
export const knowsRightToRecords = measures("knows-right-to-records", yesOrNo);
