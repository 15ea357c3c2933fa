/**
 * `filter_grouping_column` names another filter of the data, which groups no second one and has at most as many items as the
 * filter that it groups: otherwise the hierarchy does not exist or is the wrong way round.
 */
import { faultless, type SectorCheck } from "../sector-check.ts";

export const filterGroupsAreFilters: SectorCheck = {
  name: "filter-groups-are-filters",
  begin({ filters, meta }) {
    const grouped = meta.rows
      .filter(({ filter_grouping_column }) => filter_grouping_column !== "")
      .map(({ col_name, filter_grouping_column }) => ({
        column: col_name,
        group: filter_grouping_column,
        items: new Set<string | undefined>(),
        groupItems: new Set<string | undefined>(),
      }));
    const groups = grouped.map(({ group }) => group);
    return {
      row({ fields }) {
        for (const { column, group, items, groupItems } of grouped) {
          items.add(fields[column]);
          groupItems.add(fields[group]);
        }
        return faultless;
      },
      atEnd: () =>
        grouped.flatMap(({ column, group, items, groupItems }, position) => {
          if (group === column || !filters.includes(group)) {
            return [{ column, detail: "is grouped by what is no other filter of the data" }];
          }
          return [
            ...(groups.indexOf(group) < position
              ? [{ column, detail: "is grouped by what groups another filter" }]
              : []),
            ...(groupItems.size > items.size ? [{ column, detail: "is grouped by a filter that has more items" }] : []),
          ];
        }),
    };
  },
};
