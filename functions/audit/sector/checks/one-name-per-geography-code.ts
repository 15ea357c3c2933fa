/**
 * In one period a code has one name, a name one code, and an old code one new code: a place spelled in two ways is two
 * places to whoever groups by name. (Over the years authorities are merged and their codes change, so that this holds for
 * each period alone.)
 */
import { geographicLevels, isNoCode } from "../geography.ts";
import type { SectorCheck, SectorFault, SectorFaults } from "../sector-check.ts";

type Pair = readonly [one: string, other: string];

/** Each level's codes with its name, and with each other. */
const pairs: readonly Pair[] = [...geographicLevels.values()].flatMap(({ codes, name }) => {
  const columns = [...codes, name];
  return columns.flatMap((one, position) => columns.slice(position + 1).map((other): Pair => [one, other]));
});

export const oneNamePerGeographyCode: SectorCheck = {
  name: "one-name-per-geography-code",
  begin({ header }) {
    const judged = pairs
      .filter((pair) => pair.every((column) => header.includes(column)))
      .map(([one, other]) => ({ one, other, others: new Map<string, string>(), ones: new Map<string, string>() }));
    return {
      row({ fields }): SectorFaults {
        const { time_period = "" } = fields;
        const faults: SectorFault[] = [];
        for (const { one, other, others, ones } of judged) {
          const [here, there] = [fields[one] ?? "", fields[other] ?? ""];
          if (isNoCode(here) || isNoCode(there)) continue;
          if (isAnother(others, `${time_period} ${here}`, there))
            faults.push({ column: other, detail: `differs within one ${one}` });
          if (isAnother(ones, `${time_period} ${there}`, here))
            faults.push({ column: one, detail: `differs within one ${other}` });
        }
        return faults;
      },
    };
  },
};

/** Whether something else was seen under this key before. */
function isAnother(seen: Map<string, string>, key: string, value: string): boolean {
  const before = seen.get(key);
  if (before === undefined) seen.set(key, value);
  return before !== undefined && before !== value;
}
