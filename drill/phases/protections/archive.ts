/** Damage that is found late: time passes, good copies go to an archive, and have to be brought back from there first. */
import { Compromised } from '../../../measure/endings';
import type { Duration } from '../../../time/duration';
import type { Drill } from '../../drill';
import type { Archive } from '../../subject';

/** Nobody looks for so long. */
export async function goUnnoticed(drill: Drill, name: string, lasting: Duration): Promise<void> {
  await drill.step('detect', async () => {
    drill.subject(name);
    await drill.clock.sleep(lasting, drill.signal);
  });
}

/** Brings back what lies in the archive and is needed to go back to before the damage. The plan's promise begins to count. */
export async function retrieveArchived(drill: Drill, name: string): Promise<void> {
  await drill.step('restore', async () => {
    const subject = drill.subject(name);
    const archive = archiveOf(name, subject.recoverable.archive);
    const fault = subject.marks.get('fault');
    if (!fault) throw new Compromised(`The runbook retrieves versions of "${name}" from before the damage, and nothing has damaged it.`);
    const objectiveSeconds = archive.promise.readableWithin.seconds;
    drill.promise({ promise: 'retrieval', component: name, objectiveSeconds, from: 'restore-requested', to: 'hydrated' });
    await archive.retrieve(drill, subject, fault);
  });
}

function archiveOf(name: string, archive: Archive | undefined): Archive {
  if (archive) return archive;
  throw new Compromised(`The plan gives "${name}" no archive, so there is nothing to retrieve. Add archive to it in the plan, or correct the runbook.`);
}
