/** Items on the people (and animals) in a child's life. */
import {
  contact,
  howMuch,
  howOften,
  howOftenStrained,
  howOftenWithWorker,
  isOrIsNot,
  numberOfHomes,
  numberOfWorkers,
  yesOrNo,
  yesWithSmile,
} from "../scales.ts";
import { measures, measuresForAll } from "./bank-entry.ts";

export const contactMother = measures("contact-mother", contact);
export const contactFather = measures("contact-father", contact);
export const contactBrothersAndSisters = measures("contact-brothers-and-sisters", contact);
export const contactWiderFamily = measures("contact-wider-family", contact);
export const contactFormerCarers = measures("contact-former-carers", contact);
export const pets = measures("pets", isOrIsNot);

export const trustCarers = measuresForAll("trust-carers", howOften, yesWithSmile);
export const talksWithCarers = measures("talks-with-carers", howOften);
export const belongsAtHome = measures("belongs-at-home", howMuch);
export const numberOfPlacements = measures("number-of-placements", numberOfHomes);

export const trustSocialWorker = measuresForAll("trust-social-worker", howOftenWithWorker, yesWithSmile);
export const socialWorkerKeepsPromises = measures("social-worker-keeps-promises", howOftenWithWorker);
export const numberOfSocialWorkers = measures("number-of-social-workers", numberOfWorkers);

export const trustLeavingCareWorker = measures("trust-leaving-care-worker", howOftenWithWorker);
export const leavingCareWorkerKeepsPromises = measures("leaving-care-worker-keeps-promises", howOftenWithWorker);
export const numberOfLeavingCareWorkers = measures("number-of-leaving-care-workers", numberOfWorkers);

export const goodFriend = measuresForAll("good-friend", yesOrNo, yesWithSmile);
export const emotionalSupport = measures("emotional-support", howOften);
export const loneliness = measures("loneliness", howOftenStrained);
