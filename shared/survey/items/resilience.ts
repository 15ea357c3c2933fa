/** Items on what helps a child to cope, learn and grow. */
import {
  howMuch,
  howMuchAtSchool,
  howOften,
  howOftenAtSchool,
  mainActivity,
  managingMoney,
  yesOrNo,
  yesWithSmile,
} from "../scales.ts";
import { measures, measuresForAll } from "./bank-entry.ts";

export const trustedAdult = measures("trusted-adult", yesOrNo);
export const adultBelievesInMe = measures("adult-believes-in-me", yesOrNo);
export const funAndHobbies = measuresForAll("fun-and-hobbies", howOften, yesWithSmile);
export const natureAndOutdoors = measuresForAll("nature-and-outdoors", howOften, yesWithSmile);
export const secondChances = measures("second-chances", howOften);

export const likesSchool = measuresForAll("likes-school", howMuchAtSchool, yesWithSmile);
export const adultsInterestedInEducation = measures("adults-interested-in-education", howOftenAtSchool);
export const supportForLearning = measures("support-for-learning", howOften);
export const lifeSkills = measures("life-skills", howOften);
export const helpWithPlans = measures("help-with-plans", howMuch);

export const educationOrWork = measures("education-or-work", mainActivity);
export const copingFinancially = measures("coping-financially", managingMoney);
