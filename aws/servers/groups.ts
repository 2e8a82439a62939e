/** Security groups: what may reach a server of the plan's. */
import * as sdk from '@aws-sdk/client-ec2';
import { clientConfig, signingByClock } from '../calls/client-config';
import { noneWhen } from '../calls/refusal';
import type { Caller } from '../services';
import type { ClientSettings } from '../target';
import { tagsOf } from './tags';

export class SecurityGroups {
  readonly #client: sdk.EC2Client;
  readonly #region: string;
  readonly #call: Caller;

  constructor(settings: ClientSettings, call: Caller) {
    this.#client = signingByClock(new sdk.EC2Client(clientConfig(settings)), settings);
    this.#region = settings.region;
    this.#call = call;
  }

  /** Makes a group that lets anybody through to one port, and answers its id. */
  async create(name: string, wanted: { vpc: string; port: number; describes: string; tags: Readonly<Record<string, string>> }): Promise<string> {
    const { vpc, port, describes, tags } = wanted;
    const input: sdk.CreateSecurityGroupCommandInput = { GroupName: name, Description: describes, VpcId: vpc, TagSpecifications: [{ ResourceType: 'security-group', Tags: tagsOf(tags) }] };
    const { GroupId = '' } = await this.#ask('CreateSecurityGroup', input, () => this.#client.send(new sdk.CreateSecurityGroupCommand(input)));
    const rule: sdk.AuthorizeSecurityGroupIngressCommandInput = { GroupId, IpPermissions: [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] };
    await this.#ask('AuthorizeSecurityGroupIngress', rule, () => this.#client.send(new sdk.AuthorizeSecurityGroupIngressCommand(rule)));
    return GroupId;
  }

  /** The id of the group of that name; undefined where there is none. */
  async named(name: string): Promise<string | undefined> {
    const input: sdk.DescribeSecurityGroupsCommandInput = { Filters: [{ Name: 'group-name', Values: [name] }] };
    const { SecurityGroups: found = [] } = await this.#ask('DescribeSecurityGroups', input, () => this.#client.send(new sdk.DescribeSecurityGroupsCommand(input)));
    return found[0]?.GroupId;
  }

  async isThere(id: string): Promise<boolean> {
    const input = { GroupIds: [id] };
    return (await noneWhen(['InvalidGroup.NotFound'], this.#ask('DescribeSecurityGroups', input, () => this.#client.send(new sdk.DescribeSecurityGroupsCommand(input))))) !== undefined;
  }

  async delete(id: string): Promise<void> {
    const input = { GroupId: id };
    await this.#ask('DeleteSecurityGroup', input, () => this.#client.send(new sdk.DeleteSecurityGroupCommand(input)));
  }

  #ask<Output>(operation: string, input: object, send: () => Promise<Output>): Promise<Output> {
    return this.#call({ service: 'ec2', operation, region: this.#region, input, send });
  }
}
