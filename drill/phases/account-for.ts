/** The last reading of the witnesses: which acknowledged writes are there, once nothing writes any more. */
import { join } from 'node:path';
import { WitnessFile } from '../../evidence/witness-file';
import { readBackFileName, readBackRecord, witnessFileName } from '../../evidence/witness-record';
import { Compromised } from '../../measure/endings';
import type { Drill } from '../drill';
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
