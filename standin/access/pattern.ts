/** Text with `*`, `?` and policy variables in it, as actions, resources and condition values are written. */

type Token = string | typeof any | typeof one | Variable;

/** `${aws:username}`, with what to take where the request has no such key. */
interface Variable {
  key: string;
  otherwise?: string;
}

/** Any number of characters, and exactly one: no character of a text can be mistaken for them. */
const any = Symbol('*');
const one = Symbol('?');

/** Says what a key is in the request; undefined where it is not there. */
export type Lookup = (key: string) => string | undefined;

export class Pattern {
  readonly #tokens: readonly Token[];
  readonly #plain: string | undefined;
  readonly #hasVariables: boolean;

  /** `wild` is whether `*` and `?` stand for others; `variables` whether `${…}` does, as policies of version 2012-10-17 have it. */
  constructor(text: string, { wild, variables }: { wild: boolean; variables: boolean }) {
    this.#tokens = tokensOf(text, wild, variables);
    this.#hasVariables = this.#tokens.some((token) => typeof token === 'object');
    this.#plain = this.#tokens.every((token) => typeof token === 'string') ? this.#tokens.join('') : undefined;
  }

  /** A pattern with a variable that the request has nothing for matches no text. */
  matches(text: string, lookup: Lookup): boolean {
    if (this.#plain !== undefined) return this.#plain === text;
    const tokens = this.#hasVariables ? resolved(this.#tokens, lookup) : this.#tokens;
    return tokens !== undefined && matchesTokens(tokens, text);
  }

  /** The text with its variables put in; undefined where one of them has no value. Meant for patterns that are not wild. */
  text(lookup: Lookup): string | undefined {
    return this.#plain ?? resolved(this.#tokens, lookup)?.filter((token) => typeof token === 'string').join('');
  }
}

/**
 * Each token is one character, a wildcard or a variable. `${*}`, `${?}` and `${$}` are the characters themselves:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
function tokensOf(text: string, wild: boolean, variables: boolean): Token[] {
  const tokens: Token[] = [];
  for (const [part] of text.matchAll(variables ? /\$\{[^}]*\}|[\s\S]/g : /[\s\S]/g)) {
    if (part.length > 1) tokens.push(variableOf(part.slice(2, -1)));
    else if (wild && part === '*') tokens.push(any);
    else tokens.push(wild && part === '?' ? one : part);
  }
  return tokens;
}

function variableOf(inside: string): Token {
  if (inside === '*' || inside === '?' || inside === '$') return inside;
  const [, key = inside, otherwise] = /^\s*([^,\s]+)\s*(?:,\s*'([^']*)'\s*)?$/.exec(inside) ?? [];
  return { key: key.toLowerCase(), otherwise };
}

function resolved(tokens: readonly Token[], lookup: Lookup): Token[] | undefined {
  const out: Token[] = [];
  for (const token of tokens) {
    if (typeof token !== 'object') {
      out.push(token);
      continue;
    }
    const value = lookup(token.key) ?? token.otherwise;
    if (value === undefined) return undefined;
    // Not spread by code point: the text that is matched is walked by code unit.
    out.push(...value.split(''));
  }
  return out;
}

/** Goes back to the last `*` alone when it gets stuck, so that no pattern takes longer than its length times the text's. */
function matchesTokens(tokens: readonly Token[], text: string): boolean {
  let at = 0;
  let token = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const wanted = tokens[token];
    if (wanted === any) {
      star = token++;
      resume = at;
    } else if (token < tokens.length && (wanted === one || wanted === text[at])) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (tokens[token] === any) token++;
  return token === tokens.length;
}
