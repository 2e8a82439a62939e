/** What the linter holds every file to; docs/decisions/ and CONTRIBUTING.md say why. */
import comments from '@eslint-community/eslint-plugin-eslint-comments';
import tseslint from 'typescript-eslint';
import { firstSentence } from './test/house/rules/first-sentence.mjs';
import { kebabCaseFile } from './test/house/rules/kebab-case-file.mjs';

/** Files that only tests load; they may wait, print and look at the clock. */
const TESTS = ['test/**', 'bench/**', '**/*.test.ts', '**/*-under-test.ts', '**/testing/**'];

/** Who may do what nobody else may. */
const OWNERS = {
  clock: ['time/wall-clock.ts', 'time/virtual-clock.ts', 'standin/front/**', 'standin/planes/**', 'cli/**', ...TESTS],
  // The wire formats and the SDK speak of Date objects; they may hold one, and may not ask one for the time.
  dates: ['time/instant.ts', 'standin/protocol/**'],
  environment: ['aws/target.ts', ...TESTS],
  console: ['cli/**', ...TESTS],
  // Passwords of servers on this machine, and the names of runs; neither is chained.
  randomness: ['cucumber.js', 'cli/**', 'standin/planes/**', ...TESTS],
};

const CLOCK = 'Time belongs to the clock you were given (time/clock.ts).';
const TIMERS = ['performance', 'setTimeout', 'setInterval', 'setImmediate'].map((name) => ({ name, message: CLOCK }));
const DATE = { name: 'Date', message: 'Instants come from the clock you were given; time/instant.ts turns them into dates.' };
const CLOCK_MODULES = ['timers', 'node:timers', 'timers/promises', 'node:timers/promises', 'perf_hooks', 'node:perf_hooks'];
const CLOCK_IMPORTS = CLOCK_MODULES.map((name) => ({ name, message: CLOCK }));
const PROCESS_IMPORTS = ['process', 'node:process'].map((name) => ({ name, message: 'Use the global `process`, which the rules can see.' }));
const CHANCE = 'Draws come from keyed streams (standin/chance.ts), or the same seed gives two different drills.';
const RANDOM_IMPORTS = ['crypto', 'node:crypto'].map((name) => ({
  name,
  importNames: ['randomBytes', 'randomUUID', 'randomInt', 'randomFill', 'randomFillSync', 'getRandomValues'],
  message: CHANCE,
}));
const ENVIRONMENT = { object: 'process', property: 'env', message: 'aws/target.ts is the one reader of the environment.' };
const RANDOM = { object: 'Math', property: 'random', message: CHANCE };

const ONE_NAME = 'Named exports only, so that a thing has one name everywhere.';
const SYNTAX = [
  { selector: 'ExportDefaultDeclaration', message: ONE_NAME },
  { selector: 'ExportSpecifier[exported.name="default"]', message: ONE_NAME },
  { selector: 'TSExportAssignment', message: ONE_NAME },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that has it.' },
  { selector: 'TSAsExpression > TSAsExpression > TSUnknownKeyword', message: 'A cast through unknown needs a suppression that carries its reason.' },
];
const NOW = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: DATE.message },
  { selector: 'CallExpression[callee.name="Date"]', message: DATE.message },
  { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: DATE.message },
];

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'reports/out/', 'coverage/', '**/*.d.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,js,mjs}'],
    plugins: { house: { rules: { 'first-sentence': firstSentence, 'kebab-case-file': kebabCaseFile } }, comments },
    rules: {
      'house/first-sentence': 'error',
      'house/kebab-case-file': 'error',
      'comments/require-description': ['error', { ignore: ['eslint-enable'] }],
      'comments/no-unlimited-disable': 'error',
      'max-lines': ['error', { max: 250 }],
      'max-lines-per-function': ['error', { max: 60, skipComments: true, skipBlankLines: true }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
      'no-debugger': 'error',
      eqeqeq: 'error',
    },
  },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [{ from: 'package', name: ['test', 'describe', 'it', 'suite'], package: 'node:test' }] }],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': 'allow-with-description', 'ts-ignore': true, 'ts-nocheck': true, minimumDescriptionLength: 10 },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true, allow: [{ from: 'file', name: ['Duration', 'Instant'] }, { from: 'lib', name: ['URL', 'Error'] }] }],
      '@typescript-eslint/unbound-method': ['error', { ignoreStatic: true }],
      // What an interface says is asynchronous may have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      'no-restricted-syntax': ['error', ...SYNTAX, ...NOW],
      'no-restricted-globals': ['error', ...TIMERS, DATE],
      'no-restricted-imports': ['error', { paths: [...PROCESS_IMPORTS, ...CLOCK_IMPORTS, ...RANDOM_IMPORTS] }],
      'no-restricted-properties': ['error', ENVIRONMENT, RANDOM],
      'no-console': 'error',
    },
  },
  { files: OWNERS.dates, rules: { 'no-restricted-globals': ['error', ...TIMERS] } },
  {
    files: OWNERS.clock,
    rules: {
      'no-restricted-globals': 'off',
      'no-restricted-syntax': ['error', ...SYNTAX],
      'no-restricted-imports': ['error', { paths: [...PROCESS_IMPORTS, ...RANDOM_IMPORTS] }],
    },
  },
  { files: OWNERS.randomness, rules: { 'no-restricted-imports': ['error', { paths: PROCESS_IMPORTS }] } },
  { files: OWNERS.environment, rules: { 'no-restricted-properties': ['error', RANDOM] } },
  { files: OWNERS.console, rules: { 'no-console': 'off' } },
  // A test is a list of examples, and its length says nothing.
  { files: ['**/*.test.ts'], rules: { 'max-lines-per-function': 'off' } },
  // Whatever Node.js runs the start files, it must be able to read them.
  { files: ['cli/*.js'], languageOptions: { ecmaVersion: 5, sourceType: 'commonjs' } },
);
