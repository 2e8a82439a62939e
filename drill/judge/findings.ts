/** Findings that a judgement makes by itself: each promise that was not kept, or not shown to be. */
import type { FindingEntry, PlanEntry, VerdictEntry } from '../../evidence/entry';

const promises: Readonly<Record<string, string>> = { rto: 'Recovery time', rpo: 'Recovery point', integrity: 'Integrity', retrieval: 'Retrieval from the archive', notice: 'Notice of a stopped replication' };

/** None for a promise that was kept. */
export function findingFor({ about, verdict, reason }: VerdictEntry, plan: PlanEntry): FindingEntry[] {
  if (verdict !== 'missed' && verdict !== 'unproven') return [];
  if (about === 'clean-up') {
    const left = verdict === 'missed' ? 'Something that the drill made is still there' : 'Whether something that the drill made is still there is unproven';
    return [{ kind: 'finding', severity: 'high', title: left, detail: reason, owner: plan.owner }];
  }
  const promise = `${promises[about] ?? about} of ${plan.component ?? plan.plan.name}`;
  const [severity, title] = verdict === 'missed' ? (['high', `${promise} missed its objective`] as const) : (['medium', `${promise} is unproven`] as const);
  return [{ kind: 'finding', severity, title, detail: reason, owner: plan.owner }];
}
