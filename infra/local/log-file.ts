/** Log files of the local cloud. */
import { createWriteStream, type WriteStream } from "node:fs";

/** A log that is appended to, opened when there is something to say. */
export class LogFile {
  readonly #path: string;
  #stream: WriteStream | undefined;
  #closed = false;

  constructor(path: string) {
    this.#path = path;
  }

  write(text: string | Uint8Array): void {
    if (this.#closed) return;
    this.#stream ??= createWriteStream(this.#path, { flags: "a" });
    this.#stream.write(text);
  }

  /** One line of JSON, with the time first. Fields that are undefined are left out. */
  writeLine(fields: Readonly<Record<string, unknown>>): void {
    this.write(`${JSON.stringify({ time: new Date().toISOString(), ...fields })}\n`);
  }

  /** Resolves when everything written has reached the operating system. */
  async close(): Promise<void> {
    this.#closed = true;
    const stream = this.#stream;
    if (stream !== undefined) await new Promise<void>((resolve) => stream.end(resolve));
  }
}
