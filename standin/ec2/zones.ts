/** DescribeRegions and DescribeAvailabilityZones. */
import type {
  AvailabilityZone, DescribeAvailabilityZonesRequest, DescribeAvailabilityZonesResult, DescribeRegionsRequest, DescribeRegionsResult, Region,
} from '@aws-sdk/client-ec2';
import type { Operations } from '../service';
import { regions } from '../world';
import { filter } from './answers/filters';
import { refusals } from './refusals';
import { served } from './requests';

export function zonesOf(region: string): readonly string[] {
  return (Object.hasOwn(regions, region) ? regions[region] : undefined) ?? [];
}

/** `use1-az1` for `us-east-1a`. Accounts see the letters in different orders; all of this world's see them in the same one. */
export function zoneId(zone: string): string {
  const [, area = '', side = '', number = '', letter = ''] = /^([a-z]+)-([a-z]+)-(\d)([a-z])$/.exec(zone) ?? [];
  return `${area}${side.charAt(0)}${number}-az${letter.charCodeAt(0) - 'a'.charCodeAt(0) + 1}`;
}

export function zoneOperations(): Operations {
  return {
    DescribeRegions: served<DescribeRegionsRequest, DescribeRegionsResult>(['RegionNames', 'AllRegions', 'Filters'], (input) => {
      const unknown = input.RegionNames?.find((name) => !Object.hasOwn(regions, name));
      if (unknown !== undefined) throw refusals.value(`Invalid region names: ${unknown}`);
      const named = input.RegionNames?.length ? input.RegionNames : Object.keys(regions);
      const wanted = filter<string>(input.Filters, { endpoint: (name) => [endpointOf(name)], 'region-name': (name) => [name], 'opt-in-status': () => ['opt-in-not-required'] });
      return () => ({ Regions: named.filter(wanted).map(regionAnswer) });
    }),
    DescribeAvailabilityZones: served<DescribeAvailabilityZonesRequest, DescribeAvailabilityZonesResult>(
      ['ZoneNames', 'ZoneIds', 'AllAvailabilityZones', 'Filters'],
      (input, { region }) => {
        const zones = zonesOf(region);
        const unknown = input.ZoneNames?.find((name) => !zones.includes(name)) ?? input.ZoneIds?.find((id) => !zones.some((zone) => zoneId(zone) === id));
        if (unknown !== undefined) throw refusals.value(`Invalid availability zone: [${unknown}]`);
        const wanted = filter<string>(input.Filters, propertiesIn(region));
        const named = (zone: string) => (!input.ZoneNames?.length || input.ZoneNames.includes(zone)) && (!input.ZoneIds?.length || input.ZoneIds.includes(zoneId(zone)));
        return () => ({ AvailabilityZones: zones.filter((zone) => named(zone) && wanted(zone)).map((zone) => zoneAnswer(region, zone)) });
      },
    ),
  };
}

function endpointOf(region: string): string {
  return `ec2.${region}.amazonaws.com`;
}

function regionAnswer(name: string): Region {
  return { RegionName: name, Endpoint: endpointOf(name), OptInStatus: 'opt-in-not-required' };
}

const propertiesIn = (region: string): Record<string, (zone: string) => string[]> => ({
  'group-name': () => [`${region}-zg-1`],
  'message': () => [],
  'opt-in-status': () => ['opt-in-not-required'],
  'region-name': () => [region],
  state: () => ['available'],
  'zone-id': (zone) => [zoneId(zone)],
  'zone-name': (zone) => [zone],
  'zone-type': () => ['availability-zone'],
});

function zoneAnswer(region: string, zone: string): AvailabilityZone {
  return {
    ZoneName: zone,
    ZoneId: zoneId(zone),
    RegionName: region,
    GroupName: `${region}-zg-1`,
    NetworkBorderGroup: region,
    ZoneType: 'availability-zone',
    State: 'available',
    OptInStatus: 'opt-in-not-required',
    Messages: [],
  };
}
