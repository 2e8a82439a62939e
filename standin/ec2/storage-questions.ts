/** On which resources a call about volumes and snapshots needs a right, and what conditions see of them. */
import type { TagSpecification } from '@aws-sdk/client-ec2';
import type { RequestContext } from '../access/access';
import type { Call } from '../service';
import type { TagRecord } from '../tag-record';
import type { BlockStorage } from './block-storage';
import { snapshotArn } from './snapshots/rows';
import { volumeArn } from './volumes/rows';

export interface Question {
  action: string;
  resource: string;
  context: RequestContext;
}

interface Named {
  VolumeId?: string;
  SnapshotId?: string;
  SourceSnapshotId?: string;
  SourceRegion?: string;
  InstanceId?: string;
  TagSpecifications?: TagSpecification[];
}

/** What each makes. */
const makes: Readonly<Record<string, 'volume' | 'snapshot'>> = { CreateVolume: 'volume', CreateSnapshot: 'snapshot', CopySnapshot: 'snapshot' };

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
export function storageQuestions(storage: BlockStorage, operation: string, input: Named, call: Call): Question[] {
  const { accountId } = call.caller;
  const asked = requestTags(input);
  const made = makes[operation];
  const any = made && (made === 'snapshot' ? snapshotArn({ region: call.region, id: '*' }) : volumeArn({ region: call.region, accountId, id: '*' }));
  const questions = named(storage, input, call).map(({ arn, tags }) => ({ action: `ec2:${operation}`, resource: arn, context: { ...resourceTags(tags), ...asked } }));
  if (any === undefined) return questions.length > 0 ? questions : [{ action: `ec2:${operation}`, resource: '*', context: asked }];
  const tagging = input.TagSpecifications?.length ? [{ action: 'ec2:CreateTags', resource: any, context: { ...asked, 'ec2:createaction': operation } }] : [];
  return [{ action: `ec2:${operation}`, resource: any, context: asked }, ...questions, ...tagging];
}

function named({ volumes, snapshots }: BlockStorage, input: Named, { region, caller: { accountId } }: Call): { arn: string; tags: TagRecord }[] {
  const found = [];
  if (input.VolumeId) found.push({ arn: volumeArn({ region, accountId, id: input.VolumeId }), tags: volumes.rows.get(input.VolumeId)?.tags ?? {} });
  for (const [id, where] of [[input.SnapshotId, region], [input.SourceSnapshotId, input.SourceRegion ?? region]] as const) {
    if (id) found.push({ arn: snapshotArn({ region: where, id }), tags: snapshots.rows.get(id)?.tags ?? {} });
  }
  if (input.InstanceId) found.push({ arn: `arn:aws:ec2:${region}:${accountId}:instance/${input.InstanceId}`, tags: {} });
  return found;
}

export function resourceTags(tags: TagRecord): RequestContext {
  return Object.fromEntries(Object.entries(tags).flatMap(([key, value]) => [[`aws:resourcetag/${key.toLowerCase()}`, value], [`ec2:resourcetag/${key.toLowerCase()}`, value]]));
}

export function requestTags({ TagSpecifications: specifications = [] }: Pick<Named, 'TagSpecifications'>): RequestContext {
  const tags = specifications.flatMap(({ Tags: list = [] }) => list);
  if (tags.length === 0) return {};
  return {
    'aws:tagkeys': tags.map(({ Key: key = '' }) => key),
    ...Object.fromEntries(tags.map(({ Key: key = '', Value: value = '' }) => [`aws:requesttag/${key.toLowerCase()}`, value])),
  };
}
