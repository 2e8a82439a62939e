/** Route 53: names that services are reached by, and what they lead to. */
import * as sdk from '@aws-sdk/client-route-53';
import { clientConfig, signingByClock } from './calls/client-config';
import { noneWhen } from './calls/refusal';
import type { Caller } from './services';
import type { ClientSettings } from './target';

/** Seconds that a resolver may keep an answer: what points elsewhere is used so late at most. */
const timeToLive = 5;

export class Dns {
  readonly #client: sdk.Route53Client;
  readonly #region: string;
  readonly #call: Caller;

  constructor(settings: ClientSettings, call: Caller) {
    this.#client = signingByClock(new sdk.Route53Client(clientConfig(settings)), settings);
    this.#region = settings.region;
    this.#call = call;
  }

  /** Makes a zone that is seen from one network only, and answers its id. Route 53 takes each `reference` once, also when its zone is gone. */
  async createPrivateZone(name: string, vpc: { id: string; region: string }, { reference, tags }: { reference: string; tags: Readonly<Record<string, string>> }): Promise<string> {
    const input: sdk.CreateHostedZoneCommandInput = {
      Name: name,
      CallerReference: reference,
      // A VPC's region is an enumeration in the SDK and a text to us.
      VPC: { VPCId: vpc.id, VPCRegion: vpc.region as sdk.VPCRegion },
      HostedZoneConfig: { PrivateZone: true },
    };
    const answer = await this.#ask('CreateHostedZone', input, () => this.#client.send(new sdk.CreateHostedZoneCommand(input)));
    const id = zoneId(answer.HostedZone?.Id);
    const tagged: sdk.ChangeTagsForResourceCommandInput = { ResourceType: 'hostedzone', ResourceId: id, AddTags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
    await this.#ask('ChangeTagsForResource', tagged, () => this.#client.send(new sdk.ChangeTagsForResourceCommand(tagged)));
    return id;
  }

  async hasZone(id: string): Promise<boolean> {
    const asked = this.#ask('GetHostedZone', { Id: id }, () => this.#client.send(new sdk.GetHostedZoneCommand({ Id: id })));
    return (await noneWhen(['NoSuchHostedZone'], asked)) !== undefined;
  }

  /** Has a name lead to another from now on. Answers the change's id. */
  async point(zone: string, name: string, to: string): Promise<string> {
    const record: sdk.ResourceRecordSet = { Name: name, Type: 'CNAME', TTL: timeToLive, ResourceRecords: [{ Value: to }] };
    return this.#change(zone, { Action: 'UPSERT', ResourceRecordSet: record });
  }

  /** Whether every name server of Route 53 answers by a change. */
  async isEverywhere(change: string): Promise<boolean> {
    const input = { Id: change };
    const { ChangeInfo } = await this.#ask('GetChange', input, () => this.#client.send(new sdk.GetChangeCommand(input)));
    return ChangeInfo?.Status === 'INSYNC';
  }

  /** Deletes the zone of that name with the names in it. False when there was none. */
  async deleteZone(name: string): Promise<boolean> {
    const asked = { DNSName: name };
    const { HostedZones = [] } = await this.#ask('ListHostedZonesByName', asked, () => this.#client.send(new sdk.ListHostedZonesByNameCommand(asked)));
    const zone = HostedZones.find((found) => found.Name === `${name}.`);
    if (!zone) return false;
    const Id = zoneId(zone.Id);
    const listed = { HostedZoneId: Id };
    const { ResourceRecordSets = [] } = await this.#ask('ListResourceRecordSets', listed, () => this.#client.send(new sdk.ListResourceRecordSetsCommand(listed)));
    for (const record of ResourceRecordSets) if (record.Type === 'CNAME') await this.#change(Id, { Action: 'DELETE', ResourceRecordSet: record });
    const gone = this.#ask('DeleteHostedZone', { Id }, () => this.#client.send(new sdk.DeleteHostedZoneCommand({ Id })));
    return (await noneWhen(['NoSuchHostedZone'], gone)) !== undefined;
  }

  async #change(zone: string, change: sdk.Change): Promise<string> {
    const input: sdk.ChangeResourceRecordSetsCommandInput = { HostedZoneId: zone, ChangeBatch: { Changes: [change] } };
    const answer = await this.#ask('ChangeResourceRecordSets', input, () => this.#client.send(new sdk.ChangeResourceRecordSetsCommand(input)));
    return answer.ChangeInfo?.Id?.replace('/change/', '') ?? '';
  }

  #ask<Output>(operation: string, input: object, send: () => Promise<Output>): Promise<Output> {
    return this.#call({ service: 'route53', operation, region: this.#region, input, send });
  }
}

/** Route 53 answers ids as paths, and takes them without. */
function zoneId(path = ''): string {
  return path.replace('/hostedzone/', '');
}
