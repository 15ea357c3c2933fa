/** The lines of a dataset apart by what they are about, each slice known by its checksum alone: a night has millions of lines. */
import { createHash } from "node:crypto";

export interface Slice {
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

export class Slices {
  readonly #header: string;
  readonly #slices = new Map<string, ReturnType<typeof begun>>();

  /** @param header stands at the head of every slice, with its line end */
  constructor(header = "") {
    this.#header = header;
  }

  /** @param line with its line end */
  add(name: string, line: string): void {
    const slice = this.#slices.get(name) ?? begun(this.#header);
    this.#slices.set(name, slice);
    slice.hash.update(line);
    slice.rows += 1;
    slice.bytes += Buffer.byteLength(line);
  }

  /** Of a slice without lines the header alone. */
  of(name: string): Slice {
    const { rows, bytes, hash } = this.#slices.get(name) ?? begun(this.#header);
    return { rows, bytes, sha256: hash.copy().digest("hex") };
  }
}

function begun(header: string) {
  return { hash: createHash("sha256").update(header), rows: 0, bytes: Buffer.byteLength(header) };
}
