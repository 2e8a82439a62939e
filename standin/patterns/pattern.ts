/** A pattern that JSON is held against: each of its fields has to be one of the values listed for it. */
import { type Matcher, matcherOf, type Scalar } from './matchers';
import { PatternProblem } from './pattern-problem';

type Node = { matchers: readonly Matcher[] } | Fields;

interface Fields {
  fields: ReadonlyMap<string, Node>;
  /** One of each list's alternatives has to fit. */
  alternatives: readonly Fields[];
}

export class Pattern {
  readonly #root: Fields;

  private constructor(root: Fields) {
    this.#root = root;
  }

  /** Throws PatternProblem for text that is no pattern. */
  static parse(text: string): Pattern {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new PatternProblem('Filter is not valid JSON');
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new PatternProblem('Filter is not an object');
    return new Pattern(fieldsOf(value));
  }

  matches(value: unknown): boolean {
    return fits(this.#root, value);
  }
}

function fieldsOf(value: object): Fields {
  const fields = new Map<string, Node>();
  const alternatives: Fields[] = [];
  const entries = Object.entries(value) as [string, unknown][];
  if (entries.length === 0) throw new PatternProblem('Empty objects are not allowed');
  for (const [name, below] of entries) {
    const choice = name === '$or' ? alternativesOf(below) : undefined;
    if (choice) alternatives.push(...choice);
    else fields.set(name, nodeOf(name, below));
  }
  return { fields, alternatives };
}

function nodeOf(name: string, below: unknown): Node {
  if (Array.isArray(below)) {
    if (below.length === 0) throw new PatternProblem('Empty arrays are not allowed');
    return { matchers: below.map(matcherOf) };
  }
  if (typeof below !== 'object' || below === null) throw new PatternProblem(`"${name}" must be an object or an array`);
  return fieldsOf(below);
}

/** Where `$or` is anything but a list of at least two patterns, it is a field like others. */
function alternativesOf(below: unknown): Fields[] | undefined {
  if (!Array.isArray(below) || below.length < 2) return undefined;
  if (!below.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one))) return undefined;
  return below.map((one) => fieldsOf(one as object));
}

function fits(node: Node, value: unknown): boolean {
  if ('matchers' in node) {
    const values = scalarsOf(value);
    return node.matchers.some((matcher) => matcher(values));
  }
  if (Array.isArray(value)) return value.some((one) => fits(node, one));
  const record = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  for (const [name, below] of node.fields) if (!fits(below, Object.hasOwn(record, name) ? record[name] : undefined)) return false;
  return node.alternatives.length === 0 || node.alternatives.some((one) => fits(one, value));
}

/** A field's value, or the values of its list; a field that holds an object has none. */
function scalarsOf(value: unknown): Scalar[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((one) => scalarsOf(one));
  return typeof value === 'object' && value !== null ? [] : [value as Scalar];
}
