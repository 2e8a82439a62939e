/** What EC2 keeps of an instance, as a plain row; its processes are a tree of the same name. */
import type { Instant } from '../../../time/instant';
import type { TagRecord } from '../../tag-record';
import type { Whereabouts } from '../../whereabouts';
import type { Machine } from '../volumes/attaching/attachments';

export type StateName = Machine['state'];

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html */
export const stateCodes: Readonly<Record<StateName, number>> = { pending: 0, running: 16, 'shutting-down': 32, terminated: 48, stopping: 64, stopped: 80 };

export interface Instance extends Whereabouts {
  id: string;
  reservationId: string;
  launchIndex: number;
  imageId: string;
  rootDevice: string;
  architecture: 'x86_64' | 'arm64';
  type: string;
  zone: string;
  subnetId: string;
  vpcId: string;
  groups: readonly string[];
  interfaceId: string;
  privateIp: string;
  wantsPublicIp: boolean;
  publicIp?: string;
  state: StateName;
  /** Tells one start from the next: what was left for an earlier one does nothing. */
  turn: number;
  launched: Instant;
  /** Why it is not running, in AWS's words. */
  reason?: { code: string; message: string; transition: string };
  /** As it was given, in base64. */
  userData?: string;
  protectedFromTermination: boolean;
  onShutdown: 'stop' | 'terminate';
  monitored: boolean;
  ebsOptimized: boolean;
  metadata: { tokens: 'optional' | 'required'; hops: number; endpoint: 'enabled' | 'disabled'; tags: 'enabled' | 'disabled' };
  /** When its checks pass after the last start, and since when its processes are gone that nobody ended. */
  checked?: Instant;
  lost?: Instant;
  tags: TagRecord;
  token?: { text: string; asked: string };
}

export function instanceArn({ region, accountId, id }: Whereabouts & { id: string }): string {
  return `arn:aws:ec2:${region}:${accountId}:instance/${id}`;
}

/** `ip-172-31-0-5.ec2.internal`: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html */
export function privateName({ region, privateIp }: Pick<Instance, 'region' | 'privateIp'>): string {
  return `ip-${privateIp.replaceAll('.', '-')}.${region === 'us-east-1' ? 'ec2' : `${region}.compute`}.internal`;
}

export function publicName({ region, publicIp }: Pick<Instance, 'region' | 'publicIp'>): string | undefined {
  return publicIp && `ec2-${publicIp.replaceAll('.', '-')}.${region === 'us-east-1' ? 'compute-1' : `${region}.compute`}.amazonaws.com`;
}
