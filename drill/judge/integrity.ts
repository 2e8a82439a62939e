/** Integrity: whether what came back is what was there, as every check of the recovery says. */
import type { EntryOf } from '../../evidence/entry';
import { judgeChecks, mergeVerdicts, type Verdict } from '../../measure/verdict';
import { compareWitnesses } from '../../measure/witness';
import type { Facts } from './facts';
import type { JudgedPart } from './part';

export function judgeIntegrity(facts: Facts): JudgedPart {
  const { checks } = facts;
  const wrong = wrongWitnesses(facts);
  const verdict = mergeVerdicts([
    judgeChecks(checks.map(saw)),
    // Settings alone, however right, say nothing about data: without a look at it this is a set of none.
    judgeChecks(checks.filter(({ provesData }) => provesData).map(saw)),
    ...(wrong > 0 ? (['missed'] as const) : []),
  ]);
  return { measure: undefined, verdict: { kind: 'verdict', about: 'integrity', verdict, reason: reason(checks, wrong, verdict) } };
}

/** A check that examined nothing saw nothing, whatever it says of itself. */
function saw({ passed, examined }: EntryOf<'check'>): boolean | null {
  return passed && examined === 0 ? null : passed;
}

function wrongWitnesses({ marks, written, found, switched }: Facts): number {
  const fault = marks.get('fault');
  if (!fault || !written || !found) return 0;
  const { damaged, resurrected, lostAfterSwitch } = compareWitnesses(written, found, fault, switched);
  return damaged.length + resurrected.length + lostAfterSwitch.count;
}

function reason(checks: readonly EntryOf<'check'>[], wrong: number, verdict: Verdict): string {
  if (checks.length === 0 && wrong === 0) return 'Nothing was checked after the recovery, so nothing shows that the data is right.';
  const named = (wanted: boolean | null): string => checks.filter((check) => saw(check) === wanted).map(({ check, detail }) => `${check}: ${detail}`).join('; ');
  const [failed, unseen] = [named(false), named(null)];
  const said = [
    failed && `failed: ${failed}`,
    wrong > 0 ? `${wrong} witnesses are damaged, were raised from the dead, or are gone from the recovered system` : '',
    unseen && `could not look: ${unseen}`,
    verdict === 'unproven' && !checks.some(({ provesData }) => provesData) ? 'no check looked at the data itself' : '',
  ].filter((text) => text !== '');
  const examined = checks.reduce((sum, check) => sum + check.examined, 0);
  if (said.length > 0) return `${capital(said.join('; '))}.`;
  return `${checks.length === 1 ? 'The only check' : `All ${checks.length} checks`} passed; ${examined === 1 ? '1 item was' : `${examined} items were`} examined.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
