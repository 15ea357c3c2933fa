/** The ladders from 0 to 10, put to people of 11 and over. */
import { anxietyLadder, ladder } from "../scales.ts";
import { measures } from "./bank-entry.ts";

export const lifeSatisfaction = measures("life-satisfaction", ladder);
export const happyYesterday = measures("happy-yesterday", ladder);
export const thingsWorthwhile = measures("things-worthwhile", ladder);
export const positiveAboutFuture = measures("positive-about-future", ladder);
export const anxiousYesterday = measures("anxious-yesterday", anxietyLadder);
