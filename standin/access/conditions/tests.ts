/** How one value of a request is held against one value of a policy. */
import { Instant } from '../../../time/instant';
import { type Lookup, Pattern } from '../pattern';
import { addressRange } from './ip-address';
import type { Test } from './operator';

/** Whether a value of the request passes. */
export type ValueTest = (actual: string, lookup: Lookup) => boolean;

type Comparison = (actual: number, expected: number) => boolean;

const comparisons: Readonly<Record<string, Comparison>> = {
  Equals: (actual, expected) => actual === expected,
  LessThan: (actual, expected) => actual < expected,
  LessThanEquals: (actual, expected) => actual <= expected,
  GreaterThan: (actual, expected) => actual > expected,
  GreaterThanEquals: (actual, expected) => actual >= expected,
};

/** What a value of a policy asks of a value of the request. A value that is not what its operator takes passes nothing. */
export function valueTest(test: Exclude<Test, 'Null'>, expected: string, variables: boolean): ValueTest {
  const pattern = (wild: boolean, text = expected): Pattern => new Pattern(text, { wild, variables });
  switch (test) {
    case 'StringLike':
      return matching(pattern(true));
    case 'StringEquals':
      return matching(pattern(false));
    case 'StringEqualsIgnoreCase': {
      const exact = pattern(false);
      return (actual, lookup) => exact.text(lookup)?.toLowerCase() === actual.toLowerCase();
    }
    case 'ArnLike':
      return arnTest(expected, variables);
    case 'Bool':
      return (actual) => actual.toLowerCase() === expected.toLowerCase();
    case 'BinaryEquals':
      return (actual) => Buffer.from(actual, 'base64').equals(Buffer.from(expected, 'base64'));
    case 'IpAddress': {
      const range = addressRange(expected);
      return (actual) => range?.contains(actual) ?? false;
    }
    default:
      return test.startsWith('Numeric') ? compared(numberOf, test.slice('Numeric'.length), expected) : compared(timeOf, test.slice('Date'.length), expected);
  }
}

function matching(pattern: Pattern): ValueTest {
  return (actual, lookup) => pattern.matches(actual, lookup);
}

/** The six parts of an ARN are held against each other one by one, so that no wildcard reaches over a colon before the last. */
function arnTest(expected: string, variables: boolean): ValueTest {
  const parts = partsOf(expected).map((part) => new Pattern(part, { wild: true, variables }));
  return (actual, lookup) => {
    const given = partsOf(actual);
    return given.length === parts.length && parts.every((part, index) => part.matches(given[index] ?? '', lookup));
  };
}

/** The first five colons divide; a variable may hold colons of its own. */
function partsOf(arn: string): string[] {
  const parts = [''];
  for (const [piece] of arn.matchAll(/\$\{[^}]*\}|[\s\S]/g)) {
    if (piece === ':' && parts.length < 6) parts.push('');
    else parts[parts.length - 1] += piece;
  }
  return parts;
}

function compared(read: (text: string) => number | undefined, name: string, expected: string): ValueTest {
  const comparison = comparisons[name];
  const right = read(expected);
  return (actual) => {
    const left = read(actual);
    return left !== undefined && right !== undefined && comparison !== undefined && comparison(left, right);
  };
}

function numberOf(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

/** ISO 8601, with or without a time of day, or seconds since 1970, as milliseconds since 1970. */
function timeOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const [, date, minute = 'T00:00', second = ':00', sign, hours = '0', minutes = '0'] =
    /^(\d{4}-\d\d-\d\d)(?:(T\d\d:\d\d)(:\d\d(?:\.\d{1,3})?)?(?:Z|([+-])(\d\d):?(\d\d)))?$/.exec(text) ?? [];
  if (!date) return undefined;
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
  try {
    return Instant.parse(`${date}${minute}${second}Z`).epochMilliseconds - (sign === '-' ? -offset : offset);
  } catch {
    return undefined;
  }
}
