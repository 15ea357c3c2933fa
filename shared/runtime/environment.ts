/** Reads what the infrastructure hands to a function. Called once, when the function starts. */
import * as z from "zod";

/** A variable is missing or malformed: the function was deployed without what it needs. Names variables, never values. */
export class EnvironmentIncomplete extends Error {
  override readonly name = "EnvironmentIncomplete";
  readonly variables: readonly string[];
  constructor(variables: readonly string[]) {
    super(`set these environment variables of the function, as infra does: ${variables.join(", ")}`);
    this.variables = variables;
  }
}

/** @throws EnvironmentIncomplete */
export function environment<Shape extends z.ZodRawShape>(shape: Shape): z.infer<z.ZodObject<Shape>> {
  const parsed = z.object(shape).safeParse(process.env);
  if (!parsed.success)
    throw new EnvironmentIncomplete([...new Set(parsed.error.issues.map(({ path }) => String(path[0])))]);
  return parsed.data;
}

export const name = z.string().min(1);
export const wholeDays = z.coerce.number().int().positive();
