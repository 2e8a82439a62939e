/** The stand-in's CloudTrail: every operation it serves, by name. */
import type { Access } from '../access/access';
import { requestContext } from '../access/request-context';
import type { Call, Service } from '../service';
import { whereOf } from '../whereabouts';
import type { World } from '../world';
import type { CallLog } from './call-log';
import { lookupEvents } from './lookup/lookup-events';
import { taggedTrails } from './tagged-trails';
import { loggingOperations } from './trails/logging-operations';
import { tagOperations } from './trails/tag-operations';
import { trailArn } from './trails/trail';
import { trailOperations } from './trails/trail-operations';
import type { Destinations } from './trails/trail-settings';
import type { Trails } from './trails/trails';

export interface CloudTrailRoom {
  log: CallLog;
  trails: Trails;
  destinations: Destinations;
}

export function cloudtrailService({ log, trails, destinations }: CloudTrailRoom, world: World, access: Access): Service {
  return {
    tagged: taggedTrails(trails),
    operations: {
      ...trailOperations(trails, destinations),
      ...loggingOperations(trails, destinations),
      ...tagOperations(trails),
      LookupEvents: lookupEvents(log.history, world.chance),
    },
    authorize: (operation, input, call) =>
      access.require({ caller: call.caller, action: `cloudtrail:${operation}`, resource: resourceOf(input, call), context: () => requestContext(call) }),
  };
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html */
function resourceOf({ Name, TrailName, ResourceId }: { Name?: string; TrailName?: string; ResourceId?: string }, call: Call): string {
  const named = Name ?? TrailName ?? ResourceId;
  if (named === undefined) return '*';
  const { accountId, region } = whereOf(call);
  return named.startsWith('arn:') ? named : trailArn(accountId, region, named);
}
