/** The types of volumes, and how large and how fast each may be: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html */
import type { VolumeType } from '@aws-sdk/client-ec2';
import { AwsError } from '../../aws-error';
import { refusals } from '../refusals';

/** How large, in GiB, and how fast, in operations and MiB a second. */
export interface Shape {
  type: VolumeType;
  size: number;
  iops?: number;
  throughput?: number;
}

interface Range {
  least: number;
  most: number;
}

interface Limits {
  size: Range;
  /** Present where the caller may choose; `perGib` is how many there may be for each GiB. */
  iops?: Range & { perGib: number; standard?: number };
  throughput?: Range & { standard: number; perIops: number };
}

const limits: Readonly<Record<VolumeType, Limits>> = {
  gp2: { size: { least: 1, most: 16_384 } },
  gp3: {
    size: { least: 1, most: 65_536 },
    iops: { least: 3_000, most: 80_000, perGib: 500, standard: 3_000 },
    throughput: { least: 125, most: 2_000, standard: 125, perIops: 0.25 },
  },
  io1: { size: { least: 4, most: 16_384 }, iops: { least: 100, most: 64_000, perGib: 50 } },
  io2: { size: { least: 4, most: 65_536 }, iops: { least: 100, most: 256_000, perGib: 1_000 } },
  st1: { size: { least: 125, most: 16_384 } },
  sc1: { size: { least: 125, most: 16_384 } },
  standard: { size: { least: 1, most: 1_024 } },
};

/** Wordings are assumed throughout. Throws InvalidParameterValue, InvalidParameterCombination and MissingParameter. */
export function shapeOf(wanted: Partial<Shape> & { size: number }): Shape {
  const { type = 'gp2', size } = wanted;
  const known = Object.hasOwn(limits, type) ? limits[type] : undefined;
  if (!known) throw unknownType(type);
  if (size < known.size.least) throw refusals.value(`Volume of ${size}GiB is too small for volume type ${type}; minimum is ${known.size.least}GiB.`);
  if (size > known.size.most) throw refusals.value(`Volume of ${size}GiB is too large for volume type ${type}; maximum is ${known.size.most}GiB.`);
  const iops = iopsOf(known, { ...wanted, type });
  const throughput = throughputOf(known, { ...wanted, type }, iops);
  return { type, size, ...(iops !== undefined && { iops }), ...(throughput !== undefined && { throughput }) };
}

function iopsOf({ iops: range }: Limits, { type, size, iops }: Shape): number | undefined {
  if (!range) {
    if (iops !== undefined) throw refusals.combination(`The parameter iops is not supported for ${type} volumes.`);
    // What a gp2 volume has depends on its size: https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
    return type === 'gp2' ? Math.min(Math.max(size * 3, 100), 16_000) : undefined;
  }
  const wanted = iops ?? range.standard;
  if (wanted === undefined) throw refusals.missing('iops');
  if (wanted < range.least) throw refusals.value(`Volume iops of ${wanted} is too low; minimum is ${range.least}.`);
  if (wanted > range.most) throw refusals.value(`Volume iops of ${wanted} is too high; maximum is ${range.most}.`);
  if (wanted !== range.standard && wanted > size * range.perGib) {
    throw refusals.combination(`Iops to volume size ratio of ${(wanted / size).toFixed(6)} is too high; maximum is ${range.perGib} IOPS per GiB`);
  }
  return wanted;
}

function throughputOf({ throughput: range }: Limits, { type, throughput }: Shape, iops = 0): number | undefined {
  if (!range) {
    if (throughput !== undefined) throw refusals.combination(`The parameter throughput is not supported for ${type} volumes.`);
    return undefined;
  }
  const wanted = throughput ?? range.standard;
  if (wanted < range.least) throw refusals.value(`Volume throughput of ${wanted} is too low; minimum is ${range.least}.`);
  if (wanted > range.most) throw refusals.value(`Volume throughput of ${wanted} is too high; maximum is ${range.most}.`);
  if (wanted > iops * range.perIops) {
    throw refusals.combination(`Throughput (MiBps) to iops ratio of ${(wanted / iops).toFixed(6)} is too high; maximum is ${range.perIops.toFixed(6)} MiBps per iops.`);
  }
  return wanted;
}

function unknownType(type: string): AwsError {
  return new AwsError('UnknownVolumeType', `Unsupported volume type '${type}' for volume creation.`);
}
