/** A server as the plan says: an EC2 instance with a data volume, filled with the records that the runbooks damage and recover, and a vault for the volume. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerResource } from '../../aws/resources';
import type { Http } from '../../aws/servers/http';
import type { Launch } from '../../aws/servers/instances';
import { Compromised } from '../../measure/endings';
import type { Seen } from '../../measure/seen';
import type { ServerComponent } from '../../plan/plan';
import type { Ground } from '../ground';
import { serverHealth } from '../health/server';
import { resourceName, resourceTags } from '../naming';
import { awaitAnswering, awaitRunning, willBeEnded } from './server-life';
import { fillServer, serverRecords } from './server-records';
import { provisionVault } from '../vault';

export interface ProvisionedServer extends ServerResource {
  kind: 'server';
  probe: (http: Http) => Promise<Seen>;
}

const port = 80;
const device = '/dev/sdf';
/** What the script calls itself when nobody tells it otherwise. */
const version = '1';

/** Launches the server and waits until it answers, fills it, then sets up what keeps its volume safe. */
export async function provisionServer(ground: Ground, component: ServerComponent): Promise<ProvisionedServer> {
  const owner = { plan: ground.plan.name, drill: ground.id, seed: ground.seed, component: component.name };
  const { region, backup } = component;
  const name = resourceName(owner);
  const tags = resourceTags(owner, ground.plan);
  const launch: Launch = {
    imageId: await imageFor(ground, component),
    instanceType: component.instanceType,
    ...(component.zone !== undefined && { zone: component.zone }),
    groupId: await provisionGroup(ground, { region, name, tags }),
    userData: readFileSync(join(__dirname, 'user-data.sh'), 'utf8'),
    volume: { device, sizeGiB: component.volumeGiB, encrypted: component.encrypted },
    tags,
  };
  willBeEnded(ground, region, tags);
  const instanceId = await ground.services.instances(region).run(launch, `${name}-first`);
  const { publicName, zone, volumes, rootDevice } = await awaitRunning(ground, region, instanceId);
  const volumeId = volumes[device];
  if (volumeId === undefined) throw new Compromised(`The instance ${instanceId} runs without its data volume, so there was nothing to drill with.`);
  const http = ground.services.http(() => ({ host: publicName, port }));
  await awaitAnswering(ground, () => serverHealth(http, { version, records: new Map() }));
  const records = serverRecords(ground.seed);
  await fillServer(http, records);
  const arn = `arn:aws:ec2:${region}:${(await ground.services.identity(region).whoAmI()).account}:volume/${volumeId}`;
  return {
    kind: 'server',
    owner,
    region,
    instanceId,
    volumeId,
    publicName,
    port,
    device,
    rootDevice,
    launch: { ...launch, zone },
    tags,
    records,
    ...(backup && { vault: await provisionVault(ground, backup, { region, identifier: name, arn, tags }) }),
    probe: (service) => serverHealth(service, { version, records }),
  };
}

/** Amazon Linux 2023, for the processor of the type. https://docs.aws.amazon.com/linux/al2023/ug/naming-and-versioning.html */
async function imageFor(ground: Ground, { region, instanceType }: ServerComponent): Promise<string> {
  const processor = /^[a-z]+\d+[a-z]*g/.test(instanceType) ? 'arm64' : 'x86_64';
  const image = await ground.services.instances(region).newestImage(`al2023-ami-2023.*-${processor}`);
  if (image !== undefined) return image;
  throw new Compromised(`There is no public image of Amazon Linux 2023 for ${instanceType} in ${region}, so there was nothing to drill with.`);
}

async function provisionGroup(ground: Ground, { region, name, tags }: { region: string; name: string; tags: Readonly<Record<string, string>> }): Promise<string> {
  const vpc = await ground.services.network(region).defaultVpc();
  if (vpc === undefined) throw new Compromised(`There is no default VPC in ${region}, so there is no network for a server. Make one: aws ec2 create-default-vpc.`);
  ground.undo.file({ action: 'delete-security-group', does: `Deletes the security group ${name} of the drill in ${region}.`, arguments: { region, name } });
  return ground.services.securityGroups(region).create(name, { vpc, port, describes: 'What reaches the server of a recovery drill', tags });
}
