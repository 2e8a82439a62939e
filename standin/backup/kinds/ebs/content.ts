/** What a recovery point of a volume keeps: by what EC2 knows the snapshot, and what the volume was like. */
import type { Whereabouts } from '../../../whereabouts';

/** Plain data. */
export interface EbsContent extends Whereabouts {
  snapshot: string;
  volumeId: string;
  sizeBytes: number;
  encrypted: boolean;
}

/** The content of a recovery point that this kind made. */
export function contentOf({ content }: { content: object }): EbsContent {
  // The engine hands back what this kind gave it.
  return content as EbsContent;
}
