/** The book is read before anything is created, and what is wrong with it is said at its place. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Refused } from '../measure/endings';
import { readPlan } from '../plan/read';
import { type BookRequest, readBook } from './book';

const plan = readPlan(join('infra', 'plan.yaml'));

describe('a book', () => {
  let folder: string;
  let feature: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'muster-book-'));
    mkdirSync(join(folder, 'features'));
    feature = write('one.feature', '@risk:R-07\nFeature: F\n\n  @quick\n  Scenario: A\n    Given "orders" is protected as the plan says\n\n  Scenario: B\n    Given "invoices" is protected as the plan says\n');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function write(name: string, text: string): string {
    const path = join(folder, 'features', name);
    writeFileSync(path, text);
    return path;
  }

  async function refusal(request: Partial<BookRequest>): Promise<string> {
    const error: unknown = await readBook({ paths: [], tags: '', ...request }, plan).then(() => undefined, (reason: unknown) => reason);
    assert.ok(error instanceof Refused, String(error));
    return error.message;
  }

  test('with a path that is not there is refused, by that path, with a line number or without', async () => {
    for (const path of ['nowhere.feature', 'nowhere.feature:3', 'no/folder']) {
      assert.match(await refusal({ paths: [feature, path] }), new RegExp(`^There is no "${path}"\\. Give a feature file, a folder .* Nothing was touched\\.$`));
    }
  });

  test('with tags that cannot be read is refused, with what they look like', async () => {
    const said = await refusal({ paths: [feature], tags: '@risk:R-07 and and' });
    assert.match(said, /^--tags "@risk:R-07 and and" cannot be read: /);
    assert.match(said, /Write it like "@risk:R-07 and not @slow"\.$/);
  });

  test('in which nothing matches is refused, with all that was asked for', async () => {
    assert.equal(await refusal({ paths: [feature], tags: '@slow' }), `No scenario matches the paths ${feature} with the tags @slow. Loosen --tags, or give other paths. Nothing was touched.`);
    assert.match(await refusal({ tags: '@no-such-tag' }), /^No scenario matches the book with the tags @no-such-tag\./);
    assert.match(await refusal({ paths: [join(folder, '*.nothing')] }), /^No scenario matches the paths /);
  });

  test('that is no Gherkin is refused at file and line', async () => {
    const broken = write('broken.feature', 'Feature: F\n  Scenario: S\n    Given "orders"\n  nonsense\n');
    const said = await refusal({ paths: [broken] });
    assert.match(said, /^The book has one problem, so no drill begins and nothing was touched:\n {2}\S*broken\.feature:4: /);
    rmSync(broken);
  });

  test('that can be drilled says how many scenarios there are, and is asked for by folder, file, line and tag', async () => {
    // Cucumber loads the steps once in a process, so this is asked last and once.
    const lines = `${feature}:5:8`;
    const book = await readBook({ paths: [lines], tags: '@risk:R-07 and not @quick' }, plan);
    assert.equal(book.scenarios, 1);
    assert.ok(book.options.sources.paths?.[0]?.endsWith('one.feature:5:8'));
    const { support } = book.options;
    assert.ok('originalCoordinates' in support);
    const loaded = support.originalCoordinates.requirePaths.map((path) => basename(path));
    assert.ok(loaded.includes('damage.steps.ts') && loaded.includes('world.ts'));
    assert.deepEqual(loaded.filter((file) => file.endsWith('.test.ts')), [], 'a drill runs no tests');
  });
});
