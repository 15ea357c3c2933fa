/**
 * Reads CSV by the letter of RFC 4180, and by its grammar alone: every record as many fields as the header, quotes only
 * around whole fields and doubled within, nothing after a closing quote but a comma or a line end. One departure, which the
 * sector asks for: lines end with LF.
 */
export class NotByTheLetter extends Error {
  override readonly name = "NotByTheLetter";
  readonly offset: number;
  constructor(what: string, offset: number) {
    super(`${what} at character ${offset}`);
    this.offset = offset;
  }
}

/** @throws NotByTheLetter */
export function recordsOf(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  const fail = (what: string) => {
    throw new NotByTheLetter(what, at);
  };
  const quoted = () => {
    let field = "";
    for (at += 1; ; at += 1) {
      if (at >= text.length) fail("an open quote");
      if (text[at] !== '"') field += text[at];
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else break;
    }
    at += 1;
    return field;
  };
  const plain = () => {
    const start = at;
    while (at < text.length && text[at] !== "," && text[at] !== "\n") {
      if (text[at] === '"' || text[at] === "\r") fail("a quote or a carriage return outside of quotes");
      at += 1;
    }
    return text.slice(start, at);
  };
  while (at < text.length) {
    record.push(text[at] === '"' ? quoted() : plain());
    const ending = text[at];
    at += 1;
    if (ending === ",") continue;
    if (ending !== "\n") fail("something other than a comma or a line end behind a field");
    if (record.length !== (records[0] ?? record).length) fail("another number of fields than the header");
    records.push(record);
    record = [];
  }
  if (record.length > 0) fail("a last line without its end");
  return records;
}
