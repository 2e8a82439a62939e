/** The last reading of the witnesses: which acknowledged writes are there, once nothing writes any more. */
import { join } from 'node:path';
import { readLedger } from '../../evidence/read';
import { sideFileReader, WitnessFile } from '../../evidence/witness-file';
import { readBackFileName, readBackRecord, witnessFileName } from '../../evidence/witness-record';
import { Compromised } from '../../measure/endings';
import { type Drill, PlanFellShort } from '../drill';
import { judge } from '../judge';
import type { Subject } from '../subject';

/** Stops the witness writer and puts on record what it wrote and what an independent reader finds in service. */
export async function accountForWrites(drill: Drill, name: string): Promise<void> {
  await drill.step('verify', async () => {
    const subject = drill.subject(name);
    if (!subject.witnesses) throw new Compromised(`"${name}" took no numbered writes, so nothing can be accounted for.`);
    if (!subject.witnesses.isWriting) throw new Compromised(`The writes to "${name}" are accounted for already; the runbook asks for it twice.`);
    await stopWitnesses(drill, subject);
    const found = await subject.recoverable.readWitnesses('in service');
    const file = readBackFileName(name);
    const readBack = new WitnessFile(join(drill.folder, file));
    for (const [witness, digest] of [...found].sort(([a], [b]) => a - b)) readBack.append(readBackRecord(witness, digest));
    readBack.sync();
    readBack.close();
    drill.record({ kind: 'witness', component: name, event: 'read-back', file, lines: readBack.lines, digest: readBack.head });
  });
}

/** Ends the writing of witnesses and puts on record where it came to; nothing happens when it has ended already. */
export async function stopWitnesses(drill: Drill, subject: Subject): Promise<void> {
  const { witnesses, component } = subject;
  if (!witnesses?.isWriting) return;
  await witnesses.stop();
  const { lines, digest } = witnesses.standing;
  drill.record({ kind: 'witness', component: component.name, event: 'written', file: witnessFileName(component.name), lines, digest });
}

/** Checks that no write which was acknowledged before the fault is missing from what the service uses now. Throws PlanFellShort when one is. */
export async function checkNothingLost(drill: Drill, name: string): Promise<void> {
  await drill.step('verify', () => {
    drill.subject(name);
    const { measures } = judge(readLedger(drill.ledger.path), sideFileReader(drill.folder), drill.ending.outcome);
    const { acknowledgedWitnesses: acknowledged, lostWitnesses: lost } = measures.find(({ measure }) => measure === 'rpo')?.detail ?? {};
    if (typeof acknowledged !== 'number' || typeof lost !== 'number') {
      throw new Compromised(`Nobody has accounted for the writes to "${name}". Put before it: every acknowledged write to ${JSON.stringify(name)} is accounted for.`);
    }
    drill.record({
      kind: 'check',
      check: 'no write lost',
      component: name,
      method: 'Every witness that was acknowledged before the fault is looked up among those that were read back after it.',
      passed: acknowledged === 0 ? null : lost === 0,
      provesData: true,
      detail: lost === 0 ? `none of ${acknowledged} acknowledged writes is missing` : `${lost} of ${acknowledged} acknowledged writes are missing`,
      population: acknowledged,
      examined: acknowledged,
    });
    if (lost > 0) throw new PlanFellShort(`${lost} of ${acknowledged} acknowledged writes to "${name}" are missing, and a failover is to lose none.`);
    return Promise.resolve();
  });
}
