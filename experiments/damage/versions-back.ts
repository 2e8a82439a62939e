/** How damage to the current versions of objects is taken back: what was current before is made so again. */
import type { BucketPlace } from '../../aws/resources';
import { isArchived } from '../../aws/s3/object-states';
import { type ObjectVersion, quietly } from '../../aws/s3/s3';
import type { Services } from '../../aws/services';
import type { Undo, UndoArguments } from '../../drill/undo';

/** Files it, for the versions that are about to be hidden or overwritten. */
export function fileVersionsBack(undo: Undo, { region, bucket }: BucketPlace, hit: readonly ObjectVersion[]): void {
  undo.file({
    action: 'put-versions-back',
    does: 'Makes the versions from before the damage current again, where something else is.',
    arguments: { region, bucket, versions: Object.fromEntries(hit.map(({ key, versionId }) => [key, versionId])) },
  });
}

/** Undo action `put-versions-back`. A version that lies in an archive by now stays where it is, under what is current. */
export async function putVersionsBack(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by fileVersionsBack.
  const { region, bucket, versions } = args as { region: string; bucket: string; versions: Record<string, string> };
  const [s3, states] = [services.s3(region), services.objectStates(region)];
  if (!(await s3.exists(bucket))) return 'nothing left to do';
  let done = false;
  for (const [key, versionId] of Object.entries(versions)) {
    const state = await states.of(bucket, key, { ...quietly, versionId });
    if (!state || (isArchived(state.storageClass) && state.retrieval !== 'done')) continue;
    const [now, before] = [await s3.get(bucket, key, quietly), await s3.get(bucket, key, { ...quietly, versionId })];
    if (!before || (now && Buffer.from(now).equals(Buffer.from(before)))) continue;
    await s3.copyVersionOver(bucket, key, versionId);
    done = true;
  }
  return done ? 'done' : 'nothing left to do';
}
