/** Makes the worlds of a stand-in: each with a clock, services and a directory of its own, thrown away whole. */
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Instant } from '../time/instant';
import { VirtualClock } from '../time/virtual-clock';
import { Access } from './access/access';
import { BackupState } from './backup/backup-state';
import { EbsAsRole } from './backup/kinds/ebs/ebs-as-role';
import { EbsKind } from './backup/kinds/ebs/ebs-kind';
import { RdsAsRole } from './backup/kinds/rds/rds-as-role';
import { RdsKind } from './backup/kinds/rds/rds-kind';
import { S3Kind } from './backup/kinds/s3/s3-kind';
import { backupService } from './backup/service';
import { Chance } from './chance';
import type { CallLog } from './cloudtrail/call-log';
import { openCloudTrail } from './cloudtrail/open-cloud-trail';
import { Alarms } from './cloudwatch/alarms/alarms';
import { Metrics } from './cloudwatch/metrics';
import { cloudwatchService } from './cloudwatch/service';
import { Journal } from './durable/journal';
import { StateFolder } from './durable/state-folder';
import { ebsService } from './ebs/service';
import { BlockStorage } from './ec2/block-storage';
import { Network } from './ec2/network/network';
import { ec2Service } from './ec2/service';
import { EventBuses } from './events/event-buses';
import { eventsService } from './events/service';
import { fisService } from './fis/service';
import { FunctionsEndpoint } from './front/functions-endpoint';
import { Router } from './front/router';
import { SigningKeys } from './front/signing-keys';
import { Identities } from './iam/identities';
import { iamService } from './iam/service';
import { KeyRing } from './kms/key-ring';
import { kmsService } from './kms/service';
import { Functions } from './lambda/room';
import { lambdaService } from './lambda/service';
import type { Mischief } from './mischief/mischief';
import { Outages } from './outages';
import { createGate } from './planes/gate';
import { type Keeper, startKeeper } from './planes/keeper';
import type { Disks } from './planes/volumes/disks';
import { Room } from './rds/room';
import { rdsService } from './rds/service';
import { Names } from './route53/names';
import { route53Service } from './route53/service';
import { Zones } from './route53/zones';
import { s3Service } from './s3/service';
import { S3State } from './s3/state';
import { Secrets } from './secrets-manager/secrets';
import { secretsManagerService } from './secrets-manager/service';
import type { Service } from './service';
import { serviceQuotasService } from './service-quotas/service';
import type { Outbox } from './sns/delivery/outbox';
import { snsService } from './sns/service';
import { Topics } from './sns/topics';
import { Parameters } from './ssm/parameters';
import { ssmService } from './ssm/service';
import { stsService } from './sts/service';
import { Sessions } from './sts/sessions';
import { taggingService } from './tagging/service';
import { temporaryRoot } from './temporary-root';
import { effectDuration } from './timings';
import type { World } from './world';

export interface Ground {
  directory: string;
  keeper: Keeper;
  /** Present where the worlds outlive this process. */
  state?: StateFolder;
  /** Ends what the worlds started, and removes the directory unless it is to be kept. */
  close(): Promise<void>;
}

/** The directory that every world of a stand-in lies in; a temporary one unless it is to be kept. Throws where `kept` cannot be used. */
export async function openGround(kept?: string): Promise<Ground> {
  const directory = kept ? resolve(kept) : await mkdtemp(join(await temporaryRoot(), 'muster-'));
  const state = kept === undefined ? undefined : StateFolder.open(directory);
  // PostgreSQL runs as another user than root, who has to get to its data below.
  if (!state) await chmod(directory, 0o711);
  const keeper = await startKeeper(directory, { keep: state !== undefined });
  const close = async (): Promise<void> => {
    await keeper.close();
    state?.close();
  };
  return { directory, keeper, close, ...(state && { state }) };
}

/** What a reset may change of a world; what it leaves out stays. */
export interface FreshWorld {
  seed?: string;
  mischief?: readonly Mischief[];
}

export interface WorldOptions {
  seed: string;
  start: Instant;
  mischief: readonly Mischief[];
  ground: Ground;
  /** Which of the worlds made on this ground it is: each has a directory of its own. */
  number: number;
  onFault: (error: unknown, operation: string) => void;
  /** Whether it is served over HTTP, so that it may call others on this machine; it is not when not given. */
  served?: () => boolean;
}

export interface OpenWorld {
  world: World;
  services: ReadonlyMap<string, Service>;
  router: Router;
  /** What was sent to e-mail subscribers. */
  outbox: Outbox;
  /** What names in the zones of its accounts lead to. */
  names: Names;
  /** What volumes hold, as whoever writes to their devices finds it. */
  disks: Disks;
  /** Lets go of everything that the world holds open, and removes its directory unless `keep`. */
  close(keep: boolean): Promise<void>;
}

export async function openWorld(options: WorldOptions): Promise<OpenWorld> {
  const listeners: ((to: Instant) => Promise<void>)[] = [];
  const directory = join(options.ground.directory, `world-${options.number}`);
  await mkdir(directory, { recursive: true, mode: 0o711 });
  const gate = createGate();
  const journal: Journal = options.ground.state ? Journal.open(join(directory, 'journal'), () => clock.now()) : Journal.none();
  const clock: VirtualClock = new VirtualClock({
    start: journal.latest ?? options.start,
    effectDuration,
    beforeJump: async (to) => {
      for (const listener of listeners) await listener(to);
    },
  });
  const world: World = {
    clock,
    journal,
    outages: new Outages(journal),
    chance: new Chance(options.seed),
    directory,
    keeper: options.ground.keeper,
    gate,
    mischief: new Set(options.mischief),
    onFault: options.onFault,
    beforeJump: (listener) => void listeners.push(listener),
  };
  const identities = new Identities(world);
  const sessions = new Sessions(journal, identities);
  const access = new Access(identities, () => clock.now());
  const topics = new Topics(world, access, options.served);
  const zones = new Zones(world);
  const endpoint = new FunctionsEndpoint(() => router, options.onFault);
  const { services: tagged, log, disks } = servicesOf(world, topics, { access, identities, sessions, zones, endpoint });
  const services = new Map([...tagged, ['tagging', taggingService(world, tagged, access)]]);
  const keys = new SigningKeys({ identities, sessions, now: () => clock.now() });
  const router: Router = new Router({
    ...{ services, access, keys, outages: world.outages, chance: world.chance, now: () => clock.now(), onFault: options.onFault },
    onAnswer: (call, input, output, error) => log.hear(call, input, output, error),
  });
  for (const service of services.values()) await service.open?.();
  const close = async (keep: boolean): Promise<void> => {
    for (const service of services.values()) await service.close?.();
    await endpoint.close();
    await gate.close();
    if (journal.keeps) journal.tick();
    journal.close();
    if (!keep) await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  };
  return { world, services, router, outbox: topics.outbox, names: new Names(zones, () => clock.now()), disks, close };
}

interface Who {
  access: Access;
  identities: Identities;
  sessions: Sessions;
  zones: Zones;
  endpoint: FunctionsEndpoint;
}

function servicesOf(world: World, topics: Topics, { access, identities, sessions, zones, endpoint }: Who): { services: ReadonlyMap<string, Service>; log: CallLog; disks: Disks } {
  const keys = new KeyRing(world, access);
  const buses = new EventBuses(world, topics);
  const metrics = new Metrics(world);
  const alarms = new Alarms(world, { metrics, topics, buses });
  const s3 = new S3State(world, { access, keys, topics, buses, metrics });
  const objects = s3Service(s3);
  const functions = new Functions(world, { access, identities, sessions, keys, metrics, topics, buses, s3: objects, endpoint: () => endpoint.address() });
  const network = new Network(world);
  const storage = new BlockStorage(world, { access, keys, buses });
  const ec2 = ec2Service(network, storage, access);
  const room = new Room(world, keys, metrics, network);
  const rds = rdsService(room, access);
  const backup = new BackupState(world, { access, keys, topics, buses, metrics }, [new S3Kind(s3), new RdsKind(new RdsAsRole(room, rds, access)), new EbsKind(new EbsAsRole(storage, ec2, access))]);
  const { cloudtrail, log } = openCloudTrail(world, { access, topics, buses, s3 });
  const services = new Map<string, Service>([
    ['backup', backupService(backup)],
    ['ec2', ec2],
    ['ebs', ebsService(storage, access)],
    ['kms', kmsService(keys)],
    ['monitoring', cloudwatchService(metrics, alarms, access)],
    ['events', eventsService(buses, access)],
    ['fis', fisService({ world, access, alarms, buses, s3, rds: room })],
    ['sns', snsService(world, topics, access)],
    ['rds', rds],
    ['route53', route53Service(zones, network, access)],
    ['s3', objects],
    ['lambda', lambdaService(functions)],
    ['secretsmanager', secretsManagerService(new Secrets(world, access, keys))],
    ['servicequotas', serviceQuotasService()],
    ['ssm', ssmService(new Parameters(world, { access, keys, buses }))],
    ['iam', iamService(world, identities, access)],
    ['sts', stsService({ access, identities, sessions, now: () => world.clock.now() })],
    ['cloudtrail', cloudtrail],
  ]);
  return { services, log, disks: storage.volumes.disks };
}
