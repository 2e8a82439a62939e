/** Whether a statement says whom it is for, where it must, and in a way that names somebody. */
import { AwsError } from '../../aws-error';
import { isRecord, textsOf } from './json-values';
import type { ParseOptions } from './parse-policy';
import { PolicyProblem } from './policy-problem';

export function checkPrincipals(statement: Record<string, unknown>, options: ParseOptions): void {
  const { Principal, NotPrincipal } = statement;
  const given = Principal ?? NotPrincipal;
  if (options.kind !== 'trust' && options.kind !== 'resource') {
    if (given !== undefined) throw new PolicyProblem('principal', 'Policy document should not specify a principal.');
    return;
  }
  if (options.kind === 'trust' && NotPrincipal !== undefined) throw new PolicyProblem('principal', 'Has prohibited field NotPrincipal');
  if (given === undefined) throw new PolicyProblem('principal', 'Missing required field Principal');
  if (Principal !== undefined && NotPrincipal !== undefined) throw new PolicyProblem('principal', 'Syntax errors in policy.');
  if (given === '*') return;
  if (!isRecord(given) || Object.keys(given).length === 0) throw new PolicyProblem('principal', 'Invalid principal in policy.');
  for (const [type, value] of Object.entries(given)) {
    const names = textsOf(value);
    if (!names || names.length === 0) throw new PolicyProblem('principal', 'Invalid principal in policy.');
    for (const name of names) if (!isPrincipal(type, name, options)) throw new PolicyProblem('principal', `Invalid principal in policy: "${type.toUpperCase()}":"${name}"`);
  }
}

const namedPrincipal = /^arn:aws:(?:iam::\d{12}:(?:root|user\/.+|role\/.+)|sts::\d{12}:assumed-role\/[^/]+\/[^/]+)$/;

function isPrincipal(type: string, name: string, { kind, principalExists }: ParseOptions): boolean {
  if (type === 'Service') return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/.test(name);
  if (type === 'CanonicalUser') return kind === 'resource' && /^[0-9a-f]{64}$/.test(name);
  if (type === 'Federated') throw new AwsError('NotImplemented', 'The stand-in does not serve federated principals.', { status: 501 });
  if (type !== 'AWS') return false;
  if (name === '*' || /^\d{12}$/.test(name)) return true;
  return !name.includes('*') && namedPrincipal.test(name) && (principalExists?.(name) ?? true);
}
