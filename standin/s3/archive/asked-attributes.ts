/** What a listing is asked to tell beside what it always tells. */
import { invalidArgument } from '../errors';

/** Whether the restore status is wanted. Throws `InvalidArgument` for an attribute that S3 does not know. */
export function wantsRestoreStatus(attributes: readonly string[] | undefined): boolean {
  // A client may send them as several headers or as one with commas.
  const names = (attributes ?? []).flatMap((header) => header.split(',')).map((name) => name.trim());
  const unknown = names.find((name) => name !== 'RestoreStatus');
  if (unknown !== undefined) throw invalidArgument('Invalid attribute name specified', 'x-amz-optional-object-attributes', unknown);
  return names.length > 0;
}
