/** What the runbook says at its end: that the plan's objectives were kept. The judge decides, from the record. */
import type { PromiseName } from '../../evidence/entry';
import { readLedger } from '../../evidence/read';
import { sideFileReader } from '../../evidence/witness-file';
import { isMet } from '../../measure/verdict';
import { type Drill, PlanFellShort } from '../drill';
import { judge } from '../judge';

/** Throws PlanFellShort, with the judge's reason, unless the drill so far meets the component's objective. */
export function assertObjective(drill: Drill, name: string, about: 'rto' | 'rpo' | PromiseName): void {
  drill.subject(name);
  const judgement = judge(readLedger(drill.ledger.path), sideFileReader(drill.folder), drill.ending.outcome);
  const verdict = judgement.verdicts.find((one) => one.about === about);
  const said = about === 'rto' || about === 'rpo' ? about.toUpperCase() : about;
  if (!verdict) throw new PlanFellShort(`This drill is not judged by ${said}, so there is nothing to assert. ${whyNot(about)}`);
  if (!isMet(verdict.verdict)) throw new PlanFellShort(`${said} ${verdict.verdict}: ${verdict.reason}`);
}

function whyNot(about: 'rto' | 'rpo' | PromiseName): string {
  if (about === 'rpo') return 'A component that keeps no data has no such objective, and a runbook with the tag @protection is about other promises. Correct the runbook.';
  if (about === 'retrieval') return 'Let the runbook retrieve archived versions first.';
  if (about === 'notice') return 'Let the runbook wait for the alarm on the replication first.';
  return 'A runbook with the tag @protection is about other promises; without it, let the runbook name a component of the plan.';
}
