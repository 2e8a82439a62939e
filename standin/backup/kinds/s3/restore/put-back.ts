/** Puts the versions of one key back, unless something is there already. */
import { AwsError } from '../../../../aws-error';
import { roleMay } from '../../../../s3/access/decide';
import type { ObjectDraft, Version } from '../../../../s3/keys/version';
import { lockAtCreation } from '../../../../s3/lock/default-retention';
import { flipped } from '../../../../s3/mischief';
import type { S3State } from '../../../../s3/state';
import { isBlocked, restoredDraft, type Restored } from './restored-draft';

/** What became of versions that were asked for; what is there already counts as neither. */
export interface Tally {
  restored: number;
  failed: number;
}

type Ready = { kind: 'marker' } | { kind: 'object'; draft: ObjectDraft };

/**
 * AWS Backup puts nothing in the place of an object that is there, whichever version of it; a key that a delete marker hides is not there.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-s3.html#s3-restore-considerations
 */
export async function putBack(s3: S3State, restored: Restored, key: string, oldestFirst: readonly Version[]): Promise<Tally> {
  const tally = { restored: 0, failed: 0 };
  if (restored.bucket.currentObject(key)) return tally;
  const ready: Ready[] = [];
  for (const version of missing(restored, key, oldestFirst)) {
    if (version.kind === 'object' && isBlocked(restored, version)) continue;
    const one = await madeReady(s3, restored, key, version);
    if (one) ready.push(one);
    else tally.failed += 1;
  }
  // Somebody may have written the key while the drafts were made.
  if (restored.bucket.currentObject(key) || s3.buckets.get(restored.bucket.name) !== restored.bucket) {
    for (const one of ready) if (one.kind === 'object') one.draft.contents.forEach((content) => s3.store.release(content));
    return tally;
  }
  s3.world.journal.together(() => ready.forEach((one) => put(s3, restored, key, one)));
  tally.restored = ready.length;
  return tally;
}

/** Of older versions, those whose ids the destination does not have; the latest is put back on top in any case. */
function missing({ bucket }: Restored, key: string, oldestFirst: readonly Version[]): readonly Version[] {
  const history = bucket.history(key);
  if (!history) return oldestFirst;
  const newest = oldestFirst.at(-1);
  return oldestFirst.filter((version) => (version === newest && version.kind === 'object') || !history.find(version.id));
}

async function madeReady(s3: S3State, restored: Restored, key: string, version: Version): Promise<Ready | undefined> {
  if (!isPermitted(s3, restored, key, version)) return undefined;
  if (version.kind === 'marker') return { kind: 'marker' };
  try {
    const draft = await restoredDraft(s3, restored, key, version);
    return { kind: 'object', draft: await flipped(s3, draft, `${restored.bucket.name}/${key}`) };
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

function isPermitted(s3: S3State, { bucket, role, asked, tags, acls }: Restored, key: string, version: Version): boolean {
  const may = (action: string): boolean => roleMay(s3, role, { action, bucket, key, isMaking: true });
  if (version.kind === 'marker') return may('s3:DeleteObject');
  if (!may('s3:GetObjectVersion') || !may('s3:PutObject')) return false;
  if (tags && version.tags.length > 0 && !may('s3:PutObjectTagging')) return false;
  return !(asked.acls && acls && version.acl) || may('s3:PutObjectAcl');
}

function put(s3: S3State, { bucket }: Restored, key: string, ready: Ready): void {
  const now = s3.now();
  if (ready.kind === 'marker') {
    const marker = bucket.putMarker(key, now, s3.replication.begin(bucket, key, 'marker'));
    return s3.happenings.tell({ name: 'ObjectRemoved:DeleteMarkerCreated', bucket, key, version: marker });
  }
  const lock = lockAtCreation(bucket, undefined, now);
  const draft = lock ? { ...ready.draft, lock } : ready.draft;
  const version = bucket.putObject(key, draft, now, s3.replication.begin(bucket, key, draft));
  s3.happenings.tell({ name: 'ObjectCreated:Put', bucket, key, version });
}
