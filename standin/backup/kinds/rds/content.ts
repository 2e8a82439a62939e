/** What a recovery point of a database keeps: by what RDS knows the copy, and how the instance was set up. */
import type { Whereabouts } from '../../../whereabouts';

/** Plain data. Of a snapshot, `snapshot` is its identifier; a continuous backup is found by its instance. */
export interface RdsContent extends Whereabouts {
  snapshot?: string;
  /** The instance's, which stays with it over renames. */
  resourceId: string;
  sizeBytes: number;
  metadata: Readonly<Record<string, string>>;
}

/** The content of a recovery point that this kind made. */
export function contentOf({ content }: { content: object }): RdsContent {
  // The engine hands back what this kind gave it.
  return content as RdsContent;
}
