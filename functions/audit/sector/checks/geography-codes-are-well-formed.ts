/**
 * Codes of places have the form that their register gives them, noughts in front included, and none is longer than 30
 * characters; `z` stands where none is applicable, `x` where none is available. A code that a spreadsheet has shortened
 * joins to nothing, or to another place.
 */
import { codeColumns, isNoCode } from "../geography.ts";
import { faultless, type SectorCheck, type SectorFaults } from "../sector-check.ts";

/** Letters of the Office for National Statistics say what kind of place: E12 is a region, E13 inner and outer London. */
const forms: Readonly<Record<string, RegExp>> = {
  country_code: /^[EKNSW]\d{8}$/,
  region_code: /^E1[23]\d{6}$/,
  old_la_code: /^\d{3}$/,
  new_la_code: /^E\d{8}$/,
  lad_code: /^[ENSW]\d{8}$/,
  pcon_code: /^[ENSW]\d{8}$/,
  ward_code: /^[ENSW]\d{8}$/,
  lsip_code: /^E\d{8}$/,
  local_enterprise_partnership_code: /^E\d{8}$/,
  english_devolved_area_code: /^E\d{8}$/,
  pfa_code: /^[ENSW]\d{8}$/,
};
const anyForm = /^.{1,30}$/;

export const geographyCodesAreWellFormed: SectorCheck = {
  name: "geography-codes-are-well-formed",
  begin({ header }) {
    const judged = codeColumns.filter((column) => header.includes(column));
    const isFault = (column: string, code: string) => !isNoCode(code) && !(forms[column] ?? anyForm).test(code);
    return {
      row({ fields }): SectorFaults {
        if (!judged.some((column) => isFault(column, fields[column] ?? ""))) return faultless;
        return judged
          .filter((column) => isFault(column, fields[column] ?? ""))
          .map((column) => ({ column, detail: "is no code of its register" }));
      },
    };
  },
};
