/** What Route 53 keeps: zones, what they say of each name, and the changes on their way to its name servers. */
import type { Instant } from '../../time/instant';
import type { TagRecord } from '../tag-record';

export interface Zone {
  /** Without `/hostedzone/`. */
  id: string;
  accountId: string;
  /** In lower case, with the dot at its end. */
  name: string;
  callerReference: string;
  comment?: string;
  /** Networks that see it; none for a public zone. */
  vpcs: readonly { id: string; region: string }[];
  /** Empty for a private zone. */
  nameServers: readonly string[];
  tags: TagRecord;
  /** How many changes it has had. */
  changes: number;
  /** When its latest change is everywhere: changes arrive in their order. */
  settled: Instant;
}

export interface RecordSet {
  name: string;
  type: string;
  /** In seconds. */
  ttl: number;
  values: readonly string[];
}

/** What a zone says of one name and type: the last one is what the API answers, the last that is everywhere what resolvers are told. */
export interface Entry {
  zoneId: string;
  name: string;
  type: string;
  versions: readonly Version[];
}

export interface Version {
  everywhere: Instant;
  /** Undefined where there is none any more. */
  set?: RecordSet;
}

export interface Change {
  /** Without `/change/`. */
  id: string;
  accountId: string;
  submitted: Instant;
  everywhere: Instant;
  comment?: string;
}
