/** What a policy lets somebody do, by IAM's rules as far as policies here use them; beyond that it refuses to judge. */
import type { Statement } from "./synthesized.ts";

export interface Request {
  /** `service:Action`. */
  readonly action: string;
  /** As `readable` writes it: `<DatasetsBucket>/releases/x`. */
  readonly resource: string;
  /** Condition keys that the request carries; some have several values. */
  readonly carries?: Readonly<Record<string, string | readonly string[]>>;
}

export class NotJudged extends Error {
  override readonly name = "NotJudged";
}

/** Nothing is allowed but what a statement allows, and nothing that one denies. */
export function allows(statements: readonly Statement[], request: Request): boolean {
  const applying = statements.filter((statement) => applies(statement, request));
  return applying.length > 0 && applying.every(({ effect }) => effect === "Allow");
}

function applies({ effect, actions, resources, conditions }: Statement, request: Request): boolean {
  if (effect !== "Allow" && effect !== "Deny") throw new NotJudged(`effect ${effect}`);
  if (actions.length === 0 || resources.length === 0) throw new NotJudged("NotAction or NotResource");
  return (
    actions.some((action) => matches(action.toLowerCase(), request.action.toLowerCase())) &&
    resources.some((resource) => matches(resource, request.resource)) &&
    Object.entries<Record<string, string | string[]>>(conditions).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, [values].flat(), request.carries?.[key])),
    )
  );
}

/** A request without the key does not meet the condition, unless it asks something of all values that there are, or that there be none. */
function holds(operator: string, values: readonly string[], carried: string | readonly string[] | undefined): boolean {
  const each = [carried ?? []].flat();
  if (operator === "ForAllValues:StringEquals") return each.every((value) => values.includes(value));
  if (operator === "ForAllValues:StringLike") {
    return each.every((value) => values.some((pattern) => matches(pattern, value)));
  }
  if (operator === "Null") return values.includes(String(each.length === 0));
  const [single, ...more] = each;
  if (more.length > 0) throw new NotJudged(`several values under ${operator}`);
  switch (operator) {
    case "StringEquals":
      return single !== undefined && values.includes(single);
    case "StringEqualsIfExists":
      return single === undefined || values.includes(single);
    case "StringLike":
      return single !== undefined && values.some((pattern) => matches(pattern, single));
    case "Bool":
      return single !== undefined && values.includes(single);
    default:
      throw new NotJudged(`condition ${operator}`);
  }
}

/** In IAM `*` stands for any characters, slashes among them, and `?` for any one. */
export function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(text);
}
