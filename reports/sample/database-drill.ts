/** A database drill for tests of the reports: the same story told with a good end, a late one, and two that break off. */
import { sha256 } from '../../evidence/canonical';
import type { Entry, FindingEntry } from '../../evidence/entry';
import type { Verdict } from '../../measure/verdict';
import { sampleInstant } from './chain';
import { type Happening, mark, phase, planned, sealed } from './happenings';

/** What differs between the stories. */
export interface Story {
  drill: string;
  scenario: string;
  /** How long the restore job takes, in seconds; 670 in a plan that keeps its promise. */
  restoreSeconds: number;
  damagedWitnesses: readonly number[];
  verdict: Verdict;
  reason: string;
  findings: readonly FindingEntry[];
  /** Where a story breaks off: after its steady state, or in the middle of its restore. */
  breaksOff?: { at: 'steady state' | 'restore'; outcome: 'compromised' | 'aborted'; reason: string };
}

const fault = 1_620;

function call(seconds: number, operation: string, command: string, input: Record<string, string>): Happening {
  const asked = sampleInstant(seconds - 0.12);
  return [seconds, { kind: 'call', service: 'rds', operation, region: 'eu-west-1', input, outcome: 'answered', error: null, command, asked, answered: sampleInstant(seconds) }];
}

function beginning(story: Story): Happening[] {
  return [
    planned({
      drill: story.drill,
      scenario: story.scenario,
      feature: 'data-corruption/bad-migration.feature',
      class: 'data-corruption',
      component: 'orders',
      objectives: { rtoSeconds: 1_800, rpoSeconds: 300 },
      owner: 'database team',
      mischief: story.damagedWitnesses.length ? ['flipped byte after restore'] : [],
    }),
    [0.2, { kind: 'guard', guard: 'caller is allowed', passed: true, detail: 'account 123456789012 is in the plan' }],
    [0.3, { kind: 'guard', guard: 'every data plane is readable', passed: true, detail: 'SELECT 1 answered' }],
    [1, { kind: 'undo-filed', undo: 'undo-1', does: 'Delete database orders-7f3a', action: 'delete-database', arguments: { instance: 'orders-7f3a' } }],
    call(2, 'CreateDBInstance', 'aws rds create-db-instance --db-instance-identifier orders-7f3a --engine postgres', { DBInstanceIdentifier: 'orders-7f3a', Engine: 'postgres' }),
    ...phase('protect', 0.5, 372),
    [380, { kind: 'look', subject: 'health of orders', good: true, saw: '12 rows, answers in time', provesData: false }],
    ...phase('steady state', 372, 1_600),
  ];
}

function damage(): Happening[] {
  return [
    [1_601, { kind: 'undo-filed', undo: 'undo-2', does: 'Delete the restored database orders-7f3a-back', action: 'delete-database', arguments: { instance: 'orders-7f3a-back' } }],
    ...phase('damage', 1_600, 1_632),
    mark('fault', fault, fault + 0.4),
    ...phase('detect', 1_632, 1_678),
    mark('detected', 1_668, 1_678),
    ...phase('decide', 1_678, 1_760),
    mark('declared', 1_698, 1_698),
    [1_698, { kind: 'human', role: 'incident commander', act: 'declared a disaster for orders' }],
    [1_758, { kind: 'human', role: 'data owner', act: 'approved the restore to 09:26:58 UTC' }],
    mark('approved', 1_758, 1_758),
    mark('restore-requested', 1_760, 1_760.2),
    call(1_760, 'RestoreDBInstanceToPointInTime', 'aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders-7f3a --target-db-instance-identifier orders-7f3a-back --restore-time 2026-01-05T09:26:58Z', {
      SourceDBInstanceIdentifier: 'orders-7f3a',
      RestoreTime: '2026-01-05T09:26:58Z',
    }),
  ];
}

function recovery(story: Story, restored: number): Happening[] {
  const good = story.damagedWitnesses.length === 0;
  return [
    ...phase('restore', 1_760, restored + 6),
    mark('restore-completed', restored - 10, restored),
    mark('resource-ready', restored + 5, restored + 6),
    ...phase('verify', restored + 6, restored + 31),
    mark('verified', restored + 30, restored + 31),
    [restored + 31, { kind: 'witness', component: 'orders', event: 'written', file: 'witnesses-orders.jsonl', lines: 496, digest: sha256('written') }],
    [restored + 31, { kind: 'witness', component: 'orders', event: 'read-back', file: 'read-back-orders.jsonl', lines: 161, digest: sha256('read') }],
    [restored + 31, { kind: 'check', check: 'rows of each table', component: 'orders', method: 'rows counted and digested by a second connection, compared with the manifest taken before the fault', passed: good, provesData: true, detail: good ? '4 tables alike' : '1 of 4 tables differs', population: 4, examined: 4 }],
    [restored + 31, { kind: 'check', check: 'constraints and sequences', component: 'orders', method: 'read from the catalogue', passed: true, provesData: true, detail: '11 constraints, 4 sequences', population: 15, examined: 15 }],
    [restored + 31, { kind: 'check', check: 'configuration parity', component: 'orders', method: 'DescribeDBInstances of both, member by member', passed: null, provesData: false, detail: 'parameter group could not be read', population: 14, examined: 13 }],
    ...phase('switch', restored + 31, restored + 66),
    mark('service-ok', restored + 56, restored + 66),
    ...phase('clean up', restored + 66, restored + 300),
    [restored + 150, { kind: 'undo-done', undo: 'undo-2', result: 'done', detail: 'deleted' }],
    [restored + 290, { kind: 'undo-done', undo: 'undo-1', result: 'done', detail: 'deleted' }],
  ];
}

function judgement(story: Story, restored: number): Happening[] {
  const at = restored + 300;
  const rtoVerdict: Verdict = restored + 66 - fault <= 1_800 ? 'met' : 'missed';
  return [
    [at, { kind: 'measure', measure: 'rto', component: 'orders', objectiveSeconds: 1_800, notBeforeSeconds: restored + 55.6 - fault, notAfterSeconds: restored + 66 - fault, detail: { recovered: true } }],
    [
      at,
      {
        kind: 'measure',
        measure: 'rpo',
        component: 'orders',
        objectiveSeconds: 300,
        notBeforeSeconds: 2,
        notAfterSeconds: 12.4,
        detail: {
          acknowledgedWitnesses: 162,
          presentWitnesses: 160 - story.damagedWitnesses.length,
          lostWitnesses: 2,
          lostSpanSeconds: 10,
          lostRanges: [[161, 162]],
          damagedWitnesses: story.damagedWitnesses.length,
          damaged: story.damagedWitnesses,
          resurrectedWitnesses: 0,
          resurrected: [],
          lostAfterFault: 9,
          lostAfterSwitch: 0,
          newestComplete: { witness: 160, at: sampleInstant(1_607.6) },
        },
      },
    ],
    [at, { kind: 'verdict', about: 'rto', verdict: rtoVerdict, reason: rtoVerdict === 'met' ? 'the later end of the interval is inside the objective' : 'the earlier end of the interval is past the objective' }],
    [at, { kind: 'verdict', about: 'rpo', verdict: story.damagedWitnesses.length ? 'missed' : 'met', reason: story.damagedWitnesses.length ? 'a damaged witness survived' : 'the later end of the interval is inside the objective' }],
    [at, { kind: 'verdict', about: 'drill', verdict: story.verdict, reason: story.reason }],
    ...story.findings.map((finding): Happening => [at, finding]),
  ];
}

/** The entries of a story, in order of time and chained, with the seal last. */
export function databaseDrill(story: Story): Entry[] {
  const restored = 1_760 + story.restoreSeconds;
  const happenings = [...beginning(story)];
  if (story.breaksOff?.at !== 'steady state') happenings.push(...damage());
  if (!story.breaksOff) happenings.push(...recovery(story, restored), ...judgement(story, restored));
  else if (story.breaksOff.at === 'restore') happenings.push([1_761, { kind: 'phase', phase: 'restore', edge: 'entered' }], [1_900, { kind: 'undo-done', undo: 'undo-2', result: 'failed', detail: 'InvalidDBInstanceState: instance is creating' }]);
  const { outcome, reason } = story.breaksOff ?? { outcome: 'finished' as const, reason: '' };
  return sealed(happenings, outcome, reason);
}
