/** An AWS Backup of its own for a test, with toys to restore and the events that it puts on the bus. */
import { join } from 'node:path';
import { Duration } from '../../../../time/duration';
import { VirtualClock } from '../../../../time/virtual-clock';
import { Access } from '../../../access/access';
import { Chance } from '../../../chance';
import { Metrics } from '../../../cloudwatch/metrics';
import { Journal } from '../../../durable/journal';
import type { EventBuses, ServiceEvent } from '../../../events/event-buses';
import { Identities } from '../../../iam/identities';
import { iamService } from '../../../iam/service';
import { KeyRing } from '../../../kms/key-ring';
import { kmsService } from '../../../kms/service';
import type { Mischief } from '../../../mischief/mischief';
import { Outages } from '../../../outages';
import type { Call, Caller, Service } from '../../../service';
import type { Publication, Topics } from '../../../sns/topics';
import { virtualEpoch } from '../../../virtual-epoch';
import type { Whereabouts } from '../../../whereabouts';
import type { World } from '../../../world';
import { BackupState } from '../../backup-state';
import type { ResourceKind } from '../../kinds/kind';
import type { RecoveryPoint } from '../../points/recovery-point';
import { backupService } from '../../service';
import { arnOf } from '../../arns';
import { ToyKind, toyArn } from './toy-kind';

export const home: Whereabouts = { accountId: '123456789012', region: 'us-east-1' };
export const roleArn = 'arn:aws:iam::123456789012:role/restores';

export interface Options {
  directory?: string;
  mischief?: readonly Mischief[];
  /** Types beside the toys. */
  kinds?: (world: World, access: Access) => readonly ResourceKind[];
}

/** Whose call it is, and where, where these are not the root user's at home. */
export type As = Partial<Whereabouts> & { caller?: Caller };

export class BackupUnderTest {
  readonly clock: VirtualClock;
  readonly world: World;
  readonly state: BackupState;
  readonly toys: ToyKind;
  readonly events: ServiceEvent[] = [];
  readonly notices: Publication[] = [];
  readonly faults: unknown[] = [];
  #points = 0;
  readonly #services: Readonly<Record<string, Service>>;

  constructor({ directory, mischief = [], kinds }: Options = {}) {
    const journal: Journal = directory === undefined ? Journal.none() : Journal.open(join(directory, 'journal'), () => this.clock.now());
    this.clock = new VirtualClock({ start: journal.latest ?? virtualEpoch, effectDuration: () => Duration.zero });
    const parts = { clock: this.clock, journal, chance: new Chance('test'), outages: new Outages(journal), mischief: new Set(mischief) };
    // eslint-disable-next-line no-restricted-syntax -- toys have neither processes nor connections
    this.world = { ...parts, onFault: (error: unknown) => void this.faults.push(error), beforeJump: () => undefined } as unknown as World;
    const identities = new Identities(this.world);
    const access = new Access(identities, () => this.clock.now());
    const keys = new KeyRing(this.world, access);
    // eslint-disable-next-line no-restricted-syntax -- nothing else of the buses is asked for
    const buses = { hears: () => true, put: (event: ServiceEvent) => void this.events.push(event) } as unknown as EventBuses;
    // eslint-disable-next-line no-restricted-syntax -- nothing else of the topics is asked for
    const topics = { publish: (notice: Publication) => void this.notices.push(notice) } as unknown as Topics;
    const neighbours = { access, keys, topics, buses, metrics: new Metrics(this.world) };
    this.toys = new ToyKind(this.world, access);
    this.state = new BackupState(this.world, neighbours, [this.toys, ...(kinds?.(this.world, access) ?? [])]);
    this.toys.tagsOf = (jobId) => this.state.restores.rows.get(jobId)?.tags ?? {};
    this.#services = { backup: backupService(this.state), iam: iamService(this.world, identities, access), kms: kmsService(keys) };
  }

  /** With a vault, and a role that AWS Backup may take on and that may do everything with toys. */
  static async make(options: Options = {}): Promise<BackupUnderTest> {
    const backup = new BackupUnderTest(options);
    backup.vault('vault');
    await backup.role('restores', { Effect: 'Allow', Action: 'toy:*', Resource: '*' });
    return backup;
  }

  /** What an operation answers. Its input and output are the SDK's. */
  async call<Output = Record<string, never>>(operation: string, input: object, { accountId = home.accountId, region = home.region, caller }: As = {}, service = 'backup'): Promise<Output> {
    const root: Caller = { kind: 'root', accountId, arn: `arn:aws:iam::${accountId}:root`, userId: accountId, accessKeyId: '' };
    const http = { method: 'POST', path: '/', query: new URLSearchParams(), headers: {}, secure: false };
    const call: Call = { service, operation, region, caller: caller ?? root, requestId: 'test', now: this.clock.now(), http, answer: { headers: {} } };
    const handle = this.#services[service]?.operations[operation];
    if (!handle) throw new Error(`${operation} is not served`);
    if (service === 'backup') this.#services.backup?.authorize?.(operation, input, call);
    // The operation's own output type is what the caller names.
    return (await handle(input, call)) as Output;
  }

  /** A role that trusts AWS Backup. */
  async role(RoleName: string, statement: object, trusted = 'backup.amazonaws.com'): Promise<void> {
    const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: trusted }, Action: 'sts:AssumeRole' }] };
    await this.call('CreateRole', { RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }, {}, 'iam');
    await this.policy(RoleName, statement);
  }

  async policy(RoleName: string, statement: object): Promise<void> {
    await this.call('PutRolePolicy', { RoleName, PolicyName: 'own', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) }, {}, 'iam');
  }

  vault(name: string, where = home): void {
    this.state.vaults.keep({ ...where, name, arn: arnOf(where, 'backup-vault', name), created: this.clock.now(), keyArn: 'arn:aws:kms:us-east-1:123456789012:key/x', tags: {} });
  }

  /** A recovery point of a toy, as it is now. */
  point(name: string, changed: Partial<RecoveryPoint> = {}): RecoveryPoint {
    const where = { accountId: changed.accountId ?? home.accountId, region: changed.region ?? home.region };
    const now = this.clock.now();
    this.#points += 1;
    const id = this.world.chance.uuid('point', this.#points).toUpperCase();
    return this.state.points.keep({
      ...where,
      arn: arnOf(where, 'recovery-point', id),
      vault: 'vault',
      resourceType: 'Toy',
      resourceArn: toyArn(home, name),
      resourceName: name,
      status: 'COMPLETED',
      continuous: false,
      created: now,
      completed: now,
      roleArn,
      jobId: id,
      sizeBytes: 7,
      lifecycle: {},
      tags: {},
      content: { body: `${name} at ${now.toString()}` },
      ...changed,
    });
  }

  pass(duration: Duration): Promise<void> {
    return this.clock.advance(duration);
  }
}

/** What a call that must not succeed is refused with. */
export async function refused(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'answered',
    (error: unknown) => (error instanceof Error ? error.name : 'nothing'),
  );
}
