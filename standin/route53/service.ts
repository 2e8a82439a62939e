/** Amazon Route 53, as far as names in zones need it: no domains, health checks, routing policies or aliases. */
import type { Access } from '../access/access';
import type { Network } from '../ec2/network/network';
import type { Service } from '../service';
import { authorize } from './authorize';
import { zoneListings } from './listings';
import { recordOperations } from './records/record-operations';
import { tagOperations } from './tag-operations';
import { taggedZones } from './tagged-zones';
import { zoneOperations } from './zone-operations';
import type { Zones } from './zones';

export function route53Service(zones: Zones, network: Network, access: Access): Service {
  return {
    operations: { ...zoneOperations(zones, network), ...zoneListings(zones), ...recordOperations(zones), ...tagOperations(zones) },
    authorize: authorize(access),
    tagged: taggedZones(zones),
  };
}
