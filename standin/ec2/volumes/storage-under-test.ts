/** Volumes, snapshots and instances that stand for the real ones, for a test: EC2's operations without the rest of the stand-in. */
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Duration } from '../../../time/duration';
import { VirtualClock } from '../../../time/virtual-clock';
import { Access } from '../../access/access';
import { Chance } from '../../chance';
import { Journal } from '../../durable/journal';
import { EventBuses } from '../../events/event-buses';
import { Identities } from '../../iam/identities';
import { KeyRing } from '../../kms/key-ring';
import { Outages } from '../../outages';
import type { Call, Caller, Service } from '../../service';
import { ebsService } from '../../ebs/service';
import { Topics } from '../../sns/topics';
import { temporaryRoot } from '../../temporary-root';
import { virtualEpoch } from '../../virtual-epoch';
import type { Whereabouts } from '../../whereabouts';
import type { World } from '../../world';
import { BlockStorage } from '../block-storage';
import { Network } from '../network/network';
import { ec2Service } from '../service';
import type { Machine, Machines, Plugged } from './attaching/attachments';

export const home: Whereabouts = { accountId: '123456789012', region: 'us-east-1' };

/** Instances as volumes see them: one that runs in the first zone, and what the test adds. */
export class MachinesUnderTest implements Machines {
  readonly all: Machine[] = [{ id: 'i-0123456789abcdef0', zone: 'us-east-1a', state: 'running', rootDevice: '/dev/xvda' }];
  readonly plugged = new Map<string, Plugged>();
  /** Whether instances hold on to their volumes. */
  holds = false;
  stills = 0;

  find(_where: Whereabouts, instanceId: string): Machine | undefined {
    return this.all.find(({ id }) => id === instanceId);
  }

  plug(_where: Whereabouts, _instanceId: string, plugged: Plugged): void {
    this.plugged.set(plugged.volumeId, plugged);
  }

  unplug(_where: Whereabouts, _instanceId: string, volumeId: string, force: boolean): boolean {
    if (this.holds && !force) return false;
    this.plugged.delete(volumeId);
    return true;
  }

  still<T>(_where: Whereabouts, _instanceId: string, work: () => Promise<T>): Promise<T> {
    this.stills += 1;
    return work();
  }
}

export class StorageUnderTest {
  readonly clock: VirtualClock;
  readonly world: World;
  readonly storage: BlockStorage;
  readonly faults: unknown[] = [];
  readonly #services: Readonly<Record<string, Service>>;
  #calls = 0;

  private constructor(
    readonly directory: string,
    readonly machines: MachinesUnderTest,
  ) {
    const journal = Journal.open(join(directory, 'journal'), () => this.clock.now());
    this.clock = new VirtualClock({ start: journal.latest ?? virtualEpoch, effectDuration: () => Duration.zero });
    const parts = { clock: this.clock, journal, chance: new Chance('test'), outages: new Outages(journal), directory, mischief: new Set() };
    // eslint-disable-next-line no-restricted-syntax -- neither processes nor connections are needed here
    this.world = { ...parts, onFault: (error: unknown) => void this.faults.push(error), beforeJump: () => undefined } as unknown as World;
    const access = new Access(new Identities(this.world), () => this.clock.now());
    const neighbours = { access, keys: new KeyRing(this.world, access), buses: new EventBuses(this.world, new Topics(this.world, access)) };
    this.storage = new BlockStorage(this.world, neighbours);
    this.#services = { ec2: ec2Service(new Network(this.world), this.storage, access), ebs: ebsService(this.storage, access) };
    // In place of the real instances, which the service has brought along.
    this.storage.volumes.serve(machines);
  }

  static async make(): Promise<StorageUnderTest> {
    return new StorageUnderTest(mkdtempSync(join(await temporaryRoot(), 'muster-ebs-')), new MachinesUnderTest());
  }

  /** The world as another process takes it up after this one was killed. This one must not be used any more. */
  again(): StorageUnderTest {
    this.world.journal.tick();
    this.world.journal.close();
    return new StorageUnderTest(this.directory, this.machines);
  }

  close(): void {
    this.world.journal.close();
    rmSync(this.directory, { recursive: true });
  }

  /** What an operation answers to the root of an account. Its input and output are the SDK's. */
  async call<Output = Record<string, unknown>>(operation: string, input: object, { accountId, region } = home, service: 'ec2' | 'ebs' = 'ec2'): Promise<Output> {
    const caller: Caller = { kind: 'root', accountId, arn: `arn:aws:iam::${accountId}:root`, userId: accountId, accessKeyId: '' };
    const http = { method: 'POST', path: '/', query: new URLSearchParams(), headers: {}, secure: false };
    const call: Call = { service, operation, region, caller, requestId: `test${(this.#calls += 1)}`, now: this.clock.now(), http, answer: { headers: {} } };
    const handle = this.#services[service]?.operations[operation];
    if (!handle) throw new Error(`${operation} is not served`);
    // The operation's own output type is what the caller names.
    return (await handle(input, call)) as Output;
  }

  /** A volume that is available. */
  async volume(input: object = {}, where = home): Promise<string> {
    const { VolumeId } = await this.call<{ VolumeId: string }>('CreateVolume', { AvailabilityZone: `${where.region}a`, ...('SnapshotId' in input ? {} : { Size: 1 }), ...input }, where);
    await this.clock.advance(Duration.minutes(1));
    return VolumeId;
  }

  /** A snapshot that is completed. */
  async snapshot(volumeId: string, where = home): Promise<string> {
    const { SnapshotId } = await this.call<{ SnapshotId: string }>('CreateSnapshot', { VolumeId: volumeId }, where);
    await this.clock.advance(Duration.minutes(10));
    return SnapshotId;
  }

  /** Writes to a volume as a process of an instance would. */
  async write(volumeId: string, offset: number, bytes: Uint8Array): Promise<void> {
    const file = await open(await this.storage.volumes.disks.device(volumeId), 'r+');
    await file.write(bytes, 0, bytes.length, offset);
    await file.close();
  }

  /** Reads from a volume as a process of an instance would. */
  async read(volumeId: string, offset: number, length: number): Promise<Buffer> {
    const file = await open(await this.storage.volumes.disks.device(volumeId), 'r');
    const bytes = Buffer.alloc(length);
    await file.read(bytes, 0, length, offset);
    await file.close();
    return bytes;
  }
}
