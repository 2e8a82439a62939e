/** Temporary credentials: what they are, whose they are, and until when. */
import type { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import { readPolicy } from '../access/read-policy';
import type { Journal } from '../durable/journal';
import { Table } from '../durable/table';
import type { Identities } from '../iam/identities';
import { arnOf, type Tags } from '../iam/state/records';
import type { Caller } from '../service';

const table = 'sts.sessions';

export interface Session {
  /** `ASIA…` */
  id: string;
  secret: string;
  token: string;
  accountId: string;
  kind: 'root' | 'user' | 'role';
  /** The id of the user or role; the account's number for its root user. */
  holderId: string;
  /** The session name of an assumed role. */
  name: string;
  issued: Instant;
  expires: Instant;
  /** Texts of session policies. */
  policies: readonly string[];
  tags: Tags;
  /** Names of the tags that a role assumed from this session keeps. */
  transitive: readonly string[];
}

export type SessionDraft = Omit<Session, 'id' | 'secret' | 'token' | 'expires'> & { lasts: Duration };

export class Sessions {
  /** Those that have expired stay, so that they are told so and never become keys that nobody created. */
  readonly #rows: Table<Session>;

  constructor(
    journal: Journal,
    private readonly identities: Identities,
  ) {
    this.#rows = new Table(journal, table);
  }

  find(id: string): Session | undefined {
    return this.#rows.get(id);
  }

  issue({ lasts, ...draft }: SessionDraft): Session {
    const session = { ...draft, ...this.identities.draws.temporary(draft.holderId, draft.name), expires: draft.issued.plus(lasts) };
    this.#rows.put(session.id, session);
    return session;
  }

  /** Who calls with these credentials; undefined where the user or role is gone. */
  callerOf(session: Session): Caller | undefined {
    const { accountId, holderId, name, id, kind } = session;
    const said = { policies: session.policies.map(readPolicy), tags: session.tags, issued: session.issued };
    if (kind === 'root') return { kind, accountId, arn: `arn:aws:iam::${accountId}:root`, userId: holderId, accessKeyId: id, session: said };
    const user = kind === 'user' ? this.identities.users.byId(holderId) : undefined;
    if (user) return { kind: 'user', accountId, arn: arnOf('user', user), userId: holderId, accessKeyId: id, session: said };
    const role = kind === 'role' ? this.identities.roles.byId(holderId) : undefined;
    if (!role) return undefined;
    const arn = `arn:aws:sts::${accountId}:assumed-role/${role.name}/${name}`;
    return { kind: 'role', accountId, arn, userId: `${holderId}:${name}`, accessKeyId: id, session: { ...said, roleArn: arnOf('role', role) } };
  }
}
