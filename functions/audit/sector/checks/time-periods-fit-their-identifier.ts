/**
 * `time_identifier` is one of the standard's, and `time_period` has the digits that go with it: four for a year, six for two
 * years that follow each other (`202122`). The platform orders periods and names them by these.
 */
import { faultless, type SectorCheck, type SectorFaults } from "../sector-check.ts";
import { timeIdentifiers } from "../time.ts";

export const timePeriodsFitTheirIdentifier: SectorCheck = {
  name: "time-periods-fit-their-identifier",
  begin: () => ({
    row: ({ fields: { time_period, time_identifier } }) =>
      time_period === undefined || time_identifier === undefined ? faultless : timeFaults(time_period, time_identifier),
  }),
};

function timeFaults(period: string, identifier: string): SectorFaults {
  const known = timeIdentifiers.get(identifier);
  if (known === undefined) return [{ column: "time_identifier", detail: "is none that the standard knows" }];
  if (!/^\d+$/.test(period) || period.length !== known.digits) {
    return [{ column: "time_period", detail: "has not the digits that its time_identifier asks for" }];
  }
  return known.digits === 4 || isTwoYears(period)
    ? faultless
    : [{ column: "time_period", detail: "is not two years that follow each other" }];
}

/** As in 199900 and 202122. */
function isTwoYears(period: string): boolean {
  return (Number(period.slice(2, 4)) + 1) % 100 === Number(period.slice(4));
}
