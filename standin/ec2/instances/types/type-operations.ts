/** DescribeInstanceTypes and DescribeInstanceTypeOfferings. */
import type {
  DescribeInstanceTypeOfferingsRequest, DescribeInstanceTypeOfferingsResult, DescribeInstanceTypesRequest, DescribeInstanceTypesResult, InstanceTypeInfo, InstanceTypeOffering,
} from '@aws-sdk/client-ec2';
import type { Operations } from '../../../service';
import { filter } from '../../answers/filters';
import { page } from '../../answers/paging';
import { refusals } from '../../refusals';
import { served } from '../../requests';
import { zoneId, zonesOf } from '../../zones';
import { instanceTypes } from './types';

export function typeOperations(): Operations {
  return {
    DescribeInstanceTypes: served<DescribeInstanceTypesRequest, DescribeInstanceTypesResult>(['InstanceTypes', 'Filters', 'MaxResults', 'NextToken'], (input) => {
      const unknown = (input.InstanceTypes ?? []).filter((name) => !Object.hasOwn(instanceTypes, name));
      if (unknown.length > 0) throw refusals.invalidType(unknown.join(', '));
      const named = input.InstanceTypes?.length ? input.InstanceTypes : Object.keys(instanceTypes);
      const wanted = filter<string>(input.Filters, {
        'instance-type': (name) => [name],
        'processor-info.supported-architecture': (name) => [instanceTypes[name]?.architecture],
        'current-generation': () => ['true'],
      });
      const { items, token } = page(named.filter(wanted), input, input.InstanceTypes, 'instanceTypes');
      return () => ({ InstanceTypes: items.map(typeAnswer), NextToken: token });
    }),
    DescribeInstanceTypeOfferings: served<DescribeInstanceTypeOfferingsRequest, DescribeInstanceTypeOfferingsResult>(
      ['LocationType', 'Filters', 'MaxResults', 'NextToken'],
      (input, { region }) => {
        const kind = input.LocationType ?? 'region';
        const zones = zonesOf(region);
        const places = kind === 'region' ? [region] : kind === 'availability-zone' ? zones : kind === 'availability-zone-id' ? zones.map(zoneId) : undefined;
        if (!places) throw refusals.notServed(`LocationType ${kind}`);
        // The names are those of the catalogue, which are of the SDK's type.
        const all = places.flatMap((Location) => Object.keys(instanceTypes).map((name) => ({ InstanceType: name, LocationType: kind, Location }) as InstanceTypeOffering));
        const wanted = filter<InstanceTypeOffering>(input.Filters, { 'instance-type': ({ InstanceType: name }) => [name], location: ({ Location: place }) => [place] });
        const { items, token } = page(all.filter(wanted), input, undefined, '');
        return () => ({ InstanceTypeOfferings: items, NextToken: token });
      },
    ),
  };
}

function typeAnswer(name: string): InstanceTypeInfo {
  const { architecture = 'x86_64', cpus = 0, memoryMib = 0 } = instanceTypes[name] ?? {};
  return {
    // As above.
    InstanceType: name as InstanceTypeInfo['InstanceType'],
    CurrentGeneration: true,
    BareMetal: false,
    Hypervisor: 'nitro',
    InstanceStorageSupported: false,
    BurstablePerformanceSupported: name.startsWith('t'),
    ProcessorInfo: { SupportedArchitectures: [architecture] },
    VCpuInfo: { DefaultVCpus: cpus },
    MemoryInfo: { SizeInMiB: memoryMib },
    SupportedRootDeviceTypes: ['ebs'],
    SupportedVirtualizationTypes: ['hvm'],
    SupportedUsageClasses: ['on-demand'],
  };
}
