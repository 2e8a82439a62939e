/** Verifies what came back, by readers that share no code with the writers, before anybody is let onto it. */
import type { CheckEntry } from '../../evidence/entry';
import { Compromised } from '../../measure/endings';
import { compareManifests, type Manifest } from '../../measure/manifest';
import { compareConfiguration } from '../../measure/parity';
import { type Drill, PlanFellShort } from '../drill';
import type { Copy, Subject } from '../subject';
import type { Witnesses } from '../witnesses';

/**
 * Checks the restored data, or what is in service where nothing had to be restored, against the manifest of the steady state, its configuration against the plan's, and every witness
 * that is there against what was written, where the runbook has witnesses written. Marks `verified` when all are right; throws PlanFellShort when one is not.
 */
export async function verifyRestored(drill: Drill, name: string, copy: Copy = 'restored'): Promise<void> {
  await drill.step('verify', async () => {
    const subject = drill.subject(name);
    if (!subject.manifest) throw new Compromised(`Nothing is known of "${name}" before the damage: let the runbook hold a steady state first.`);
    const began = drill.clock.now();
    const checks = [
      ...contentChecks(name, subject.manifest, await subject.recoverable.manifest(copy)),
      ...(subject.witnesses ? [await witnessCheck(subject, subject.witnesses, copy)] : []),
      await configurationCheck(subject),
    ];
    for (const check of checks) drill.record(check);
    const wrong = checks.filter(({ passed }) => passed !== true);
    if (wrong.length > 0) {
      throw new PlanFellShort(`What was restored of "${name}" is not right: ${wrong.map(({ check, detail }) => `${check}: ${detail}`).join('; ')}.`);
    }
    drill.mark(subject, 'verified', { notBefore: began, notAfter: drill.clock.now() });
  });
}

/** One check for each set of the manifest, so that the report says which table, and not just that something, is wrong. */
function contentChecks(component: string, before: Manifest, after: Manifest): CheckEntry[] {
  const differences = compareManifests(before, after);
  const sets = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return sets.map((set) => {
    const [population, examined] = [before[set]?.items ?? 0, after[set]?.items ?? 0];
    const same = differences.every((difference) => difference.set !== set);
    return {
      kind: 'check',
      check: `content of ${set}`,
      component,
      method: 'Every item read back and digested (HMAC-SHA-256, order-independent sum), against the digest taken in steady state.',
      passed: same,
      provesData: true,
      detail: same ? `${examined} ${examined === 1 ? 'item' : 'items'} with the digest of the steady state` : `${population} items in steady state, ${examined} now, and their content differs`,
      population,
      examined,
    };
  });
}

async function witnessCheck({ component, recoverable }: Subject, { written }: Witnesses, copy: Copy): Promise<CheckEntry> {
  const found = await recoverable.readWitnesses(copy);
  const damaged = [...found].filter(([witness, digest]) => written.get(witness) !== digest).map(([witness]) => witness);
  return {
    kind: 'check',
    check: 'content of witnesses',
    component: component.name,
    method: 'Every witness that came back is read, and its SHA-256 compared with the one recorded when it was written.',
    passed: found.size === 0 ? null : damaged.length === 0,
    provesData: true,
    detail: damaged.length ? `damaged: ${damaged.slice(0, 10).join(', ')}` : `${found.size} witnesses as they were written`,
    population: found.size,
    examined: found.size,
  };
}

async function configurationCheck({ component, recoverable }: Subject): Promise<CheckEntry> {
  const { expected, actual } = await recoverable.parity();
  const { compared, differences } = compareConfiguration(expected, actual);
  const said = differences.map(({ setting, expected: planned, actual: is }) => `${setting} is ${JSON.stringify(is)}, planned is ${JSON.stringify(planned)}`);
  return {
    kind: 'check',
    check: 'configuration',
    component: component.name,
    method: 'Every setting that the plan makes, against what AWS describes of the restored resource.',
    passed: differences.length === 0,
    provesData: false,
    detail: said.length ? said.join('; ') : `${compared} settings as planned`,
    population: Object.keys(expected).length,
    examined: compared,
  };
}
