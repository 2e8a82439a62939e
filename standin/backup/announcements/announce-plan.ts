/** What the event bus is told of a plan: https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html */
import type { Plan } from '../plans/plan';
import type { Announcer } from './announcer';

export function announcePlan(announcer: Announcer, plan: Plan, state: 'CREATED' | 'MODIFIED' | 'DELETED'): void {
  const { id, arn, created, current, deleted } = plan;
  const when = { CREATED: { creationDate: created.toString() }, MODIFIED: { modifiedAt: current.created.toString() }, DELETED: { deletionDate: deleted?.toString() } };
  announcer.report(plan, () => ({ detailType: 'Backup Plan State Change', resources: [arn], detail: { backupPlanId: id, versionId: current.versionId, ...when[state], state } }));
}
