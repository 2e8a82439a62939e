/** Every rule is held by a test that is there, and the page says so. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isUnsure, readRuleBooks, sources, type Rule, type RuleBook } from './rule';
import { rulesPage, rulesPageFile } from './rules-page';
import { testNames, type TestName } from './testing/test-names';

const root = join(__dirname, '..', '..', '..');
const books = readRuleBooks();

test('every rule names a test that proves it, and the test is there', () => {
  const known = new Map<string, readonly TestName[]>();
  for (const [file, { rules }] of everySection()) {
    for (const { rule, tests } of rules) {
      assert.ok(Object.values(tests).flat().length > 0, `${file}: nothing proves "${rule}"`);
      for (const [path, names] of Object.entries(tests)) {
        assert.ok(isTestFile(path) && existsSync(join(root, path)), `${file}: "${rule}" names ${path}, which is no file of tests`);
        const there = known.get(path) ?? testNames(path, readFileSync(join(root, path), 'utf8'));
        known.set(path, there);
        for (const name of names) assert.ok(there.some((one) => one.fits(name)), `${file}: "${rule}" names "${name}", which is no test of ${path}`);
      }
    }
  }
});

test('every rule is said once, in a book that is filled in, and says where it comes from', () => {
  const said = new Set<string>();
  for (const [file, { title, rules }] of everySection()) {
    assert.ok(title && rules.length > 0, file);
    for (const { rule, sources: from, page } of rules) {
      assert.ok(rule.length > 10 && !said.has(rule), `${file}: "${rule}" is said twice`);
      said.add(rule);
      assert.ok(from.length > 0 && from.every((source) => sources.includes(source)), `${file}: "${rule}" comes from ${from.join(', ')}`);
      assert.ok(page === undefined || /^https:\/\/[\w.]+\.amazon\.com\//.test(page), `${file}: "${rule}" is said by ${page}`);
    }
  }
});

test('RULES.md is as `npm run coverage` writes it', () => {
  assert.equal(readFileSync(rulesPageFile, 'utf8'), rulesPage(books.values()));
});

test('the page marks what rests on memory or an emulator alone', () => {
  const rule: Rule = { rule: 'a | b', sources: ['memory'], tests: { 'standin/a.test.ts': ['c'], 'test/b.py': ['d'] } };
  const page = rulesPage([{ title: 'Backup', sections: [{ title: 'Vaults', rules: [rule, { ...rule, sources: ['memory', 'reported from AWS'] }] }] }]);
  assert.match(page, /## Backup: 2 rules, 1 of them unsure/);
  assert.match(page, /\| a \\\| b \| \*\*unsure\*\*: memory \| “c” \(\[a.test.ts\]\(a.test.ts\)\); “d” \(\[b.py\]\(..\/test\/b.py\)\) \|/);
  assert.equal(isUnsure({ ...rule, sources: ['emulator', 'AWS documentation'] }), false);
});

test('the tests of a file are found by their names, inside what they describe', () => {
  const source = [
    "test('one', () => {});",
    "test.skip('two', () => {});",
    "test('three', { skip: true }, () => {});",
    "describe('four', () => {",
    "  for (const n of [1, 2]) {",
    "    test(`is told ${n} times over`, async () => {});",
    '  }',
    '});',
    "test('it\\'s \"five\"', () => {});",
    'test(`${all}`, () => {});',
    "describe('six', () => {",
    "  const cases: [string, number][] = [['seven', 7], ['eight', 8]];",
    '  for (const [name, n] of cases) {',
    '    it(name, () => n);',
    '  }',
    '});',
    "describe('nine', () => {",
    '  const rows: [string, number][] = [',
    "    ['ten', 10],",
    '  ];',
    '  for (const [name, n] of rows) test(name, () => n);',
    '});',
  ].join('\n');
  const names = testNames('a.test.ts', source);
  const found = (name: string): boolean => names.some((one) => one.fits(name));
  assert.deepEqual(names.map(({ name }) => name), ['one', 'four > is told ${n} times over', 'it\'s "five"', '${all}', 'six > seven', 'six > eight', 'nine > ten']);
  assert.ok(found('one') && found('four > is told 2 times over') && found('it\'s "five"'));
  assert.ok(!found('two') && !found('three') && !found('is told 2 times over') && !found('anything'));
  assert.ok(testNames('a.py', 'class A:\n    def test_it(self):\n    def help(self):')[0]?.fits('test_it'));
});

function everySection(): [string, RuleBook['sections'][number]][] {
  return [...books].flatMap(([file, book]) => book.sections.map((section): [string, RuleBook['sections'][number]] => [file, section]));
}

function isTestFile(path: string): boolean {
  return path.endsWith('.test.ts') || /^test\/.*(\.ts|\/test_\w+\.py)$/.test(path);
}
