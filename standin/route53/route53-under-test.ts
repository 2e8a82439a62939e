/** For tests: Route 53 of a stand-in of their own, through the published client. */
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  ChangeResourceRecordSetsCommand,
  type ChangeAction,
  CreateHostedZoneCommand,
  GetChangeCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  Route53Client,
  type RRType,
  type VPCRegion,
} from '@aws-sdk/client-route-53';
import { Duration } from '../../time/duration';
import { type StandinUnderTest, standinUnderTest } from '../standin-under-test';

export class Route53UnderTest implements AsyncDisposable {
  readonly client: Route53Client;

  private constructor(readonly standin: StandinUnderTest) {
    this.client = standin.client(Route53Client);
  }

  static async open(directory?: string): Promise<Route53UnderTest> {
    return new Route53UnderTest(await standinUnderTest(directory));
  }

  /** Makes a public zone, or one that the default network of a region sees, and answers its id. */
  async zone(name: string, { privateIn, reference = name }: { privateIn?: string; reference?: string } = {}): Promise<string> {
    const vpc = privateIn && { VPCId: await this.defaultVpc(privateIn), VPCRegion: privateIn as VPCRegion };
    const { HostedZone } = await this.client.send(new CreateHostedZoneCommand({ Name: name, CallerReference: reference, ...(vpc && { VPC: vpc }) }));
    return HostedZone?.Id?.replace('/hostedzone/', '') ?? '';
  }

  async defaultVpc(region: string): Promise<string> {
    const { Vpcs = [] } = await this.standin.client(EC2Client, region).send(new DescribeVpcsCommand({}));
    return Vpcs[0]?.VpcId ?? '';
  }

  /** Sends one batch, and answers the change's id. */
  async change(zone: string, ...changes: [action: ChangeAction, record: ResourceRecordSet][]): Promise<string> {
    const Changes = changes.map(([Action, ResourceRecordSet]) => ({ Action, ResourceRecordSet }));
    const { ChangeInfo } = await this.client.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zone, ChangeBatch: { Changes } }));
    return ChangeInfo?.Id ?? '';
  }

  async status(change: string): Promise<string | undefined> {
    return (await this.client.send(new GetChangeCommand({ Id: change }))).ChangeInfo?.Status;
  }

  /** What a zone holds: `www.example.com. CNAME other.example.com`. */
  async held(zone: string): Promise<string[]> {
    const { ResourceRecordSets = [] } = await this.client.send(new ListResourceRecordSetsCommand({ HostedZoneId: zone }));
    return ResourceRecordSets.map(({ Name, Type, ResourceRecords = [] }) => `${Name} ${Type} ${ResourceRecords.map(({ Value }) => Value).join(' ')}`);
  }

  /** Lets every change arrive. */
  settle(): Promise<void> {
    return this.standin.pass(Duration.minutes(1));
  }

  /** The name that somebody who connects to one is led to; nothing listens there in these tests, and the refusal names it. */
  leadsTo(name: string): string {
    try {
      return this.standin.resolve(name, 5432).host;
    } catch (error) {
      return /listens at (.*):5432/.exec((error as Error).message)?.[1] ?? '';
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.standin[Symbol.asyncDispose]();
  }
}

export function record(name: string, type: RRType, ...values: string[]): ResourceRecordSet {
  return { Name: name, Type: type, TTL: 60, ResourceRecords: values.map((Value) => ({ Value })) };
}
