/** What a drill knows of its scenario is read off the feature: names that tell drills apart, places, components and mischief. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { loadConfiguration, runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import type { Runbook } from '../../drill/run/runbook';
import { readRunbook } from './read-runbook';

const text = `@risk:R-07 @mischief:slow-restore
Feature: A bad migration

  Background:
    Given "orders" is protected as the plan says

  @mischief:flipped-byte @protection
  Scenario: Orders come back
    When the experiment "bad-migration" damages "orders"

  Scenario Outline: Orders come back within <time>
    Given "<name>" is protected as the plan says

    Examples:
      | name     | time    |
      | orders   | an hour |
      | invoices | a day   |

  Rule: At night too

    Example: Nobody is awake
      Given nobody is named
`;

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/** The runbooks of a feature, in the order of the file, as Cucumber hands them to the hooks. */
async function runbooksOf(path: string): Promise<Runbook[]> {
  const quiet = { stdout: nowhere(), stderr: nowhere() };
  const { runConfiguration } = await loadConfiguration({ file: false, provided: { paths: [path], dryRun: true, require: [] } }, quiet);
  const envelopes: Envelope[] = [];
  await runCucumber(runConfiguration, quiet, (envelope) => envelopes.push(envelope));
  const document = envelopes.flatMap(({ gherkinDocument }) => gherkinDocument ?? [])[0];
  assert.ok(document);
  return envelopes.flatMap(({ pickle }) => (pickle ? [readRunbook(pickle, document)] : []));
}

describe('a runbook', () => {
  let folder: string;
  let runbooks: Runbook[];

  function write(path: string, content = text): string {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'muster-features-'));
    runbooks = await runbooksOf(write('features/data-corruption/bad migration.feature'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('lies in the book, wherever the book lies, and has the class of its folder', () => {
    for (const { feature, class: ofFolder } of runbooks) assert.deepEqual([feature, ofFolder], ['data-corruption/bad migration.feature', 'data-corruption']);
  });

  test('has the line of its scenario, or of the row that it was made from', () => {
    assert.deepEqual(runbooks.map(({ scenario, line }) => [line, scenario]), [
      [8, 'Orders come back'],
      [16, 'Orders come back within an hour'],
      [17, 'Orders come back within a day'],
      [21, 'Nobody is awake'],
    ]);
  });

  test('names its drill by place and line, in characters that any folder can have', () => {
    for (const { drill, line } of runbooks) assert.match(drill, new RegExp(`^data-corruption\\.bad-migration-[0-9a-f]{8}\\.${line}$`));
  });

  test('shares its drill’s name with no runbook of another path', async () => {
    const names = ['a b', 'a-b', 'a.b', 'a/b', 'a+b'].map(async (path) => (await runbooksOf(write(`features/x/${path}.feature`)))[0]?.drill);
    assert.equal(new Set(await Promise.all(names)).size, 5);
    assert.equal(await names[1], 'x.a-b.8', 'an ordinary path needs no digest');
  });

  test('names what is in quotes in its steps, those of the background first', () => {
    assert.deepEqual(runbooks.map(({ components }) => components), [['orders', 'bad-migration', 'orders'], ['orders', 'orders'], ['orders', 'invoices'], ['orders']]);
  });

  test('asks for the mischief of its tags, its own and those of its feature, and of no other tag', () => {
    assert.deepEqual(runbooks.map(({ mischief }) => mischief), [['slow-restore', 'flipped-byte'], ['slow-restore'], ['slow-restore'], ['slow-restore']]);
  });

  test('is about protection where its own tags or those of its feature say so, and otherwise about a recovery', async () => {
    assert.deepEqual(runbooks.map(({ protection }) => protection), [true, false, false, false]);
    const all = await runbooksOf(write('features/x/protected.feature', text.replace('@risk:R-07', '@risk:R-07 @protection')));
    assert.deepEqual(all.map(({ protection }) => protection), [true, true, true, true]);
    const like = await runbooksOf(write('features/x/alike.feature', text.replace('@protection', '@protection:none')));
    assert.equal(like[0]?.protection, false);
  });

  test('is bound to the text of its feature', () => {
    assert.equal(runbooks[0]?.digest, `sha256:${createHash('sha256').update(text).digest('hex')}`);
  });

  test('that lies at the top of the book has no class', async () => {
    const [first] = await runbooksOf(write('features/top.feature'));
    assert.deepEqual([first?.feature, first?.class, first?.drill], ['top.feature', '', 'top.8']);
  });
});
