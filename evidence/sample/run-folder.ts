/** A small sealed run in a folder, for tests to do things to. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from '../../time/duration';
import { Instant } from '../../time/instant';
import { sha256 } from '../canonical';
import { link } from '../chain';
import type { Entry, EntryBody, PlanEntry } from '../entry';
import { openLedger } from '../ledger';
import { drillFolder, runHead, writeRun } from '../run';
import { sealLedger } from '../seal';
import { WitnessFile } from '../witness-file';
import { readBackFileName, readBackRecord, witnessFileName, witnessRecord } from '../witness-record';

const start = Instant.parse('2026-01-05T09:00:00Z');

const plan = (drill: string): PlanEntry => ({
  kind: 'plan', drill, scenario: 'A bad migration', feature: 'data-corruption/bad-migration.feature', line: 3, class: 'data-corruption',
  plan: { name: 'shop', version: '1.0', digest: sha256('plan') }, runbookDigest: sha256('runbook'), component: 'orders',
  objectives: { rtoSeconds: 7_200, rpoSeconds: 300 }, owner: 'Orders team', target: 'stand-in', seed: 7, mischief: [],
});

const undo: EntryBody = { kind: 'undo-filed', undo: 'u1', does: 'Deletes it.', action: 'delete', arguments: { name: 'ünïcode' } };
/** A call that was answered. */
export const call = (operation: string): EntryBody => ({
  kind: 'call', service: 'rds', operation, region: 'eu-central-1', input: {}, outcome: 'answered', error: null, command: 'aws rds', asked: start.toString(), answered: start.toString(),
});

/** A small sealed drill with a side file of each kind and an artifact; answers with its head. */
function makeDrill(folder: string, drill: string): string {
  let ticks = 0;
  const now = (): Instant => start.plus(Duration.seconds(ticks++));
  const ledger = openLedger(join(folder, 'ledger.jsonl'), now);
  ledger.append(plan(drill));
  ledger.append(undo);
  ledger.append(call('CreateDBInstance'));
  const written = new WitnessFile(join(folder, witnessFileName('orders')));
  for (const witness of [1, 2, 3]) written.append(witnessRecord({ witness, event: 'attempted', operation: 'write', at: now(), digest: sha256(String(witness)) }));
  ledger.append({ kind: 'witness', component: 'orders', event: 'written', file: witnessFileName('orders'), lines: written.lines, digest: written.head });
  written.append(witnessRecord({ witness: 4, event: 'attempted', operation: 'delete', at: now(), digest: null }));
  ledger.append({ kind: 'witness', component: 'orders', event: 'written', file: witnessFileName('orders'), lines: written.lines, digest: written.head });
  const read = new WitnessFile(join(folder, readBackFileName('orders')));
  read.append(readBackRecord(1, sha256('1')));
  ledger.append({ kind: 'witness', component: 'orders', event: 'read-back', file: readBackFileName('orders'), lines: read.lines, digest: read.head });
  writeFileSync(join(folder, 'plan.yaml'), 'name: shop\n');
  ledger.append({ kind: 'artifact', path: 'plan.yaml', mediaType: 'application/yaml', digest: sha256('name: shop\n') });
  written.close();
  read.close();
  return sealLedger(ledger, 'finished');
}

/** Two such drills and their `run.json` in `runFolder`. */
export function makeRun(runFolder: string): void {
  const drills = ['bad-migration-1', 'overwritten-objects-1'];
  const heads = drills.map((id) => makeDrill(drillFolder(runFolder, id), id));
  writeRun(runFolder, { schema: 'urn:muster:run:1', run: 'run', target: 'stand-in', seed: 7, drills, head: runHead(heads) });
}

/** Chains entries anew, as somebody would who wants the change to go unseen. */
export function rechained(bodies: readonly Entry[]): Entry[] {
  const all: Entry[] = [];
  for (const [seq, { seq: _seq, at, previous: _previous, hash: _hash, ...body }] of bodies.entries()) {
    // Sealed entries without their chain members are the bodies they were made from.
    all.push(link(body, seq, at, all.at(-1)?.hash ?? sha256('')));
  }
  return all;
}
