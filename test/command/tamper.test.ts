/** What was sealed cannot be changed unnoticed: `muster verify` names the entry, and `muster judge` judges from the ledger alone. */
import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { muster, temporaryFolder } from './muster';

test('a sealed run', async (suite) => {
  const out = temporaryFolder(suite);
  const { code, stderr } = await muster(['drill', 'features/data-corruption/overwritten-objects.feature', '--out', out, '--json']);
  assert.equal(code, 0, stderr);
  const sealed = join(out, readdirSync(out)[0] ?? '');

  /** A copy of the run, changed by `change`, which is given the path of its drill's folder. */
  function changed(context: TestContext, change: (drill: string) => void): string {
    const copy = join(temporaryFolder(context), 'run');
    cpSync(sealed, copy, { recursive: true });
    change(join(copy, 'drills', readdirSync(join(copy, 'drills'))[0] ?? ''));
    return copy;
  }

  await suite.test('is intact as it is, by path and by id', async () => {
    const verified = await muster(['verify', sealed]);
    assert.equal(verified.code, 0);
    assert.match(verified.stdout, /intact, signer unknown/);
  });

  await suite.test('with one byte of its ledger changed is found out, and the entry named', async (t) => {
    const run = changed(t, (drill) => {
      const ledger = join(drill, 'ledger.jsonl');
      const bytes = readFileSync(ledger);
      const place = Math.floor(bytes.length / 2);
      bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
      writeFileSync(ledger, bytes);
    });
    const verified = await muster(['verify', run]);
    assert.equal(verified.code, 1);
    assert.match(verified.stderr, /ledger\.jsonl, entry \d+: /);
  });

  await suite.test('with a witness changed is found out, and nothing is judged from it', async (t) => {
    const run = changed(t, (drill) => {
      const witnesses = join(drill, 'witnesses-invoices.jsonl');
      writeFileSync(witnesses, readFileSync(witnesses, 'utf8').replace('"acknowledged"', '"failed"'));
    });
    assert.equal((await muster(['verify', run])).code, 1);
    const judged = await muster(['judge', run]);
    assert.equal(judged.code, 3);
    assert.match(judged.stderr, /not what its ledger recorded/);
  });

  await suite.test('is judged again to the same verdict from its ledger alone', async () => {
    const judged = await muster(['judge', sealed]);
    assert.equal(judged.code, 0);
    assert.match(judged.stdout, /The ledgers hold the same verdicts/);
  });

  await suite.test('has its pages written again to the same bytes', async () => {
    const pages = ['index.html', 'drill.json', 'junit.xml', 'messages.ndjson'];
    const read = (): string[] => pages.map((page) => readFileSync(join(sealed, page), 'utf8'));
    const first = read();
    assert.equal((await muster(['report', sealed])).code, 0);
    assert.deepEqual(read(), first);
  });
});
