/** For tests: two regions with a bucket in each, a role that may replicate, and everything that S3 tells of it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KMSClient } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  HeadObjectCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type ReplicationRule,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Duration } from '../../../time/duration';
import { VirtualClock } from '../../../time/virtual-clock';
import { Access } from '../../access/access';
import { Chance } from '../../chance';
import { type Datum, Metrics } from '../../cloudwatch/metrics';
import { Journal } from '../../durable/journal';
import { EventBuses } from '../../events/event-buses';
import { inProcess } from '../../front/in-process';
import { Router } from '../../front/router';
import { SigningKeys } from '../../front/signing-keys';
import { Identities } from '../../iam/identities';
import { KeyRing } from '../../kms/key-ring';
import { kmsService } from '../../kms/service';
import type { Mischief } from '../../mischief/mischief';
import { Outages } from '../../outages';
import { createGate } from '../../planes/gate';
import { startKeeper } from '../../planes/keeper';
import { Topics } from '../../sns/topics';
import { Sessions } from '../../sts/sessions';
import { effectDuration } from '../../timings';
import { virtualEpoch } from '../../virtual-epoch';
import { rootAccount, type World } from '../../world';
import type { Happening } from '../happenings';
import { quiet } from '../s3-under-test';
import { s3Service } from '../service';
import { S3State } from '../state';

export const roleArn = `arn:aws:iam::${rootAccount}:role/replication`;

/** What AWS's guide lets the role do, on every bucket. */
export const permissions = [
  'GetReplicationConfiguration', 'ListBucket', 'GetObjectVersionForReplication', 'GetObjectVersionAcl', 'GetObjectVersionTagging', 'GetObjectRetention', 'GetObjectLegalHold',
  'ReplicateObject', 'ReplicateDelete', 'ReplicateTags', 'ObjectOwnerOverrideToBucketOwner',
]; // prettier-ignore

export interface ReplicationUnderTest extends AsyncDisposable {
  world: World;
  state: S3State;
  /** us-east-1, where the bucket `source` is. */
  east: S3Client;
  /** us-west-2, where the bucket `replica` is. */
  west: S3Client;
  clientFor(region: string, account?: string): S3Client;
  kms(region: string): KMSClient;
  /** Lets virtual time pass. */
  pass(duration: Duration): Promise<void>;
  /** Gives the role these permissions, without their `s3:`, in place of those it has. */
  permit(actions: readonly string[]): void;
  /** Makes a bucket with versions. */
  bucket(name: string, region: string): Promise<void>;
  replicate(...rules: ReplicationRule[]): Promise<void>;
  put(key: string, more?: Partial<PutObjectCommandInput>): Promise<string>;
  /** The replication status of an object in `source`. */
  status(key: string, versionId?: string): Promise<string | undefined>;
  /** What replication announced. */
  told: Happening[];
  /** What was reported to CloudWatch. */
  data: Datum[];
  /** What the stand-in could not answer; empty unless something is broken. */
  faults: unknown[];
  /** Ends without warning, and begins again with what is on disk. */
  crash(): Promise<ReplicationUnderTest>;
}

/** A rule of the second version for everything, to `replica`. */
export function rule(more: Partial<ReplicationRule> = {}): ReplicationRule {
  return {
    ID: 'everything',
    Status: 'Enabled',
    Priority: 1,
    Filter: {},
    DeleteMarkerReplication: { Status: 'Enabled' },
    Destination: { Bucket: 'arn:aws:s3:::replica' },
    ...more,
  };
}

interface Options {
  mischief?: readonly Mischief[];
  seed?: string;
  /** Keeps a journal, so that it can crash. */
  durable?: boolean;
}

export async function replicationUnderTest(options: Options = {}): Promise<ReplicationUnderTest> {
  const directory = await mkdtemp(join(tmpdir(), 'muster-replication-'));
  const opened = await open(directory, options);
  await opened.bucket('source', 'us-east-1');
  await opened.bucket('replica', 'us-west-2');
  return opened;
}

async function open(directory: string, options: Options): Promise<ReplicationUnderTest> {
  const journal: Journal = options.durable ? Journal.open(join(directory, 'journal'), () => clock.now()) : Journal.none();
  const clock: VirtualClock = new VirtualClock({ start: journal.latest ?? virtualEpoch, effectDuration });
  const faults: unknown[] = [];
  const onFault = (error: unknown): void => void faults.push(error);
  const keeper = await startKeeper(directory, { keep: options.durable });
  const world: World = {
    clock, journal, directory, keeper, onFault,
    outages: new Outages(journal),
    chance: new Chance(options.seed ?? 'test'),
    gate: createGate(),
    mischief: new Set(options.mischief),
    beforeJump: () => undefined,
  }; // prettier-ignore
  const identities = new Identities(world);
  const access = new Access(identities, () => clock.now());
  const told: Happening[] = [];
  const data: Datum[] = [];
  const state = stateOf(world, access, data);
  const services = new Map([['s3', s3Service(state)], ['kms', kmsService(state.neighbours.keys)]]);
  state.happenings.on((happening) => happening.replication && told.push(happening));
  const keys = new SigningKeys({ identities, sessions: new Sessions(journal, identities), now: () => clock.now() });
  const router = new Router({ services, access, keys, outages: world.outages, chance: world.chance, now: () => clock.now(), onFault });
  const config = configOf(router, clock);
  const clientFor = (region: string, account = 'muster'): S3Client => dated(clock, new S3Client(config(region, account)));
  const [east, west] = [clientFor('us-east-1'), clientFor('us-west-2')];
  const permit = (actions: readonly string[]): void => identities.roles.put(roleWith(actions));
  permit(permissions);
  const close = async (): Promise<void> => {
    journal.close();
    await world.gate.close();
    await keeper.close();
  };
  return {
    world, state, east, west, clientFor, told, data, faults, permit,
    kms: (region) => dated(clock, new KMSClient(config(region))),
    pass: (duration) => clock.advance(duration),
    bucket: async (name, region) => {
      await clientFor(region).send(new CreateBucketCommand({ Bucket: name }));
      await clientFor(region).send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration: { Status: 'Enabled' } }));
    },
    replicate: async (...rules) => {
      await east.send(new PutBucketReplicationCommand({ Bucket: 'source', ReplicationConfiguration: { Role: roleArn, Rules: rules } }));
    },
    put: async (key, more) => (await east.send(new PutObjectCommand({ Bucket: 'source', Key: key, Body: `of ${key}`, ...more }))).VersionId ?? '',
    status: async (key, versionId) => (await east.send(new HeadObjectCommand({ Bucket: 'source', Key: key, VersionId: versionId }))).ReplicationStatus,
    crash: async () => {
      await close();
      return open(directory, options);
    },
    [Symbol.asyncDispose]: async () => {
      await close();
      await rm(directory, { recursive: true, force: true });
    },
  }; // prettier-ignore
}

function stateOf(world: World, access: Access, data: Datum[]): S3State {
  const topics = new Topics(world, access);
  class Recorded extends Metrics {
    override put(datum: Datum): void {
      data.push(datum);
      super.put(datum);
    }
  }
  return new S3State(world, { access, keys: new KeyRing(world, access), topics, buses: new EventBuses(world, topics), metrics: new Recorded(world) });
}

/** What the clients of every service are made with. */
function configOf(router: Router, clock: VirtualClock) {
  const requestHandler = inProcess(() => router, () => clock.now()); // prettier-ignore
  return (region: string, account = 'muster') => ({
    region,
    requestHandler,
    credentials: { accessKeyId: account, secretAccessKey: account },
    maxAttempts: 1,
    logger: quiet,
  });
}

/** Has a client's signatures dated by the world's clock. */
function dated<Client extends { config: object }>(clock: VirtualClock, client: Client): Client {
  const offset = { get: () => clock.now().epochMilliseconds - Date.now(), set: () => undefined };
  Object.defineProperty(client.config, 'systemClockOffset', offset);
  return client;
}

function roleWith(actions: readonly string[]): Parameters<Identities['roles']['put']>[0] {
  const service = { Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const statement = { Effect: 'Allow', Action: actions.map((action) => `s3:${action}`), Resource: '*' };
  const kms = { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:Encrypt'], Resource: '*' };
  return {
    accountId: rootAccount, id: 'AROAREPLICATION', name: 'replication', path: '/', created: virtualEpoch, attached: [], tags: {}, longestSession: 3600,
    trust: JSON.stringify({ Version: '2012-10-17', Statement: [service] }),
    inline: { replication: JSON.stringify({ Version: '2012-10-17', Statement: actions.length ? [statement, kms] : [kms] }) },
  }; // prettier-ignore
}
