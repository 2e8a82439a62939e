/** The stories that the reports are tested with: one drill that keeps its promise, and one of each other end. */
import type { Story } from './database-drill';

export const promiseKept: Story = {
  drill: 'bad-migration-1',
  scenario: 'A bad migration damages the orders database',
  restoreSeconds: 670,
  damagedWitnesses: [],
  verdict: 'met',
  reason: 'both objectives are met and every check is green',
  findings: [],
};

export const promiseBroken: Story = {
  drill: 'bad-migration-2',
  scenario: 'A bad migration, and a restore that is late and damaged',
  restoreSeconds: 2_150,
  damagedWitnesses: [117],
  verdict: 'missed',
  reason: 'recovered after 38 min 50 s at the earliest, the objective is 30 min; 1 damaged witness survived',
  findings: [
    { kind: 'finding', severity: 'high', title: 'The restore alone takes longer than the objective', detail: 'Restore took 35 min 50 s of 30 min.', owner: 'database team' },
    { kind: 'finding', severity: 'medium', title: 'Damage survived the restore', detail: 'Witness 117 came back with other bytes.', owner: 'database team' },
  ],
};

export const neverLanded: Story = {
  drill: 'bad-migration-3',
  scenario: 'A bad migration that damages nothing',
  restoreSeconds: 670,
  damagedWitnesses: [],
  verdict: 'unproven',
  reason: '',
  findings: [],
  breaksOff: { at: 'steady state', outcome: 'compromised', reason: 'the damage never landed: all 12 rows read as before for 5 min' },
};

export const stopped: Story = {
  drill: 'bad-migration-4',
  scenario: 'A bad migration, stopped during the restore',
  restoreSeconds: 670,
  damagedWitnesses: [],
  verdict: 'unproven',
  reason: '',
  findings: [],
  breaksOff: { at: 'restore', outcome: 'aborted', reason: 'interrupted from the terminal' },
};

export const everyStory: readonly Story[] = [promiseKept, promiseBroken, neverLanded, stopped];
