/** The ids by which a caller and AWS speak of one request: counted, not drawn from the machine, so that a run's answers are the same again. */
import type { Chance } from './chance';

export interface RequestIds {
  requestId: string;
  extendedRequestId: string;
}

/** So many ids are made of one draw, which costs more than all the rest of them. */
const perDraw = 128;

export class RequestIdMaker {
  #draw = -1;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(private readonly chance: Chance) {}

  /** The ids of the `number`th request. S3's are 16 hexadecimal digits, those of the other services UUIDs. */
  of(number: number, service: string): RequestIds {
    const bytes = Buffer.from(this.#drawn(Math.floor(number / perDraw)));
    const within = number % perDraw;
    // Each of the draw's bytes is as likely as any other, and stays so when the same is added to all of them.
    for (const place of [3, 7, 19]) bytes[place] = ((bytes[place] ?? 0) + within) & 0xff;
    const requestId = service === 's3' ? bytes.toString('hex', 0, 8).toUpperCase() : this.chance.uuid('request', number);
    return { requestId, extendedRequestId: bytes.toString('base64') };
  }

  #drawn(draw: number): Buffer {
    if (draw !== this.#draw) {
      this.#bytes = this.chance.bytes('requests', draw);
      this.#draw = draw;
    }
    return this.#bytes;
  }
}
