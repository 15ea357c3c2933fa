/**
 * A filter on what the department has harmonised has the department's name, so that files of different publications can be
 * laid side by side.
 */
import { ofTheWholeFile, type SectorCheck } from "../sector-check.ts";

interface Harmonised {
  /** How names of such filters sound. */
  readonly sounds: RegExp;
  /** Its names. */
  readonly names: readonly string[];
}

/** Legal sex and gender identity are two things: a filter on either keeps the name of what was asked. */
const harmonised: readonly Harmonised[] = [
  {
    sounds: /(^|_)ethnic/,
    names: ["ethnicity_major", "ethnicity_minor", "ethnicity_detailed", "minority_ethnic"],
  },
  { sounds: /(^|_)sex(_|$)/, names: ["sex"] },
  { sounds: /(^|_)gender(_|$)/, names: ["gender"] },
  {
    sounds: /(^|_)sen(_|$)|(^|_)(primary|secondary)_need(_|$)/,
    names: ["sen_status", "sen_provision", "sen_primary_need", "sen_secondary_need"],
  },
  { sounds: /(^|_)(school|establishment)_type(_|$)/, names: ["establishment_type", "establishment_type_group"] },
  { sounds: /(^|_)phase(_|$)/, names: ["education_phase", "phase_type_grouping"] },
  { sounds: /(^|_)provider_type(_|$)/, names: ["provider_type"] },
  { sounds: /^characteristic(_|$)/, names: ["breakdown", "breakdown_topic"] },
  { sounds: /(^|_)placement_(type|group|kind)$|^(type|kind)_of_placement$|^placements$/, names: ["placement"] },
  {
    sounds: /(^|_)(time|years|length|duration|period)_(in|of)_care(_|$)|^care_(length|duration|period)$/,
    names: ["period_of_care_length"],
  },
];

const allNames: ReadonlySet<string> = new Set(harmonised.flatMap(({ names }) => names));

export const filtersHaveHarmonisedNames: SectorCheck = {
  name: "filters-have-harmonised-names",
  begin: ({ filters }) =>
    ofTheWholeFile(() =>
      filters
        .filter((column) => !allNames.has(column))
        .flatMap((column) => {
          const found = harmonised.find(({ sounds }) => sounds.test(column));
          return found === undefined
            ? []
            : [{ column, detail: `should have the harmonised name ${found.names.join(" or ")}` }];
        }),
    ),
};
