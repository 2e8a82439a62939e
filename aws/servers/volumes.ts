/** EBS volumes, as far as drills attach, watch and lose them. */
import * as sdk from '@aws-sdk/client-ec2';
import { clientConfig, signingByClock } from '../calls/client-config';
import { noneWhen } from '../calls/refusal';
import type { Caller } from '../services';
import type { ClientSettings } from '../target';
import { carriesAll, tagRecord } from './tags';

export interface Volume {
  id: string;
  /** In EC2's words: creating, available, in-use, deleting, deleted, error. */
  status: string;
  zone: string;
  sizeGiB: number;
  type: string;
  encrypted: boolean;
  /** Undefined where it is attached to nothing. */
  attachment?: { instanceId: string; device: string; state: string };
  tags: Readonly<Record<string, string>>;
}

const notThere = ['InvalidVolume.NotFound'];

export class Volumes {
  readonly #client: sdk.EC2Client;
  readonly #region: string;
  readonly #call: Caller;

  constructor(settings: ClientSettings, call: Caller) {
    this.#client = signingByClock(new sdk.EC2Client(clientConfig(settings)), settings);
    this.#region = settings.region;
    this.#call = call;
  }

  async find(id: string): Promise<Volume | undefined> {
    const answer = await noneWhen(notThere, this.#describe({ VolumeIds: [id] }));
    return answer?.[0];
  }

  /** Those that carry all of the tags. */
  carrying(tags: Readonly<Record<string, string>>): Promise<Volume[]> {
    return this.#describe({ Filters: carriesAll(tags) });
  }

  async attach(volumeId: string, instanceId: string, device: string): Promise<void> {
    const input = { VolumeId: volumeId, InstanceId: instanceId, Device: device };
    await this.#ask('AttachVolume', input, () => this.#client.send(new sdk.AttachVolumeCommand(input)));
  }

  /** Takes it from its instance, whether or not that still uses it. */
  async detachByForce(volumeId: string): Promise<void> {
    const input = { VolumeId: volumeId, Force: true };
    await this.#ask('DetachVolume', input, () => this.#client.send(new sdk.DetachVolumeCommand(input)));
  }

  /** Nothing happens where it is gone already. */
  async delete(volumeId: string): Promise<void> {
    const input = { VolumeId: volumeId };
    await noneWhen(notThere, this.#ask('DeleteVolume', input, () => this.#client.send(new sdk.DeleteVolumeCommand(input))));
  }

  async #describe(asked: sdk.DescribeVolumesCommandInput): Promise<Volume[]> {
    const found: Volume[] = [];
    let NextToken: string | undefined;
    do {
      const input = { ...asked, ...(NextToken !== undefined && { NextToken }) };
      const page = await this.#ask('DescribeVolumes', input, () => this.#client.send(new sdk.DescribeVolumesCommand(input)));
      found.push(...(page.Volumes ?? []).map(asVolume));
      NextToken = page.NextToken;
    } while (NextToken);
    return found;
  }

  #ask<Output>(operation: string, input: object, send: () => Promise<Output>): Promise<Output> {
    return this.#call({ service: 'ec2', operation, region: this.#region, input, send });
  }
}

function asVolume(volume: sdk.Volume): Volume {
  const attached = volume.Attachments?.[0];
  return {
    id: volume.VolumeId ?? '',
    status: volume.State ?? '',
    zone: volume.AvailabilityZone ?? '',
    sizeGiB: volume.Size ?? 0,
    type: volume.VolumeType ?? '',
    encrypted: volume.Encrypted ?? false,
    ...(attached && { attachment: { instanceId: attached.InstanceId ?? '', device: attached.Device ?? '', state: attached.State ?? '' } }),
    tags: tagRecord(volume.Tags),
  };
}
