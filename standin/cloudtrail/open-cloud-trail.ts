/** CloudTrail, put together: who listens to calls, and the service that answers for what was heard. */
import type { Access } from '../access/access';
import type { EventBuses } from '../events/event-buses';
import type { S3State } from '../s3/state';
import type { Service } from '../service';
import type { Topics } from '../sns/topics';
import type { World } from '../world';
import { CallLog } from './call-log';
import { cloudtrailService } from './service';
import { Deliveries } from './trails/deliveries';
import { LogBucket } from './trails/log-bucket';
import { Trails } from './trails/trails';

export interface CloudTrailNeighbours {
  access: Access;
  topics: Topics;
  buses: EventBuses;
  s3: S3State;
}

/** The service, and what is to be told of calls. */
export function openCloudTrail(world: World, { access, topics, buses, s3 }: CloudTrailNeighbours): { cloudtrail: Service; log: CallLog } {
  const trails = new Trails(world.journal);
  const destinations = { bucket: new LogBucket(s3, access), topics };
  const log = new CallLog(world, { trails, deliveries: new Deliveries(world, trails, destinations), buses, s3 });
  return { log, cloudtrail: cloudtrailService({ log, trails, destinations }, world, access) };
}
