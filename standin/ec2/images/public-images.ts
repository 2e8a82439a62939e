/** The public images that instances are started from: a few names, each with an id of its own in every region. */
import type { BlockDeviceMapping } from '@aws-sdk/client-ec2';
import type { Instant } from '../../../time/instant';
import type { Chance } from '../../chance';
import type { TagRecord } from '../../tag-record';

export interface Image {
  id: string;
  region: string;
  ownerId: string;
  ownerAlias?: string;
  name: string;
  description: string;
  architecture: 'x86_64' | 'arm64';
  rootDevice: string;
  sizeGib: number;
  /** That of its root device. */
  snapshotId: string;
  /** Present where somebody made it of an instance. */
  made?: Made;
}

export interface Made {
  created: Instant;
  mappings: readonly BlockDeviceMapping[];
  /** What its root volume runs when it starts. */
  userData?: string;
  tags: TagRecord;
}

const families: readonly Omit<Image, 'id' | 'region' | 'snapshotId'>[] = [
  ...(['x86_64', 'arm64'] as const).map((architecture) => ({
    ownerId: '137112412989',
    ownerAlias: 'amazon',
    name: `al2023-ami-2023.5.20240805.0-kernel-6.1-${architecture}`,
    description: `Amazon Linux 2023 AMI 2023.5.20240805.0 ${architecture} HVM kernel-6.1`,
    architecture,
    rootDevice: '/dev/xvda',
    sizeGib: 8,
  })),
  ...(['amd64', 'arm64'] as const).map((name) => ({
    ownerId: '099720109477',
    name: `ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-${name}-server-20240801`,
    description: `Canonical, Ubuntu, 24.04, ${name} noble image`,
    architecture: name === 'amd64' ? ('x86_64' as const) : name,
    rootDevice: '/dev/sda1',
    sizeGib: 8,
  })),
];

export function publicImages(chance: Chance, region: string): Image[] {
  const hex = (kind: string, name: string): string => chance.bytes('ec2.image', kind, region, name).toString('hex').slice(0, 16);
  return families.map((family) => ({ ...family, region, id: `ami-0${hex('ami', family.name)}`, snapshotId: `snap-0${hex('snap', family.name)}` }));
}
