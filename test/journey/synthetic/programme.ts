/** The programme document of an invented wave, as a coordinator would write it. */
import { type Day, daysBefore } from "#shared/programme/calendar.ts";
import type { ProgrammeDocument } from "#shared/programme/document.ts";
import { chanceOf } from "./chance.ts";
import { campaignsOf } from "./submissions.ts";
import type { WaveFigures } from "./waves.ts";

/** When a wave's campaigns take submissions. */
export interface Opening {
  readonly today: Day;
  /** The last day of every window; `today` if left out. */
  readonly until?: Day;
  /** Must be among those of the stage's API. */
  readonly allowedOrigins: readonly string[];
}

/** A wave that would be over before it could be answered. */
export class WindowOver extends Error {
  override readonly name = "WindowOver";
  readonly until: Day;
  constructor(until: Day) {
    super(`the wave would close on ${until}, which is over: nobody could post to it any more`);
    this.until = until;
  }
}

const LONGEST_OPEN_IN_DAYS = 42;

export function dayAfter(day: Day): Day {
  return daysBefore(day, -1);
}

/**
 * Windows begin one to six weeks before today, authority by authority, and end together: a night that runs for the day
 * after may release all of them.
 * @throws WindowOver when the last day lies before today
 */
export function programmeOf(figures: WaveFigures, seed: number, opening: Opening): ProgrammeDocument {
  const { today, until = today, allowedOrigins } = opening;
  if (until < today) throw new WindowOver(until);
  const campaigns = campaignsOf(figures, seed);
  return {
    programme: "SYNTHETIC Bright Spots",
    synthetic: true,
    allowedOrigins: [...allowedOrigins],
    authorities: [...new Set(campaigns.map(({ authority }) => authority))],
    waves: [
      {
        id: figures.wave,
        campaigns: campaigns.map(({ authority, questionnaire, version, eligible }) => ({
          authority: authority.code,
          questionnaire,
          version,
          opens: daysBefore(
            today,
            chanceOf(seed, "opens", figures.wave, authority.code).integer(7, LONGEST_OPEN_IN_DAYS),
          ),
          closes: until,
          eligible,
        })),
      },
    ],
  };
}
