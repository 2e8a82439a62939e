/** Brings back the buckets, versions and uploads that the journal remembers. */
import type { Bucket } from '../buckets/bucket';
import type { BucketSettings } from '../buckets/settings';
import type { Version } from '../keys/version';
import type { Part, Upload } from '../multipart/uploads';
import type { S3State } from '../state';
import { partsOfKey, tables } from './bucket-record';

interface BucketRow {
  origin: Bucket['origin'];
  settings: BucketSettings;
  written: number;
}

/** Also removes contents that nothing on record counts on: bytes of writes that never came to be acknowledged. */
export function reviveBuckets(state: S3State): void {
  const { journal } = state.world;
  if (!journal.keeps) return;
  for (const [name, made] of journal.take<number>(tables.made)) state.reviveIncarnations(name, made);
  const writtenOf = journal.take<number>(tables.written);
  for (const { origin, settings, written } of journal.take<BucketRow>(tables.buckets).values()) {
    state.reviveBucket(origin).revive(settings, Math.max(written, writtenOf.get(origin.name) ?? 0));
  }
  for (const [row, version] of journal.take<Version>(tables.versions)) {
    const [name, , key] = partsOfKey(row);
    state.buckets.get(name)?.reviveVersion(key, version);
  }
  for (const [row, upload] of journal.take<Omit<Upload, 'parts'>>(tables.uploads)) {
    const [name] = partsOfKey(row);
    state.buckets.get(name)?.uploads.revive({ ...upload, parts: new Map() });
  }
  for (const [row, part] of journal.take<Part>(tables.parts)) {
    const [name, id] = partsOfKey(row);
    if (state.buckets.get(name)?.uploads.get(id)?.parts.set(part.number, part)) state.store.retain(part.content);
  }
  state.store.removeUncounted();
}
