/** A drill on one line: what it does, for how long, and what is left of its objective. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Progress } from '../drill/run/progress';
import { Duration } from '../time/duration';
import { Instant } from '../time/instant';
import { DrillLine } from './drill-line';

const start = Instant.parse('2026-01-05T09:00:00Z');
const minute = (n: number): string => start.plus(Duration.minutes(n)).toString();

const begun: Progress = { type: 'begun', scenario: 'Orders come back', feature: 'f.feature', component: 'orders', rtoSeconds: 3_600, at: minute(0) };
const fault: Progress = { type: 'mark', mark: 'fault', at: minute(30) };

/** The line after these, its columns apart. */
function columns(...events: Progress[]): string[] {
  const line = new DrillLine('data-corruption.orders.5');
  for (const event of events) line.apply(event);
  return line.text.split(/ {2,}/).map((column) => column.trim()).filter((column) => column !== '');
}

test('before it begins it has only its id', () => {
  assert.deepEqual(columns(), ['begins', 'data-corruption.orders.5']);
});

test('it shows how long the drill has run, by the drill\'s own clock, and what it does', () => {
  assert.deepEqual(columns(begun), ['00:00:00', 'begins', 'Orders come back']);
  assert.deepEqual(columns(begun, { type: 'phase', phase: 'steady state', at: minute(1.5) }), ['00:01:30', 'steady state', 'Orders come back']);
  assert.deepEqual(columns(begun, { type: 'tick', at: minute(60 * 24 - 1) }), ['23:59:00', 'begins', 'Orders come back']);
});

test('after a day it counts days, in as much room', () => {
  const at = (n: number): string => {
    const line = new DrillLine('data-corruption.orders.5');
    for (const event of [begun, { type: 'tick', at: minute(n) }] as const) line.apply(event);
    return line.text.slice(0, 12);
  };
  assert.deepEqual([at(30), at(60 * 24), at(60 * (24 * 42 + 5) + 21.75)], ['  00:30:00  ', ' 1 d 00:00  ', '42 d 05:21  ']);
});

test('from the damage on it counts down what is left of the objective, tick by tick', () => {
  assert.deepEqual(columns(begun, fault), ['00:30:00', 'fault', '1 h of objective left', 'Orders come back']);
  assert.deepEqual(columns(begun, fault, { type: 'tick', at: minute(40) }), ['00:40:00', 'fault', '50 min of objective left', 'Orders come back']);
  assert.deepEqual(columns(begun, fault, { type: 'mark', mark: 'detected', at: minute(85) })[2], '5 min of objective left');
});

test('past the objective it counts what is over', () => {
  assert.equal(columns(begun, fault, { type: 'tick', at: minute(92) })[2], '2 min over the objective');
  assert.equal(columns(begun, fault, { type: 'tick', at: minute(90) })[2], '0 s over the objective');
});

test('a drill without an objective, or without damage, counts nothing', () => {
  assert.deepEqual(columns({ ...begun, rtoSeconds: null }, fault), ['00:30:00', 'fault', 'Orders come back']);
  assert.deepEqual(columns(begun, { type: 'mark', mark: 'detected', at: minute(5) }), ['00:05:00', 'detected', 'Orders come back']);
});

test('once the service is well again the clock of the objective has stopped', () => {
  const events: Progress[] = [begun, fault, { type: 'mark', mark: 'service-ok', at: minute(70) }, { type: 'tick', at: minute(200) }];
  assert.deepEqual(columns(...events), ['03:20:00', 'service-ok', 'Orders come back']);
});

test('a promise of the plan is counted down from the mark where it begins to the mark where it is kept', () => {
  const withoutObjective: Progress = { ...begun, rtoSeconds: null };
  const promise: Progress = { type: 'promise', promise: 'retrieval', objectiveSeconds: 6 * 3_600, from: 'restore-requested', to: 'hydrated', at: minute(40) };
  const requested: Progress = { type: 'mark', mark: 'restore-requested', at: minute(60) };
  const tick: Progress = { type: 'tick', at: minute(60 + 90) };
  assert.deepEqual(columns(withoutObjective, promise), ['00:40:00', 'begins', 'Orders come back'], 'it has not begun');
  assert.deepEqual(columns(withoutObjective, promise, requested, tick), ['02:30:00', 'restore-requested', '4 h 30 min of promise left', 'Orders come back']);
  assert.equal(columns(withoutObjective, promise, requested, { type: 'tick', at: minute(60 + 8 * 60) })[2], '2 h over the promise');
  assert.deepEqual(columns(withoutObjective, promise, requested, { type: 'mark', mark: 'hydrated', at: minute(300) }, { type: 'tick', at: minute(900) }), ['15:00:00', 'hydrated', 'Orders come back']);
});

test('a promise that begins with the damage is counted from the damage, and while it runs it goes before the objective', () => {
  const promise: Progress = { type: 'promise', promise: 'notice', objectiveSeconds: 1_800, from: 'fault', to: 'detected', at: minute(31) };
  assert.equal(columns(begun, fault, promise, { type: 'tick', at: minute(40) })[2], '20 min of promise left');
  assert.equal(columns(begun, fault, promise, { type: 'mark', mark: 'detected', at: minute(45) })[2], '45 min of objective left');
});

test('it ends with the verdict, or with why there is none', () => {
  assert.deepEqual(columns(begun, fault, { type: 'ended', outcome: 'finished', verdict: 'met', reason: '', at: minute(80) }), ['01:20:00', 'met', 'Orders come back']);
  const compromised: Progress = { type: 'ended', outcome: 'compromised', verdict: 'unproven', reason: 'It never landed.', at: minute(80) };
  assert.deepEqual(columns(begun, fault, compromised), ['01:20:00', 'compromised: It never landed.', 'Orders come back']);
});
