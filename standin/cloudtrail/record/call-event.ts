/** One event of the record of calls, and the JSON that CloudTrail makes of it. */
import type { Instant } from '../../../time/instant';
import type { UserIdentity } from './user-identity';
import { wholeSeconds } from './whole-seconds';

/** What a call was about, as the event names it: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
export interface EventResource {
  /** `AWS::S3::Bucket` */
  type: string;
  /** Its name, or its ARN where that is what the call gave. */
  name: string;
  /** Present where the event itself lists it, and not LookupEvents alone. */
  arn?: string;
  accountId?: string;
}

/** Plain data, which never changes. */
export interface CallEvent {
  id: string;
  at: Instant;
  /** The account in whose record it stands. */
  accountId: string;
  region: string;
  /** The SigV4 name of the service. */
  service: string;
  /** `kms.amazonaws.com` */
  source: string;
  name: string;
  isData: boolean;
  readOnly: boolean;
  identity: UserIdentity;
  agent?: string;
  requestId: string;
  /** JSON text, which is small; absent where CloudTrail writes null. */
  request?: string;
  response?: string;
  error?: { code: string; message: string };
  resources: readonly EventResource[];
  /** The same in the records of all accounts that the call concerned; absent where it is one. */
  sharedId?: string;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html; what is said of TLS is left out. */
export function eventJson(event: CallEvent): Record<string, unknown> {
  const listed = event.resources.filter(({ arn }) => arn !== undefined);
  return {
    eventVersion: '1.11',
    userIdentity: event.identity,
    eventTime: wholeSeconds(event.at),
    eventSource: event.source,
    eventName: event.name,
    awsRegion: event.region,
    // Every caller is on this machine: the stand-in listens nowhere else.
    sourceIPAddress: '127.0.0.1',
    ...(event.agent !== undefined && { userAgent: event.agent }),
    ...(event.error && { errorCode: event.error.code, errorMessage: event.error.message }),
    requestParameters: parsed(event.request),
    responseElements: parsed(event.response),
    requestID: event.requestId,
    eventID: event.id,
    readOnly: event.readOnly,
    ...(listed.length > 0 && { resources: listed.map(({ accountId, type, arn }) => ({ ...(accountId !== undefined && { accountId }), type, ARN: arn })) }),
    eventType: 'AwsApiCall',
    managementEvent: !event.isData,
    recipientAccountId: event.accountId,
    ...(event.sharedId !== undefined && { sharedEventID: event.sharedId }),
    eventCategory: event.isData ? 'Data' : 'Management',
  };
}

function parsed(text: string | undefined): unknown {
  return text === undefined ? null : JSON.parse(text);
}
