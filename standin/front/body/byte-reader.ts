/** Takes lines and stretches of known length out of a body that comes in pieces. */

export class ByteReader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#pieces = body[Symbol.asyncIterator]();
  }

  /** The next line without its CRLF, or undefined where the body ends first. A line has at most `longest` bytes. */
  async line(longest = 8_192): Promise<string | undefined> {
    for (;;) {
      const end = this.#held.indexOf('\r\n');
      if (end >= 0) {
        const line = this.#held.toString('latin1', 0, end);
        this.#held = this.#held.subarray(end + 2);
        return line;
      }
      if (this.#held.length > longest || !(await this.#more())) return undefined;
    }
  }

  /** Whether no byte is left. */
  async isAtEnd(): Promise<boolean> {
    return this.#held.length === 0 && !(await this.#more());
  }

  /** The next `length` bytes in the pieces they came in; fewer where the body ends first. */
  async *stretch(length: number): AsyncGenerator<Uint8Array> {
    let left = length;
    while (left > 0) {
      if (this.#held.length === 0 && !(await this.#more())) return;
      const piece = this.#held.subarray(0, left);
      this.#held = this.#held.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  /** The bytes in front of a delimiter, in pieces; it is passed over. Answers whether it came before the body ended. */
  async *until(delimiter: Buffer): AsyncGenerator<Uint8Array, boolean> {
    for (;;) {
      const at = this.#held.indexOf(delimiter);
      const safe = at < 0 ? this.#held.length - delimiter.length + 1 : at;
      if (safe > 0) yield this.#held.subarray(0, safe);
      if (at >= 0) {
        this.#held = this.#held.subarray(at + delimiter.length);
        return true;
      }
      this.#held = this.#held.subarray(Math.max(safe, 0));
      if (!(await this.#more())) return false;
    }
  }

  async #more(): Promise<boolean> {
    const next = await this.#pieces.next();
    if (next.done) return false;
    const piece = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    this.#held = this.#held.length === 0 ? piece : Buffer.concat([this.#held, piece]);
    return true;
  }
}
