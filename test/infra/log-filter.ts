/** Tells whether a line of a log meets a filter pattern of CloudWatch Logs, as far as patterns here use them. */

export class PatternNotRead extends Error {
  override readonly name = "PatternNotRead";
}

type Line = Readonly<Record<string, unknown>>;

/** Conditions joined by `&&`, each a comparison or several joined by `||` in parentheses. @throws PatternNotRead */
export function meets(pattern: string, line: Line): boolean {
  const [, conditions] = /^\{ (.+) \}$/.exec(pattern) ?? [];
  if (conditions === undefined) throw new PatternNotRead(pattern);
  return conditions
    .split(" && ")
    .every((condition) => condition.split(" || ").some((comparison) => holds(comparison, line)));
}

/** The fields that a pattern, a value or a dimension takes from a line. */
export const fieldsIn = (text: string): string[] => [...text.matchAll(/\$\.(\w+)/g)].map(([, field = ""]) => field);

function holds(comparison: string, line: Line): boolean {
  const bare = comparison.replaceAll(/^\(+|\)+$/g, "");
  const [, field, operator, text, number] = /^\$\.(\w+) (=|>=) (?:"([^"]*)"|(\d+))$/.exec(bare) ?? [];
  if (field === undefined) throw new PatternNotRead(comparison);
  const value = line[field];
  if (text !== undefined) return typeof value === "string" && wildcard(text).test(value);
  if (typeof value !== "number") return false;
  return operator === "=" ? value === Number(number) : value >= Number(number);
}

function wildcard(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`);
}
