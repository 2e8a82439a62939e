/** Whether the values of a record are what its type holds. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html */
import { isIPv4, isIPv6 } from 'node:net';
import { normalized, problemOf } from '../domain-name';

type Check = (value: string) => string | undefined;

const checks: Readonly<Record<string, Check>> = {
  A: (value) => (isIPv4(value) ? undefined : fatal('ARRDATAIllegalIPv4Address', 'Value is not a valid IPv4 address', value)),
  AAAA: (value) => (isIPv6(value) ? undefined : fatal('AAAARRDATAIllegalIPv6Address', 'Value is not a valid IPv6 address', value)),
  CNAME: domainName,
  NS: domainName,
  PTR: domainName,
  MX: (value) => fields(value, /^\d{1,5} \S+$/, 'MXRRDATANotTwoFields', 'MX record doesn\'t have 2 fields'),
  SRV: (value) => fields(value, /^\d{1,5} \d{1,5} \d{1,5} \S+$/, 'SRVRRDATANotFourFields', 'SRV record doesn\'t have 4 fields'),
  SOA: (value) => fields(value, /^\S+ \S+( \d{1,10}){5}$/, 'SOARRDATANotSevenFields', 'SOA record doesn\'t have 7 fields'),
  CAA: (value) => fields(value, /^\d{1,3} [a-zA-Z0-9]+ ".*"$/, 'CAARRDATAInvalidFormat', 'CAA record is malformed'),
  TXT: (value) => fields(value, /^"(?:[^"\\]|\\.){0,255}"(?:\s+"(?:[^"\\]|\\.){0,255}")*$/s, 'InvalidCharacterString', 'Value should be enclosed in quotation marks'),
};

export function isServedType(type: string): boolean {
  return Object.hasOwn(checks, type);
}

/** What is wrong with a value of a type that is served, in Route 53's words. */
export function valueProblem(type: string, value: string): string | undefined {
  const problem = checks[type]?.(value);
  return problem === undefined ? undefined : `Invalid Resource Record: ${problem}`;
}

function domainName(value: string): string | undefined {
  return /\s/.test(value) ? fatal('UnsupportedCharacter', 'Value contains unsupported characters', value) : problemOf(normalized(value));
}

function fields(value: string, form: RegExp, code: string, text: string): string | undefined {
  return form.test(value) ? undefined : fatal(code, text, value);
}

function fatal(code: string, text: string, value: string): string {
  return `FATAL problem: ${code} (${text}) encountered with '${value}'`;
}
