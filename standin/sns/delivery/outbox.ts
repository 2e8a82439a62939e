/** What e-mail subscribers were sent: nobody's mail leaves the stand-in. */
import type { Instant } from '../../../time/instant';
import type { World } from '../../world';

export interface Mail {
  at: Instant;
  to: string;
  topicArn: string;
  subject: string;
  message: string;
  /** Present where the reader is to confirm a subscription. */
  token?: string;
}

const table = 'sns.outbox';

export class Outbox {
  readonly #mails: Mail[];

  constructor(private readonly world: World) {
    this.#mails = [...world.journal.take<Mail>(table).values()];
  }

  /** The newest last. */
  get mails(): readonly Mail[] {
    return this.#mails;
  }

  send(mail: Omit<Mail, 'at'>): void {
    const dated = { at: this.world.clock.now(), ...mail };
    this.world.journal.put(table, String(this.#mails.length), dated);
    this.#mails.push(dated);
  }
}
