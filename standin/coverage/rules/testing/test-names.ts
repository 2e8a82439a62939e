/** The names of the tests in a source file, read without running it. */

/** One name as it stands in the source; where it is a template, the holes may hold anything. */
export interface TestName {
  name: string;
  fits(name: string): boolean;
}

const STRING = String.raw`'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"`;
const DECLARED = new RegExp(String.raw`^( *)(?:for \(.*\) )?(?:void |await |return )?(?:\w+\.)?(test|it|describe)\(\s*(?:${STRING}|\x60((?:\\.|[^\x60\\])*)\x60|(\w+)),(?! \{ (?:skip|todo): true)`, 'gm');
/** The first column of a table of cases. */
const ROW = new RegExp(String.raw`(?:^ +|(?:=|of|\],) \[?)\[(?:${STRING}),`, 'gm');
const PYTHON = /^ *def (test_\w+)\(/gm;
const HOLE = /\$\{(?:[^{}]|\{[^{}]*\})*\}/;
/** So many letters of a template must be its own, or it would fit whatever is asked for. */
const LEAST_LETTERS = 10;

/**
 * Every test of `source`. One inside a `describe` is named after both: `what is described > the test`; of a table of cases each is one.
 * Skipped tests are none.
 */
export function testNames(file: string, source: string): readonly TestName[] {
  return file.endsWith('.py') ? [...source.matchAll(PYTHON)].map(([, name = '']) => plain(name)) : ofTypeScript(source);
}

function ofTypeScript(source: string): TestName[] {
  const around: { indent: number; title: string; at: number }[] = [];
  const names: TestName[] = [];
  let last = 0;
  for (const { 1: spaces = '', 2: kind, 3: single, 4: double, 5: template, 6: variable, index } of source.matchAll(DECLARED)) {
    while ((around.at(-1)?.indent ?? -1) >= spaces.length) around.pop();
    const within = (title: string): string => [...around.map((outer) => outer.title), title].join(' > ');
    const title = unescaped(single ?? double ?? template ?? '');
    if (kind === 'describe') around.push({ indent: spaces.length, title, at: index });
    else if (variable !== undefined) names.push(...rows(source.slice(around.at(-1)?.at ?? last, index)).map((row) => plain(within(row))));
    else names.push(HOLE.test(within(title)) ? withHoles(within(title)) : plain(within(title)));
    last = index;
  }
  return names;
}

function rows(source: string): string[] {
  return [...source.matchAll(ROW)].map(([, single, double]) => unescaped(single ?? double ?? ''));
}

function unescaped(text: string): string {
  return text.replace(/\\(['"`\\$])/g, '$1');
}

function plain(name: string): TestName {
  return { name, fits: (asked) => asked === name };
}

function withHoles(name: string): TestName {
  const own = name.split(new RegExp(HOLE, 'g'));
  const pattern = new RegExp(`^${own.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`, 's');
  const letters = own.join('').replaceAll(/\W/g, '').length;
  return { name, fits: (asked) => letters >= LEAST_LETTERS && pattern.test(asked) };
}
