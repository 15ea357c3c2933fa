/** Why a stored response is in no figure. It stays stored. */
export const setAsideReasons = ["nothing-answered", "age-outside-instrument", "unreadable"] as const;
export type SetAsideReason = (typeof setAsideReasons)[number];
