/** What people decide, and how long they take: part of every recovery time. */
import type { MarkName } from '../../measure/marks';
import type { Duration } from '../../time/duration';
import type { Drill } from '../drill';

/** Somebody says that this is a disaster. Marks `declared`. */
export function declare(drill: Drill, role: string, name: string, after: Duration): Promise<void> {
  return decide(drill, 'declared', { role, name, act: `declared a disaster for ${name}`, after });
}

/** Somebody allows the restore. Marks `approved`. */
export function approve(drill: Drill, role: string, name: string, after: Duration): Promise<void> {
  return decide(drill, 'approved', { role, name, act: `approved the restore of ${name}`, after });
}

async function decide(drill: Drill, mark: MarkName, decision: { role: string; name: string; act: string; after: Duration }): Promise<void> {
  await drill.step('decide', async () => {
    const subject = drill.subject(decision.name);
    await drill.clock.sleep(decision.after, drill.signal);
    drill.record({ kind: 'human', role: decision.role, act: decision.act });
    drill.mark(subject, mark, { notBefore: drill.clock.now(), notAfter: drill.clock.now() });
  });
}
