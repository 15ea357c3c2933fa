/** NHS numbers, told by their check digit. */
import { digitsOf, matching, type Rule } from "./rule.ts";

const weights = [10, 9, 8, 7, 6, 5, 4, 3, 2];

/**
 * Modulus 11 as in the NHS Data Dictionary: the first nine digits weighted 10 to 2, the remainder taken from 11; 11 counts
 * as 0, and 10 is never issued.
 */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits)) return false;
  const sum = weights.reduce((total, weight, position) => total + weight * Number(digits[position]), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === Number(digits[9]);
}

export const nhsNumber: Rule = {
  hides: "NHS number",
  find: matching(/(?<!\d)\d{3}[ .-]{0,3}\d{3}[ .-]{0,3}\d{4}(?!\d)/g, ([match]) => isNhsNumber(digitsOf(match))),
};
