/** What a new instance is to be: what was asked for, what RDS fills in, and what is refused. */
import type { Chance } from '../../chance';
import { regions } from '../../world';
import { assertApart, backupWindow, drawBackupWindow, drawMaintenanceWindow, maintenanceWindow } from '../backups/windows';
import type { Settings } from '../instance';
import { drawSecondaryZone } from '../multi-az/zones';
import type { Whereabouts } from '../names';
import { refusals } from '../refusals';

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
  OptionGroupName?: string;
  LicenseModel?: string;
}

/** The names of those members; the last three are taken where they ask for what there is anyhow. */
export const askedMembers = [
  'DBInstanceClass', 'AllocatedStorage', 'StorageType', 'Port', 'AvailabilityZone', 'MultiAZ', 'BackupRetentionPeriod', 'PreferredBackupWindow',
  'PreferredMaintenanceWindow', 'DeletionProtection', 'CopyTagsToSnapshot', 'PubliclyAccessible', 'AutoMinorVersionUpgrade', 'Tags',
  'DBParameterGroupName', 'OptionGroupName', 'LicenseModel',
] as const;

type Basis = Pick<Settings, 'masterUsername' | 'databaseName' | 'storageEncrypted' | 'kmsKeyId' | 'allocatedStorage' | 'instanceClass' | 'backupRetentionDays' | 'port' | 'storageType'> &
  Partial<Settings>;

/** Puts together what was asked for with what it starts from. Throws InvalidParameterValue and InvalidParameterCombination. */
export function newSettings(asked: Asked, basis: Basis, where: Whereabouts & { chance: Chance; resourceId: string }): Settings {
  assertDefaults(asked);
  const settings: Settings = {
    ...basis,
    engineVersion,
    instanceClass: instanceClass(asked.DBInstanceClass ?? basis.instanceClass),
    allocatedStorage: within('AllocatedStorage', asked.AllocatedStorage ?? basis.allocatedStorage, 5, 65_536),
    storageType: storageType(asked.StorageType ?? basis.storageType),
    port: within('Port', asked.Port ?? basis.port, 1_150, 65_535),
    ...zones(asked, where),
    backupRetentionDays: within('BackupRetentionPeriod', asked.BackupRetentionPeriod ?? basis.backupRetentionDays, 0, 35),
    backupWindow: asked.PreferredBackupWindow ? backupWindow(asked.PreferredBackupWindow) : (basis.backupWindow ?? drawBackupWindow(where.chance, where.resourceId)),
    maintenanceWindow: asked.PreferredMaintenanceWindow
      ? maintenanceWindow(asked.PreferredMaintenanceWindow)
      : (basis.maintenanceWindow ?? drawMaintenanceWindow(where.chance, where.resourceId)),
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
function zones({ AvailabilityZone: given, MultiAZ: multiAz = false }: Asked, where: Whereabouts & { chance: Chance; resourceId: string }): Pick<Settings, 'zone' | 'multiAz' | 'secondaryZone'> {
  if (given && multiAz) throw refusals.combination('Requesting a specific availability zone is not valid for Multi-AZ instances.');
  const primary = zone(given, where);
  return { zone: primary, multiAz, secondaryZone: multiAz ? drawSecondaryZone(where.chance, where.region, where.resourceId, primary) : undefined };
}

function zone(given: string | undefined, { chance, region, resourceId }: Whereabouts & { chance: Chance; resourceId: string }): string {
  const zones = regions[region] ?? [];
  if (given && !zones.includes(given)) throw refusals.value(`The availability zone ${given} is not in the region ${region}.`);
  const drawn = zones[Math.floor(chance.fraction('rds', 'zone', resourceId) * zones.length)];
  return given ?? drawn ?? `${region}a`;
}

function assertDefaults({ DBParameterGroupName: parameters, OptionGroupName: options, LicenseModel: license }: Asked): void {
  if (parameters && parameters !== 'default.postgres18') throw refusals.combination('Parameter groups besides default.postgres18 are not served by this stand-in.');
  if (options && options !== 'default:postgres-18') throw refusals.combination('Option groups besides default:postgres-18 are not served by this stand-in.');
  if (license && license !== 'postgresql-license') throw refusals.combination(`Invalid license model ${license} for engine postgres`);
}

/** Throws for engines and versions that are not run here. */
export function assertEngine(engine: string | undefined, version: string | undefined): void {
  if (engine && engine !== 'postgres') throw refusals.value(`Invalid DB engine: ${engine}. This stand-in runs postgres.`);
  if (version && version !== engineVersion && version !== '18') throw refusals.combination(`Cannot find version ${version} for postgres`);
}
