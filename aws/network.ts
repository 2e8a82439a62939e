/** EC2's networks, as far as other services have to be told of them. */
import * as sdk from '@aws-sdk/client-ec2';
import { clientConfig, signingByClock } from './calls/client-config';
import type { Caller } from './services';
import type { ClientSettings } from './target';

export class Network {
  readonly #client: sdk.EC2Client;
  readonly #region: string;
  readonly #call: Caller;

  constructor(settings: ClientSettings, call: Caller) {
    this.#client = signingByClock(new sdk.EC2Client(clientConfig(settings)), settings);
    this.#region = settings.region;
    this.#call = call;
  }

  /** The names of the region's zones, in alphabetical order. */
  async zones(): Promise<string[]> {
    const input: sdk.DescribeAvailabilityZonesCommandInput = {};
    const send = () => this.#client.send(new sdk.DescribeAvailabilityZonesCommand(input));
    const { AvailabilityZones = [] } = await this.#call({ service: 'ec2', operation: 'DescribeAvailabilityZones', region: this.#region, input, send });
    return AvailabilityZones.flatMap(({ ZoneName, State }) => (ZoneName !== undefined && State === 'available' ? [ZoneName] : [])).sort();
  }

  /** The id of the account's default VPC in the region; undefined where it was removed. */
  async defaultVpc(): Promise<string | undefined> {
    const input: sdk.DescribeVpcsCommandInput = { Filters: [{ Name: 'is-default', Values: ['true'] }] };
    const send = () => this.#client.send(new sdk.DescribeVpcsCommand(input));
    const { Vpcs = [] } = await this.#call({ service: 'ec2', operation: 'DescribeVpcs', region: this.#region, input, send });
    return Vpcs[0]?.VpcId;
  }
}
