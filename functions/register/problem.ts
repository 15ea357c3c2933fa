/** What is wrong with a programme document, at one place of it. */
export interface DocumentProblem {
  /** JSON Pointer (RFC 6901) into the document; the empty string is the whole of it. */
  readonly pointer: string;
  /** Stable, for programs. */
  readonly code: string;
  /** Says what to do, for the coordinator. */
  readonly detail: string;
}

/** The JSON Pointer of a place. `~` and `/` inside a name are escaped as RFC 6901 section 3 says. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((segment) => `/${String(segment).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
