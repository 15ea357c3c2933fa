/** How long what is stored is kept, counted from the campaign's last day: when a submission came is not kept at all. */
import type { Campaign } from "./campaign.ts";

const SECONDS_IN_A_DAY = 86_400;

/** Epoch seconds; the same for everything of a campaign that is kept for so many days, so that it says nothing about one of them. */
export function expiryOf({ closes }: Pick<Campaign, "closes">, days: number): number {
  return Date.parse(`${closes}T00:00:00Z`) / 1_000 + (days + 1) * SECONDS_IN_A_DAY;
}
