/** A database keeps automated backups: without them there is no point in time to restore to. */
import type { FindProblems } from './problem';

export const databaseBackupProblems: FindProblems = ({ components }) =>
  Object.entries(components)
    .filter(([, component]) => component.kind === 'database' && component.backupRetentionDays === 0)
    .map(([name]) => ({
      path: ['components', name, 'backupRetentionDays'],
      message: 'with 0 days RDS keeps no automated backups, so no RPO can be kept; keep at least 1 day (35 at most)',
    }));
