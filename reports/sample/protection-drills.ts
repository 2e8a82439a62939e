/** Drills of what protects, for tests of the reports: judged by other promises than recovery objectives, or by checks alone. */
import type { CheckEntry, Entry, PromiseName } from '../../evidence/entry';
import type { Verdict } from '../../measure/verdict';
import { type Happening, mark, phase, planned, sealed } from './happenings';

const day = 86_400;
const hour = 3_600;

/** A drill's id and its ledger, as a run has them. */
export interface ProtectionDrill {
  id: string;
  entries: Entry[];
}

function plan(id: string, scenario: string, component: string): Happening {
  return planned({ drill: id, scenario, feature: `data-protection/${id.replace(/-\d+$/, '')}.feature`, class: 'data-protection', component, objectives: null, owner: 'billing team', mischief: [] });
}

function check(seconds: number, component: string, what: Partial<CheckEntry> & Pick<CheckEntry, 'check'>): Happening {
  return [seconds, { kind: 'check', component, method: 'read back and digested', passed: true, provesData: true, detail: '60 items as they were', population: 60, examined: 60, ...what }];
}

function judgement(at: number, parts: readonly (readonly [about: string, verdict: Verdict, reason: string])[], verdict: Verdict): Happening[] {
  const whole = ['drill', verdict, `The worst of its parts counts; ${verdict}: ${parts.map(([about]) => about).join(', ')}.`] as const;
  return [...parts, whole].map(([about, verdictOf, reason]): Happening => [at, { kind: 'verdict', about, verdict: verdictOf, reason }]);
}

function measure(at: number, name: PromiseName, objectiveSeconds: number, bounds: { notBeforeSeconds: number | null; notAfterSeconds: number | null }): Happening {
  return [at, { kind: 'measure', measure: name, component: 'invoices', objectiveSeconds, ...bounds, detail: {} }];
}

/** Six weeks after the damage good copies come back from the archive, 5 hours after they were asked for; of 6 that are promised, or of another number. */
export function archiveDrill(promisedHours = 6): ProtectionDrill {
  const id = 'glacier-1';
  const found = 42 * day + 650;
  const asked = found + 600;
  const readable = asked + 5 * hour;
  const end = readable + 60;
  const objectiveSeconds = promisedHours * hour;
  const verdict: Verdict = promisedHours < 5 ? 'missed' : 'met';
  const entries = sealed(
    [
      plan(id, 'Invoices come back from the archive', 'invoices'),
      ...phase('steady state', 1, 600),
      ...phase('damage', 600, 602),
      mark('fault', 600, 602, 'invoices'),
      ...phase('detect', 602, found),
      mark('detected', 600, found, 'invoices'),
      ...phase('decide', found, asked),
      [asked, { kind: 'human', role: 'data owner', act: 'approved the restore of invoices' }],
      ...phase('restore', asked, readable + 10),
      [asked, { kind: 'promise', promise: 'retrieval', component: 'invoices', objectiveSeconds, from: 'restore-requested', to: 'hydrated' }],
      mark('restore-requested', asked, asked + 1, 'invoices'),
      mark('hydrated', readable - 300, readable, 'invoices'),
      ...phase('verify', readable + 10, readable + 50),
      check(readable + 40, 'invoices', { check: 'content of objects' }),
      check(readable + 40, 'invoices', { check: 'configuration', provesData: false, detail: '4 settings as planned', population: 4, examined: 4 }),
      mark('verified', readable + 10, readable + 40, 'invoices'),
      mark('service-ok', readable + 10, readable + 45, 'invoices'),
      ...phase('clean up', readable + 50, end),
      measure(end, 'retrieval', objectiveSeconds, { notBeforeSeconds: 5 * hour - 301, notAfterSeconds: 5 * hour }),
      ...judgement(end, [['retrieval', verdict, `Until archived versions could be read it took 5 h; the plan promises ${promisedHours} h.`], ['integrity', 'met', 'All 2 checks passed.']], verdict),
    ],
    'finished',
  );
  return { id, entries };
}

/** A replication stops, and is noticed after 7 minutes or so; or nobody notices. */
export function replicationDrill(noticed = true): ProtectionDrill {
  const id = 'replication-1';
  const end = 3_600;
  const bounds = noticed ? { notBeforeSeconds: 360, notAfterSeconds: 421 } : { notBeforeSeconds: 1_799, notAfterSeconds: null };
  const verdict: Verdict = noticed ? 'met' : 'missed';
  const entries = sealed(
    [
      plan(id, 'The replication stops and is noticed', 'invoices'),
      ...phase('steady state', 1, 1_800),
      ...phase('damage', 1_800, 1_801),
      mark('fault', 1_800, 1_801, 'invoices'),
      ...phase('detect', 1_801, noticed ? 2_221 : end),
      [1_801, { kind: 'promise', promise: 'notice', component: 'invoices', objectiveSeconds: 900, from: 'fault', to: 'detected' }],
      ...(noticed ? [mark('detected', 2_161, 2_221, 'invoices')] : []),
      check(3_000, 'invoices', { check: 'replica', method: 'The keys and ETags of both buckets are listed and compared.' }),
      measure(end, 'notice', 900, bounds),
      ...judgement(end, [['notice', verdict, noticed ? 'Until the stop was noticed it took 7 min; the plan promises 30 min.' : 'The stop was not noticed when the drill ended.'], ['integrity', 'met', 'The only check passed; 1 item was examined.']], verdict),
    ],
    'finished',
  );
  return { id, entries };
}

/** Every way to remove what a lock keeps is tried; all are refused, or the last is not. */
export function lockDrill(holds = true): ProtectionDrill {
  const id = 'locks-1';
  const refusal = { method: 'asked for with the rights of the whole account', provesData: false };
  const verdict: Verdict = holds ? 'met' : 'missed';
  const entries = sealed(
    [
      plan(id, 'Every way to remove receipts is refused', 'receipts'),
      ...phase('steady state', 1, 600),
      ...phase('damage', 600, 603),
      check(603, 'receipts', { ...refusal, check: 'refusal of removing every version for good', detail: '60 of 60 attempts refused: AccessDenied' }),
      check(603, 'receipts', { ...refusal, check: 'refusal of deleting the bucket', passed: holds, detail: `${holds ? 1 : 0} of 1 attempts refused`, population: 1, examined: 1 }),
      ...phase('verify', 603, 640),
      check(606, 'receipts', { check: 'content of objects' }),
      check(606, 'receipts', { check: 'configuration', provesData: false, detail: '3 settings as planned', population: 3, examined: 3 }),
      mark('verified', 603, 606, 'receipts'),
      ...judgement(641, [['integrity', verdict, holds ? 'All 4 checks passed.' : 'Failed: refusal of deleting the bucket.']], verdict),
    ],
    'finished',
  );
  return { id, entries };
}
