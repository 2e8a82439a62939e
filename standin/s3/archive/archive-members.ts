/** What an answer says of a copy that was brought back from an archive. */
import type { ObjectVersion } from '../keys/version';

export function archiveMembers(_version: ObjectVersion): { Restore?: string } {
  return {};
}
