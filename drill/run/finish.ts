/** Ends a drill, however it went: undoes, judges from the ledger, seals. */
import { readLedger } from '../../evidence/read';
import { sealLedger } from '../../evidence/seal';
import { sideFileReader } from '../../evidence/witness-file';
import { Compromised } from '../../measure/endings';
import type { Verdict } from '../../measure/verdict';
import { stopWitnesses } from '../phases/account-for';
import type { Drill } from '../drill';
import type { OpenDrill } from './open-drill';
import { entriesOf, judge } from '../judge';
import { takeInventory } from './inventory';

export interface FinishedDrill {
  verdict: Verdict;
  head: string;
}

/** Answers once the ledger is sealed. `faults` are the target's own. Throws Refused when the ledger cannot be written. */
export async function finishDrill({ drill, faults }: Pick<OpenDrill, 'drill' | 'faults'>): Promise<FinishedDrill> {
  // A drill whose end goes wrong is sealed all the same, and says so.
  await drill.clock.during(() => cleanUp(drill)).catch((error: unknown) => drill.endBecause(error));
  if (drill.signal.aborted) drill.endBecause(drill.signal.reason);
  const failed = faults().map((fault) => `What the drill ran on failed by a fault of its own: ${fault}.`);
  if (failed.length > 0) drill.endBecause(new Compromised('Nothing can be concluded.'));
  const { outcome } = drill.ending;
  const reason = [drill.ending.reason, ...failed].filter((text) => text !== '').join(' ');
  const judgement = judge(readLedger(drill.ledger.path), sideFileReader(drill.folder), outcome);
  for (const entry of entriesOf(judgement)) drill.record(entry);
  const head = sealLedger(drill.ledger, outcome, reason);
  drill.progress({ type: 'ended', outcome, verdict: judgement.verdict, reason: reason || whyNot(judgement), at: drill.clock.now().toString() });
  return { verdict: judgement.verdict, head };
}

async function cleanUp(drill: Drill): Promise<void> {
  try {
    for (const subject of drill.subjects) await stopWitnesses(drill, subject);
  } finally {
    await undoEverything(drill);
    if (drill.undo.acted) await takeInventory(drill);
    for (const { recoverable } of drill.subjects) await recoverable.close();
    drill.leavePhase();
  }
}

async function undoEverything(drill: Drill): Promise<void> {
  drill.enter('clean up');
  const undone = await drill.undo.all(drill.services);
  for (const { undo, detail } of undone.filter(({ result }) => result === 'failed')) {
    const title = `${undo} failed, so something of the drill may be left`;
    drill.record({ kind: 'finding', severity: 'high', title, detail, owner: drill.plan.owner });
  }
}

/** The reasons of the verdicts that are not what was hoped for; none when all are. */
function whyNot({ findings }: ReturnType<typeof judge>): string {
  return findings.map(({ detail }) => detail).join(' ');
}
