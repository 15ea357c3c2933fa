/** Items on a home that heals, and on looking at oneself and one's story with some peace. */
import {
  gettingBetter,
  howMuch,
  howOften,
  howOftenStrained,
  howWellExplained,
  isOrIsNot,
  yesWithSmile,
} from "../scales.ts";
import { measures, measuresForAll } from "./bank-entry.ts";

export const feelsSettled = measuresForAll("feels-settled", howMuch, yesWithSmile);
export const likesBedroom = measuresForAll("likes-bedroom", howMuch, yesWithSmile);
export const homeSuitsMe = measures("home-suits-me", howMuch);
export const internetAtHome = measures("internet-at-home", howOften);

export const carersNoticeFeelings = measuresForAll("carers-notice-feelings", howOften, yesWithSmile);
export const trustedByCarers = measures("trusted-by-carers", howOften);
export const sameThingsAsFriends = measures("same-things-as-friends", howOften);
export const helpWithWorries = measures("help-with-worries", howOften);

export const whyInCareExplained = measuresForAll("why-in-care-explained", howWellExplained, yesWithSmile);
export const identitySupported = measures("identity-supported", howMuch);
export const happyWithAppearance = measures("happy-with-appearance", howMuch);
export const lifeGettingBetter = measures("life-getting-better", gettingBetter);

export const stress = measures("stress", howOftenStrained);
export const longTermCondition = measures("long-term-condition", isOrIsNot);
