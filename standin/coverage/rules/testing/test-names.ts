/** The names of the tests in a source file, read without running it. */

/** One name as it stands in the source; where it is a template, the holes may hold anything. */
export interface TestName {
  name: string;
  fits(name: string): boolean;
}

const DECLARED = /^( *)(?:void |await |return )?(?:\w+\.)?(test|describe)\(\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|`((?:\\.|[^`\\])*)`),(?! \{ (?:skip|todo): true)/gm;
const PYTHON = /^ *def (test_\w+)\(/gm;
const HOLE = /\$\{(?:[^{}]|\{[^{}]*\})*\}/;
/** So many letters of a template must be its own, or it would fit whatever is asked for. */
const LEAST_LETTERS = 10;

/** Every test of `source`; one inside a `describe` is named after both: `what is described > the test`. Skipped tests are none. */
export function testNames(file: string, source: string): readonly TestName[] {
  return file.endsWith('.py') ? [...source.matchAll(PYTHON)].map(([, name = '']) => plain(name)) : ofTypeScript(source);
}

function ofTypeScript(source: string): TestName[] {
  const around: { indent: number; title: string }[] = [];
  const names: TestName[] = [];
  for (const [, spaces = '', kind, single, double, template] of source.matchAll(DECLARED)) {
    while ((around.at(-1)?.indent ?? -1) >= spaces.length) around.pop();
    const title = (single ?? double ?? template ?? '').replace(/\\(['"`\\$])/g, '$1');
    const whole = [...around.map((outer) => outer.title), title].join(' > ');
    if (kind === 'describe') around.push({ indent: spaces.length, title });
    else names.push(template === undefined && !HOLE.test(whole) ? plain(whole) : withHoles(whole));
  }
  return names;
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
