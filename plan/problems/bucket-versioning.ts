/** A bucket keeps versions: without them what is overwritten or deleted is gone, and no RPO can be kept. */
import type { FindProblems } from './problem';

export const bucketVersioningProblems: FindProblems = ({ components }) =>
  Object.entries(components)
    .filter(([, component]) => component.kind === 'bucket' && !component.versioning)
    .map(([name]) => ({
      path: ['components', name, 'versioning'],
      message: 'without versioning an overwritten object is gone, so no RPO can be kept; say versioning: true',
    }));
