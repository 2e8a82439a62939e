/** Every rule of the house, seen biting: each of these lines must be refused where it stands, and is fine where its owner is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ESLint } from 'eslint';

const eslint = new ESLint();

/** Rules that a file of this path with this text breaks. */
async function brokenIn(filePath: string, code: string): Promise<Set<string | null>> {
  const text = filePath.endsWith('.ts') ? `/** A file that a test made up. */\n${code}\nexport {};\n` : code;
  const [result] = await eslint.lintText(text, { filePath });
  assert.ok(result && !result.messages.some(({ fatal }) => fatal && filePath.endsWith('.ts')), JSON.stringify(result?.messages));
  return new Set(result.messages.map(({ ruleId }) => ruleId));
}

/** What is refused in `drill/poll.ts`, by which rule, and in which file it is nobody's business. */
const REFUSED: readonly [code: string, rule: string, owner?: string][] = [
  ['export const at = Date.now();', 'no-restricted-globals', 'time/wall-clock.ts'],
  ['export const at = new Date(0);', 'no-restricted-globals', 'time/instant.ts'],
  ['setTimeout(() => undefined, 1);', 'no-restricted-globals', 'standin/front/http.ts'],
  ['export const at = performance.now();', 'no-restricted-globals', 'time/wall-clock.ts'],
  ["import { setTimeout } from 'node:timers/promises';\nexport const wait = setTimeout;", 'no-restricted-imports', 'standin/planes/keeper.ts'],
  ["import { randomUUID } from 'node:crypto';\nexport const id = randomUUID();", 'no-restricted-imports', 'cli/drill.ts'],
  ["import { env } from 'node:process';\nexport const home = env.HOME;", 'no-restricted-imports'],
  ['export const draw = Math.random();', 'no-restricted-properties'],
  ['export const home = process.env.HOME;', 'no-restricted-properties', 'aws/target.ts'],
  ["console.log('hello');", 'no-console', 'cli/drill.ts'],
  ['export const thing: any = 1;', '@typescript-eslint/no-explicit-any'],
  ['export default 1;', 'no-restricted-syntax'],
  ["export * from './retry';", 'no-restricted-syntax'],
  ["export const text = 1 as unknown as string;", 'no-restricted-syntax'],
  ['export async function late(): Promise<void> {}\nlate();', '@typescript-eslint/no-floating-promises'],
  ['// @ts-expect-error\nexport const one: string = 1;', '@typescript-eslint/ban-ts-comment'],
  ['// @ts-ignore because I said so, twice\nexport const one: string = 1;', '@typescript-eslint/ban-ts-comment'],
  ["// eslint-disable-next-line no-console\nconsole.log('hello');", 'comments/require-description'],
  ['/* eslint-disable -- everything is fine here */', 'comments/no-unlimited-disable'],
  ['// TODO: later', 'no-warning-comments'],
  ['//\n'.repeat(251), 'max-lines'],
  [`export function long(): void {\n${'  void 0;\n'.repeat(60)}}`, 'max-lines-per-function', 'drill/judge.test.ts'],
];

for (const [code, rule, owner] of REFUSED) {
  const line = code.trim().split('\n').at(-1) ?? '';
  test(`${rule} refuses ${line}`, async () => {
    assert.ok((await brokenIn('drill/poll.ts', code)).has(rule));
    if (owner) assert.ok(!(await brokenIn(owner, code)).has(rule), `and leaves ${owner} alone`);
  });
}

test('a clock reader is refused also where dates may be held', async () => {
  assert.ok((await brokenIn('time/instant.ts', 'export const at = new Date();')).has('no-restricted-syntax'));
  assert.ok((await brokenIn('time/instant.ts', 'export const at = Date.now();')).has('no-restricted-syntax'));
});

test('a file begins with the sentence that says what it is for', async () => {
  const [result] = await eslint.lintText("export const one = 1;\n", { filePath: 'drill/poll.ts' });
  assert.ok(result?.messages.some(({ ruleId }) => ruleId === 'house/first-sentence'));
});

test('file names are kebab-case, and no drawer is among them', async () => {
  for (const name of ['test/camelCase.js', 'test/Upper.js', 'test/helpers.js', 'test/utils/one.js', 'test/common-things.js']) {
    assert.ok((await brokenIn(name, '/** A file that a test made up. */\n')).has('house/kebab-case-file'), name);
  }
});

test('the start file can be parsed by any Node.js', async () => {
  const [result] = await eslint.lintText('/** A file that a test made up. */\nconst one = 1;\n', { filePath: 'cli/start.js' });
  assert.ok(result?.messages.some(({ fatal }) => fatal));
});
