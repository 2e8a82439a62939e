/** StartLogging, StopLogging, GetTrailStatus, PutEventSelectors and GetEventSelectors. */
import type {
  GetEventSelectorsRequest,
  GetEventSelectorsResponse,
  GetTrailStatusRequest,
  GetTrailStatusResponse,
  PutEventSelectorsRequest,
  StartLoggingRequest,
} from '@aws-sdk/client-cloudtrail';
import { operation, type Operations } from '../../service';
import { wholeSeconds } from '../record/whole-seconds';
import { checkedSelectors } from './checked-selectors';
import type { Trail } from './trail';
import type { Destinations } from './trail-settings';
import type { Trails } from './trails';

export function loggingOperations(trails: Trails, { bucket }: Destinations): Operations {
  return {
    StartLogging: operation<StartLoggingRequest, object>(async ({ Name }, call) => {
      const trail = trails.named(Name, call, true);
      bucket.check(trail);
      if (!trail.logging) trails.keep({ ...trail, logging: true, started: call.now });
      return {};
    }),
    StopLogging: operation<StartLoggingRequest, object>(async ({ Name }, call) => {
      const trail = trails.named(Name, call, true);
      if (trail.logging) trails.keep({ ...trail, logging: false, stopped: call.now });
      return {};
    }),
    GetTrailStatus: operation<GetTrailStatusRequest, GetTrailStatusResponse>(async ({ Name }, call) => statusOf(trails.named(Name, call))),
    PutEventSelectors: operation<PutEventSelectorsRequest, GetEventSelectorsResponse>(async (input, call) => {
      const trail = trails.named(input.TrailName, call, true);
      return selectorsOf(trails.keep({ ...trail, selectors: checkedSelectors(input) }));
    }),
    GetEventSelectors: operation<GetEventSelectorsRequest, GetEventSelectorsResponse>(async ({ TrailName }, call) => selectorsOf(trails.named(TrailName, call))),
  };
}

function selectorsOf({ arn, selectors }: Trail): GetEventSelectorsResponse {
  return { TrailARN: arn, ...('basic' in selectors ? { EventSelectors: [...selectors.basic] } : { AdvancedEventSelectors: [...selectors.advanced] }) };
}

/** The members whose names end in `Attempt…` and the times as text are those of the API's first days; AWS still answers them. */
function statusOf({ logging, started, stopped, attempt, delivered }: Trail): GetTrailStatusResponse {
  return {
    IsLogging: logging,
    ...(attempt?.error !== undefined && { LatestDeliveryError: attempt.error }),
    ...(delivered && { LatestDeliveryTime: delivered.toDate() }),
    ...(started && { StartLoggingTime: started.toDate() }),
    ...(stopped && { StopLoggingTime: stopped.toDate() }),
    LatestDeliveryAttemptTime: attempt ? wholeSeconds(attempt.at) : '',
    LatestNotificationAttemptTime: '',
    LatestNotificationAttemptSucceeded: '',
    LatestDeliveryAttemptSucceeded: attempt && attempt.error === undefined ? wholeSeconds(attempt.at) : '',
    TimeLoggingStarted: started ? wholeSeconds(started) : '',
    TimeLoggingStopped: stopped ? wholeSeconds(stopped) : '',
  };
}
