/** What notifications of both kinds say of the object that something happened to. */
import type { Happening } from '../happenings';
import { nullId, type Version } from '../keys/version';

export interface Described {
  key: string;
  size?: number;
  etag?: string;
  /** Absent where the version has no id of its own. */
  versionId?: string;
}

/** What an object that is gone was is not told, but for its key and version. */
export function described({ name, key, version }: Happening): Described {
  const isGone = name.startsWith('ObjectRemoved') || name.startsWith('LifecycleExpiration');
  return { key, ...(version.kind === 'object' && !isGone && { size: version.size, etag: version.etag }), ...versionOf(version) };
}

function versionOf({ id }: Version): { versionId?: string } {
  return id === nullId ? {} : { versionId: id };
}
