/** Postcodes of the United Kingdom. */
import { matching, type Rule } from "./rule.ts";

/** The postcode areas of Royal Mail's Postcode Address File, with those of the Crown dependencies. */
const areas =
  "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU " +
  "GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE " +
  "PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE";
const outward = `(?:GIR(?= ?0AA)|(?:${areas.split(" ").join("|")})\\d[A-Z\\d]?)`;
/** The inward part never uses C, I, K, M, O or V. */
const inward = "\\d[ABD-HJLNP-UW-Z]{2}";

/** "b4 2nd", "m8 1st": short words for "before" and "mate", not places. */
const textSpeak = /^(?:b4|m8|l8|w8)[ .-]+(?:1st|2nd|3rd|\dth)$/;

export const postcode: Rule = {
  hides: "postcode",
  find: matching(
    new RegExp(`(?<![\\p{L}\\p{N}])${outward}[ .-]{0,3}${inward}(?![\\p{L}\\p{N}])`, "giu"),
    ([match]) => !textSpeak.test(match),
  ),
};

/** Half a postcode is a word like any other ("b4", "e10") unless the writer says what it is. */
export const outwardPostcodeAfterCue: Rule = {
  hides: "postcode",
  find: matching(
    new RegExp(
      `(?<!\\p{L})post ?code(?: (?:is|area|it's|its|starts|begins|with))*[ :]{1,3}(?<secret>${outward}(?: ?\\d)?)(?![\\p{L}\\p{N}])`,
      "dgiu",
    ),
  ),
};
