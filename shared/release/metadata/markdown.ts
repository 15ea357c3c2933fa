/** The pieces of a Markdown page. Text that comes from data stays text. */

/** Data inside a line: nothing in it is markup, and no line ends. */
export function plain(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_<>[\]|]/g, String.raw`\$&`);
}

/** An id or a file's name; neither has a backtick. */
export function code(id: string): string {
  return `\`${id}\``;
}

export function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}

/** Cells are Markdown without a line end; a row has as many as the header. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Lines to be copied, as they are. */
export function block(language: string, ...lines: readonly string[]): string {
  return [`\`\`\`${language}`, ...lines, "```"].join("\n");
}

export function section(title: string, ...blocks: readonly string[]): string {
  return [`## ${title}`, ...blocks].join("\n\n");
}

/** UTF-8, LF, and an LF at the end. */
export function page(...blocks: readonly string[]): string {
  return `${blocks.join("\n\n")}\n`;
}
