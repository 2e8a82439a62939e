/** What a new instance is to be: what was asked for, what RDS fills in, and what is refused. */
import type { Whereabouts } from '../../whereabouts';
import { regions } from '../../world';
import { assertApart, backupWindow, drawBackupWindow, drawMaintenanceWindow, maintenanceWindow } from '../backups/windows';
import { assertAuthority } from '../certificates';
import type { Settings } from '../instance';
import { drawSecondaryZone } from '../multi-az/zones';
import { defaultGroup } from '../parameters/groups';
import { refusals } from '../refusals';
import type { Room } from '../room';
import { placementOf } from '../subnets/placement';

/** The version of the PostgreSQL that is really run. */
export const engineVersion = '18.4';

/** The members that creating and restoring have in common. */
export interface Asked {
  DBInstanceClass?: string;
  AllocatedStorage?: number;
  StorageType?: string;
  Port?: number;
  AvailabilityZone?: string;
  MultiAZ?: boolean;
  BackupRetentionPeriod?: number;
  PreferredBackupWindow?: string;
  PreferredMaintenanceWindow?: string;
  DeletionProtection?: boolean;
  CopyTagsToSnapshot?: boolean;
  PubliclyAccessible?: boolean;
  AutoMinorVersionUpgrade?: boolean;
  DBParameterGroupName?: string;
  DBSubnetGroupName?: string;
  VpcSecurityGroupIds?: string[];
  CACertificateIdentifier?: string;
  OptionGroupName?: string;
  LicenseModel?: string;
}

/** The names of those members; the last two and the certificate authority are taken where they ask for what there is anyhow. */
export const askedMembers = [
  'DBInstanceClass', 'AllocatedStorage', 'StorageType', 'Port', 'AvailabilityZone', 'MultiAZ', 'BackupRetentionPeriod', 'PreferredBackupWindow',
  'PreferredMaintenanceWindow', 'DeletionProtection', 'CopyTagsToSnapshot', 'PubliclyAccessible', 'AutoMinorVersionUpgrade', 'Tags',
  'DBParameterGroupName', 'DBSubnetGroupName', 'VpcSecurityGroupIds', 'CACertificateIdentifier', 'OptionGroupName', 'LicenseModel',
] as const;

type Basis = Pick<Settings, 'masterUsername' | 'databaseName' | 'storageEncrypted' | 'kmsKeyId' | 'allocatedStorage' | 'instanceClass' | 'backupRetentionDays' | 'port' | 'storageType'> &
  Partial<Settings>;

interface Where extends Whereabouts {
  room: Room;
  resourceId: string;
}

/** Puts together what was asked for with what it starts from. Throws InvalidParameterValue, InvalidParameterCombination, and that a group is not there. */
export function newSettings(asked: Asked, basis: Basis, where: Where): Settings {
  assertDefaults(asked);
  const { chance } = where.room.world;
  const { zones: covered, ...placement } = placementOf(where.room, where, asked);
  const settings: Settings = {
    ...basis,
    engineVersion,
    instanceClass: instanceClass(asked.DBInstanceClass ?? basis.instanceClass),
    allocatedStorage: within('AllocatedStorage', asked.AllocatedStorage ?? basis.allocatedStorage, 5, 65_536),
    storageType: storageType(asked.StorageType ?? basis.storageType),
    port: within('Port', asked.Port ?? basis.port, 1_150, 65_535),
    ...placement,
    parameterGroup: where.room.parameterGroups.find(where, asked.DBParameterGroupName ?? defaultGroup).name,
    ...zones(asked, where, covered),
    backupRetentionDays: within('BackupRetentionPeriod', asked.BackupRetentionPeriod ?? basis.backupRetentionDays, 0, 35),
    backupWindow: asked.PreferredBackupWindow ? backupWindow(asked.PreferredBackupWindow) : (basis.backupWindow ?? drawBackupWindow(chance, where.resourceId)),
    maintenanceWindow: asked.PreferredMaintenanceWindow
      ? maintenanceWindow(asked.PreferredMaintenanceWindow)
      : (basis.maintenanceWindow ?? drawMaintenanceWindow(chance, where.resourceId)),
    // Off unless asked for, on a restored instance too.
    deletionProtection: asked.DeletionProtection ?? false,
    copyTagsToSnapshot: asked.CopyTagsToSnapshot ?? basis.copyTagsToSnapshot ?? false,
    publiclyAccessible: asked.PubliclyAccessible ?? true,
    autoMinorVersionUpgrade: asked.AutoMinorVersionUpgrade ?? basis.autoMinorVersionUpgrade ?? true,
  };
  assertApart(settings.backupWindow, settings.maintenanceWindow);
  if (settings.allocatedStorage < basis.allocatedStorage) {
    throw refusals.value(`Invalid storage size. AllocatedStorage must be at least that of the source, ${basis.allocatedStorage} GiB.`);
  }
  return settings;
}

/** A whole number between two bounds. Throws InvalidParameterValue. */
export function within(parameter: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw refusals.value(`Invalid value ${value} for ${parameter}. Must be between ${least} and ${most}`);
}

export function instanceClass(given: string): string {
  if (/^db\.[a-z0-9-]+\.[a-z0-9]+$/.test(given)) return given;
  throw refusals.value(`Invalid DB Instance class: ${given}`);
}

function storageType(given: string): string {
  if (['gp2', 'gp3', 'standard'].includes(given)) return given;
  throw refusals.combination(`StorageType ${given} is not served by this stand-in, which knows gp2, gp3 and standard.`);
}

/** A single instance unless more is asked for, whatever it is restored from. */
function zones({ AvailabilityZone: given, MultiAZ: multiAz = false }: Asked, where: Where, covered: string[]): Pick<Settings, 'zone' | 'multiAz' | 'secondaryZone'> {
  if (given && multiAz) throw refusals.combination('Requesting a specific availability zone is not valid for Multi-AZ instances.');
  const primary = zone(given, where, covered);
  return { zone: primary, multiAz, secondaryZone: multiAz ? drawSecondaryZone(where.room.world.chance, covered, where.resourceId, primary) : undefined };
}

function zone(given: string | undefined, { room, region, resourceId }: Where, covered: string[]): string {
  if (given && !regions[region]?.includes(given)) throw refusals.value(`The availability zone ${given} is not in the region ${region}.`);
  if (given && !covered.includes(given)) throw refusals.network(`The DB subnet group covers the availability zones ${covered.join(', ')}, but not ${given}.`);
  const drawn = covered[Math.floor(room.world.chance.fraction('rds', 'zone', resourceId) * covered.length)];
  return given ?? drawn ?? `${region}a`;
}

function assertDefaults({ CACertificateIdentifier: authority, OptionGroupName: options, LicenseModel: license }: Asked): void {
  assertAuthority(authority);
  if (options && options !== 'default:postgres-18') throw refusals.combination('Option groups besides default:postgres-18 are not served by this stand-in.');
  if (license && license !== 'postgresql-license') throw refusals.combination(`Invalid license model ${license} for engine postgres`);
}

/** Throws for engines and versions that are not run here. */
export function assertEngine(engine: string | undefined, version: string | undefined): void {
  if (engine && engine !== 'postgres') throw refusals.value(`Invalid DB engine: ${engine}. This stand-in runs postgres.`);
  if (version && version !== engineVersion && version !== '18') throw refusals.combination(`Cannot find version ${version} for postgres`);
}
