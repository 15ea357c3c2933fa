/** Every check of the sector's standard: text, columns, cells, time, geography, meta file, indicators, filters, rows. */
import { columnNamesAreSnakeCase } from "./checks/column-names-are-snake-case.ts";
import { columnsStandInOrder } from "./checks/columns-stand-in-order.ts";
import { countriesAndRegionsAreKnown } from "./checks/countries-and-regions-are-known.ts";
import { ethnicGroupsAreHarmonised } from "./checks/ethnic-groups-are-harmonised.ts";
import { fileNamesArePlain } from "./checks/file-names-are-plain.ts";
import { filterGroupsAreFilters } from "./checks/filter-groups-are-filters.ts";
import { filterItemsAreShort } from "./checks/filter-items-are-short.ts";
import { filtersHaveADefault } from "./checks/filters-have-a-default.ts";
import { filtersHaveHarmonisedNames } from "./checks/filters-have-harmonised-names.ts";
import { geographicLevelsAreKnown } from "./checks/geographic-levels-are-known.ts";
import { geographyCodesAreWellFormed } from "./checks/geography-codes-are-well-formed.ts";
import { geographyIsFilledForItsLevel } from "./checks/geography-is-filled-for-its-level.ts";
import { indicatorDecimalsAreStated } from "./checks/indicator-decimals-are-stated.ts";
import { indicatorNamesSayWhatTheyMeasure } from "./checks/indicator-names-say-what-they-measure.ts";
import { indicatorUnitsAreKnown } from "./checks/indicator-units-are-known.ts";
import { indicatorValuesAreAsStated } from "./checks/indicator-values-are-as-stated.ts";
import { metaColumnsAreTheStandards } from "./checks/meta-columns-are-the-standards.ts";
import { metaEntriesSuitTheColumnType } from "./checks/meta-entries-suit-the-column-type.ts";
import { metaLabelsAreShortAndUnique } from "./checks/meta-labels-are-short-and-unique.ts";
import { metaListsFiltersAndIndicators } from "./checks/meta-lists-filters-and-indicators.ts";
import { noCellHasOuterSpaces } from "./checks/no-cell-has-outer-spaces.ts";
import { noCellIsBlank } from "./checks/no-cell-is-blank.ts";
import { noCellRunsAsAFormula } from "./checks/no-cell-runs-as-a-formula.ts";
import { noObsoleteSymbols } from "./checks/no-obsolete-symbols.ts";
import { noTotalInTimeOrGeography } from "./checks/no-total-in-time-or-geography.ts";
import { oneNamePerGeographyCode } from "./checks/one-name-per-geography-code.ts";
import { requiredColumnsAreThere } from "./checks/required-columns-are-there.ts";
import { rowsAreUnique } from "./checks/rows-are-unique.ts";
import { rowsCanBeRead } from "./checks/rows-can-be-read.ts";
import { textIsUtf8WithLineFeeds } from "./checks/text-is-utf8-with-line-feeds.ts";
import { timeIdentifiersAreOfOneKind } from "./checks/time-identifiers-are-of-one-kind.ts";
import { timePeriodsFitTheirIdentifier } from "./checks/time-periods-fit-their-identifier.ts";
import type { SectorCheck } from "./sector-check.ts";

export const allChecks: readonly SectorCheck[] = [
  textIsUtf8WithLineFeeds,
  rowsCanBeRead,
  fileNamesArePlain,
  columnNamesAreSnakeCase,
  requiredColumnsAreThere,
  columnsStandInOrder,
  noCellIsBlank,
  noCellHasOuterSpaces,
  noObsoleteSymbols,
  noCellRunsAsAFormula,
  timePeriodsFitTheirIdentifier,
  timeIdentifiersAreOfOneKind,
  geographicLevelsAreKnown,
  geographyIsFilledForItsLevel,
  geographyCodesAreWellFormed,
  countriesAndRegionsAreKnown,
  oneNamePerGeographyCode,
  noTotalInTimeOrGeography,
  metaColumnsAreTheStandards,
  metaListsFiltersAndIndicators,
  metaLabelsAreShortAndUnique,
  metaEntriesSuitTheColumnType,
  indicatorUnitsAreKnown,
  indicatorDecimalsAreStated,
  indicatorValuesAreAsStated,
  indicatorNamesSayWhatTheyMeasure,
  filtersHaveADefault,
  filterItemsAreShort,
  filterGroupsAreFilters,
  filtersHaveHarmonisedNames,
  ethnicGroupsAreHarmonised,
  rowsAreUnique,
];
