/** The records that Route 53 gives every zone by itself. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/SOA-NSrecords.html */
import type { RecordSet } from './rows';

const domains = ['com', 'net', 'org', 'co.uk'];
const dayTwice = 172_800;
const quarterHour = 900;

/** Four name servers, each of another domain; those of private zones, which nobody can ask, are always the same. */
export function nameServersOf(zoneId: string, isPrivate: boolean): string[] {
  const spread = isPrivate ? 0 : Array.from(zoneId).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 32_768, 7);
  const [number, group] = [spread % 512, String(spread >> 9).padStart(2, '0')];
  return domains.map((domain, at) => `ns-${at * 512 + number}.awsdns-${group}.${domain}`);
}

export function ownRecords(name: string, nameServers: readonly string[]): RecordSet[] {
  const first = nameServers.at(-1) ?? '';
  return [
    { name, type: 'NS', ttl: dayTwice, values: nameServers.map((server) => `${server}.`) },
    { name, type: 'SOA', ttl: quarterHour, values: [`${first}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`] },
  ];
}
