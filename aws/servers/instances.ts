/** EC2 instances, as far as drills launch, watch and end them. */
import { createHash } from 'node:crypto';
import * as sdk from '@aws-sdk/client-ec2';
import { clientConfig, signingByClock } from '../calls/client-config';
import { noneWhen } from '../calls/refusal';
import type { Caller } from '../services';
import type { ClientSettings } from '../target';
import { carriesAll, tagRecord, tagsOf } from './tags';

/** All that is needed to launch an instance again, as plain data. */
export interface Launch {
  imageId: string;
  instanceType: string;
  /** Undefined for any. */
  zone?: string;
  groupId: string;
  userData: string;
  /** A new data volume that the instance starts with; undefined where one is attached afterwards. It outlives the instance. */
  volume?: { device: string; sizeGiB: number; encrypted: boolean };
  tags: Readonly<Record<string, string>>;
}

export interface Instance {
  id: string;
  /** In EC2's words: pending, running, stopping, stopped, shutting-down, terminated. */
  state: string;
  imageId: string;
  instanceType: string;
  zone: string;
  /** The name that it is reached by from outside; undefined while it has none. */
  publicName?: string;
  groupIds: string[];
  /** The ids of its volumes, by device. */
  volumes: Readonly<Record<string, string>>;
  rootDevice: string;
  tags: Readonly<Record<string, string>>;
}

const notThere = ['InvalidInstanceID.NotFound'];

export class Instances {
  readonly #client: sdk.EC2Client;
  readonly #region: string;
  readonly #call: Caller;

  constructor(settings: ClientSettings, call: Caller) {
    this.#client = signingByClock(new sdk.EC2Client(clientConfig(settings)), settings);
    this.#region = settings.region;
    this.#call = call;
  }

  /** The id of the newest of Amazon's images whose name fits, with `*` for anything. Undefined where there is none. */
  async newestImage(name: string): Promise<string | undefined> {
    const input: sdk.DescribeImagesCommandInput = { Owners: ['amazon'], Filters: [{ Name: 'name', Values: [name] }, { Name: 'state', Values: ['available'] }] };
    const { Images = [] } = await this.#ask('DescribeImages', input, () => this.#client.send(new sdk.DescribeImagesCommand(input)));
    return Images.toSorted((a, b) => (a.CreationDate ?? '').localeCompare(b.CreationDate ?? '')).at(-1)?.ImageId;
  }

  /** Launches one and answers its id. A second call with the same token launches nothing. */
  async run(launch: Launch, token: string): Promise<string> {
    const { imageId, instanceType, zone, groupId, userData, volume, tags } = launch;
    const input: sdk.RunInstancesCommandInput = {
      ImageId: imageId,
      InstanceType: instanceType as sdk._InstanceType,
      MinCount: 1,
      MaxCount: 1,
      SecurityGroupIds: [groupId],
      UserData: Buffer.from(userData, 'utf8').toString('base64'),
      ...(zone !== undefined && { Placement: { AvailabilityZone: zone } }),
      ...(volume && { BlockDeviceMappings: [{ DeviceName: volume.device, Ebs: { VolumeSize: volume.sizeGiB, VolumeType: 'gp3', Encrypted: volume.encrypted, DeleteOnTermination: false } }] }),
      TagSpecifications: [
        { ResourceType: 'instance', Tags: tagsOf(tags) },
        { ResourceType: 'volume', Tags: tagsOf(tags) },
      ],
      ClientToken: createHash('sha256').update(token).digest('hex'),
    };
    const { Instances: [made] = [] } = await this.#ask('RunInstances', input, () => this.#client.send(new sdk.RunInstancesCommand(input)));
    return made?.InstanceId ?? '';
  }

  async find(id: string): Promise<Instance | undefined> {
    const answer = await noneWhen(notThere, this.#describe({ InstanceIds: [id] }));
    return answer?.[0];
  }

  /** Those that carry all of the tags and are not terminated. */
  async carrying(tags: Readonly<Record<string, string>>): Promise<Instance[]> {
    const found = await this.#describe({ Filters: carriesAll(tags) });
    return found.filter(({ state }) => state !== 'terminated');
  }

  async terminate(id: string): Promise<void> {
    const input = { InstanceIds: [id] };
    await noneWhen(notThere, this.#ask('TerminateInstances', input, () => this.#client.send(new sdk.TerminateInstancesCommand(input))));
  }

  async reboot(id: string): Promise<void> {
    const input = { InstanceIds: [id] };
    await this.#ask('RebootInstances', input, () => this.#client.send(new sdk.RebootInstancesCommand(input)));
  }

  /** What it was given to run at its first boot. */
  async userData(id: string): Promise<string> {
    const input: sdk.DescribeInstanceAttributeCommandInput = { InstanceId: id, Attribute: 'userData' };
    const { UserData } = await this.#ask('DescribeInstanceAttribute', input, () => this.#client.send(new sdk.DescribeInstanceAttributeCommand(input)));
    return Buffer.from(UserData?.Value ?? '', 'base64').toString('utf8');
  }

  async #describe(asked: sdk.DescribeInstancesCommandInput): Promise<Instance[]> {
    const found: Instance[] = [];
    let NextToken: string | undefined;
    do {
      const input = { ...asked, ...(NextToken !== undefined && { NextToken }) };
      const page = await this.#ask('DescribeInstances', input, () => this.#client.send(new sdk.DescribeInstancesCommand(input)));
      found.push(...(page.Reservations ?? []).flatMap(({ Instances: of = [] }) => of.map(asInstance)));
      NextToken = page.NextToken;
    } while (NextToken);
    return found;
  }

  #ask<Output>(operation: string, input: object, send: () => Promise<Output>): Promise<Output> {
    return this.#call({ service: 'ec2', operation, region: this.#region, input, send });
  }
}

function asInstance(instance: sdk.Instance): Instance {
  const { PublicDnsName: publicName } = instance;
  return {
    id: instance.InstanceId ?? '',
    state: instance.State?.Name ?? '',
    imageId: instance.ImageId ?? '',
    instanceType: instance.InstanceType ?? '',
    zone: instance.Placement?.AvailabilityZone ?? '',
    ...(publicName && { publicName }),
    groupIds: (instance.SecurityGroups ?? []).flatMap(({ GroupId }) => GroupId ?? []).sort(),
    volumes: Object.fromEntries((instance.BlockDeviceMappings ?? []).map(({ DeviceName, Ebs }) => [DeviceName ?? '', Ebs?.VolumeId ?? ''])),
    rootDevice: instance.RootDeviceName ?? '',
    tags: tagRecord(instance.Tags),
  };
}
