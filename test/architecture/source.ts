/** Source files as the rules see them: what they import, and their code without comments and without what strings say. */
import { posix } from "node:path";

export interface Import {
  readonly specifier: string;
  /** Gone before the program runs. */
  readonly isTypeOnly: boolean;
  /** What stands between `import` and `from`. */
  readonly names: string;
  /** The file in this repository, or undefined for a package or a module of Node. */
  readonly file: string | undefined;
  /** The name of the package, or undefined for a file or a module of Node. */
  readonly package: string | undefined;
}

export interface Source {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  /** As long as the file; comments, regular expressions and the insides of strings are spaces. */
  readonly code: string;
  readonly imports: readonly Import[];
}

const comment = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/y;
const quoted = /"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'/y;
const templateText = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:`|\$\{)/y;
const regularExpression = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;
/** Where a slash cannot divide, it opens a regular expression. */
const expectsValue = /(?:^|[=(,:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|yield|await))\s*$/;

const blank = (text: string) => text.replaceAll(/[^\n]/g, " ");

/** The text with comments, regular expressions and the insides of strings blanked, every other character in its place. */
export function codeOf(text: string): string {
  let code = "";
  /** For each template that is open, how many braces are open inside its `${`. */
  const templates: number[] = [];
  const match = (pattern: RegExp) => {
    pattern.lastIndex = code.length;
    return pattern.exec(text)?.[0];
  };
  const template = () => {
    const chunk = match(templateText) ?? "";
    const opens = chunk.endsWith("${");
    code += opens ? `${blank(chunk.slice(0, -2))}\${` : `${blank(chunk.slice(0, -1))}\``;
    if (opens) templates.push(0);
  };
  while (code.length < text.length) {
    const character = text[code.length] ?? "";
    const skipped = match(comment);
    const string = match(quoted);
    const expression = character === "/" && expectsValue.test(code) ? match(regularExpression) : undefined;
    const depth = templates.at(-1);
    if (skipped !== undefined) code += blank(skipped);
    else if (string !== undefined) code += `${string[0]}${blank(string.slice(1, -1))}${string[0]}`;
    else if (expression !== undefined) code += blank(expression);
    else {
      code += character;
      if (character === "`") template();
      else if (depth !== undefined && character === "{") templates[templates.length - 1] = depth + 1;
      else if (depth !== undefined && character === "}") {
        templates.pop();
        if (depth > 0) templates.push(depth - 1);
        else template();
      }
    }
  }
  return code;
}

/** `import ... from`, `import "..."`, `export ... from` and `import("...")`, in code whose strings are blanked. */
const statement =
  /\b(?:import|export)\s+(?<type>type\s+)?(?<names>[\w$*{},\s]*?)(?:\bfrom\s*)?(?<quote>["']) *\k<quote>/g;
const dynamic = /\bimport\s*\(\s*(?<quote>["'`]) *\k<quote>/g;

function fileOf(path: string, specifier: string): string | undefined {
  if (specifier.startsWith("#")) return specifier.slice(1);
  return specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : undefined;
}

function packageOf(specifier: string): string | undefined {
  if (/^(?:[#.]|node:)/.test(specifier)) return undefined;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

export function sourceOf(path: string, text: string): Source {
  const code = codeOf(text);
  const imports = [statement, dynamic].flatMap((pattern) =>
    [...code.matchAll(pattern)].map(({ 0: found, index, groups = {} }): Import => {
      const end = index + found.length - 1;
      const specifier = text.slice(found.lastIndexOf(groups.quote ?? "", found.length - 2) + index + 1, end);
      const isTypeOnly = groups.type !== undefined;
      const names = (groups.names ?? "").trim();
      return { specifier, isTypeOnly, names, file: fileOf(path, specifier), package: packageOf(specifier) };
    }),
  );
  return { path, code, imports };
}

/** The code without its imports and re-exports. */
export const codeWithoutImports = ({ code }: Source): string => code.replaceAll(statement, "").replaceAll(/[;\s]/g, "");
