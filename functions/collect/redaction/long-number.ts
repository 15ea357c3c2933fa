/** Any run of seven digits or more that no other rule knows. */
import { matching, type Rule } from "./rule.ts";

/** Seven digits or more, whatever they are for: account, case, pupil and telephone numbers that no other rule knows. */
export const longNumber: Rule = {
  hides: "number",
  find: matching(/\d(?:[^\p{L}\p{N}[\]]{0,3}\d){6,}/gu),
};

/** A National Insurance number in shape whose prefix was never allocated, such as the one in the official examples. */
export const numberBetweenLetters: Rule = {
  hides: "number",
  find: matching(/(?<![\p{L}\p{N}])\p{L}{2}(?:[ .-]{0,2}\d){6}[ .-]{0,2}[A-D](?![\p{L}\p{N}])/giu),
};

/** "oh seven seven double oh ...": seven spelled digits or more. */
export const spelledNumber: Rule = {
  hides: "number",
  find: matching(
    /(?<!\p{L})(?:(?:double|triple|oh?|zero|nought|one|two|three|four|five|six|seven|eight|nine)(?![\p{L}\p{N}])[ ,.-]{0,3}){6,}(?:oh?|zero|nought|one|two|three|four|five|six|seven|eight|nine)(?![\p{L}\p{N}])/giu,
  ),
};
