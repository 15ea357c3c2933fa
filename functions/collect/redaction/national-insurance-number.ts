/** National Insurance numbers. */
import { matching, type Rule } from "./rule.ts";

/**
 * HMRC's National Insurance Manual, NIM39110: neither letter is D, F, I, Q, U or V, the second is not O, some prefixes are
 * never allocated; six digits; a suffix A to D, which people often leave out.
 */
export const nationalInsuranceNumber: Rule = {
  hides: "National Insurance number",
  find: matching(
    /(?<![\p{L}\p{N}])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[ .-]{0,2}\d){6}(?:[ .-]{0,2}[A-D])?(?![\p{L}\p{N}])/giu,
  ),
};
