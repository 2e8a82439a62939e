/** The name by which a service reaches a database that may move: it leads to where the database is now. */
import type { ServiceName } from '../aws/resources';
import type { Services } from '../aws/services';
import type { UndoArguments } from '../drill/undo';
import { Compromised } from '../measure/endings';
import { Duration } from '../time/duration';
import { lookUntil } from '../time/look-until';
import type { Ground } from './ground';

const lookEvery = Duration.seconds(15);
/** Route 53 tells all its servers within a minute: https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html */
const knownWithin = Duration.minutes(10);

interface Named {
  region: string;
  identifier: string;
  /** The name that AWS gave it. */
  host: string;
  tags: Readonly<Record<string, string>>;
}

/** Makes a zone of the drill's own in the region's default network, and in it the name; waits until it is known. */
export async function provisionServiceName(ground: Ground, { region, identifier, host, tags }: Named): Promise<ServiceName> {
  const { services } = ground;
  const zoneName = `${identifier}.internal`;
  const vpc = await services.network(region).defaultVpc();
  if (vpc === undefined) throw new Compromised(`There is no default VPC in ${region}, so there is no network for names to be known in. Make one: aws ec2 create-default-vpc.`);
  ground.undo.file({ action: 'delete-zone', does: `Deletes the zone ${zoneName} with the names in it.`, arguments: { region, zoneName } });
  const dns = services.dns(region);
  // A drill that is done again makes a zone of the same name again, at another time.
  const zone = await dns.createPrivateZone(zoneName, { id: vpc, region }, { reference: `${zoneName}-${services.clock.now()}`, tags });
  const name = `database.${zoneName}`;
  const change = await dns.point(zone, name, host);
  const late = () => new Compromised(`The name ${name} was not known everywhere within ${knownWithin.inWords()}, so the service cannot be reached.`);
  const watch = { every: lookEvery, deadline: services.clock.now().plus(knownWithin), signal: ground.signal, late };
  await lookUntil(services.clock, watch, async () => (await dns.isEverywhere(change)) || undefined);
  return { zone, name };
}

/** Undo action `delete-zone`. */
export async function deleteZone(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by provisionServiceName.
  const { region, zoneName } = args as { region: string; zoneName: string };
  return (await services.dns(region).deleteZone(zoneName)) ? 'done' : 'nothing left to do';
}
