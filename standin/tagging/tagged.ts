/** What a service tells of its resources that bear tags, and how they are tagged: one small file a service implements it. */
import type { TagRecord } from '../tag-record';
import type { Whereabouts } from '../whereabouts';

export interface TaggedResource {
  arn: string;
  tags: TagRecord;
}

/** Calls an operation of the service's own API in the caller's name and right. Throws what that throws. */
export type Ask = (operation: string, input: object) => Promise<object>;

export interface Tagged {
  /** What its resources' ARNs call the service: `rds`, `cloudwatch`. */
  readonly arnName: string;
  /** The type of resources whose ARNs name none: `bucket`. */
  readonly plainType?: string;
  /** Where a service is the same in all regions: the one in which its resources are listed. */
  readonly homeRegion?: string;
  /** Its operations by which a resource may lose its last tag. */
  readonly untagging: readonly string[];
  /** Every resource of a place that can bear tags, whether it bears any or not. Makes nothing. */
  list(where: Whereabouts): Iterable<TaggedResource>;
  /** Adds tags by the service's own API. */
  tag(arn: string, tags: TagRecord, ask: Ask): Promise<unknown>;
  /** Takes tags away by the service's own API. */
  untag(arn: string, keys: readonly string[], ask: Ask): Promise<unknown>;
}
