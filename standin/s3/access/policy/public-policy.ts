/**
 * Whether a policy lets the public in: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 * S3 assumes that it does unless each statement that allows something is held to fixed values.
 */
import type { PolicyDocument, PolicyStatement } from '../../../access/policy-document';

/** Condition keys that hold a statement to somebody when compared with a fixed value. */
const holding = new Set([
  'aws:principalarn', 'aws:principalaccount', 'aws:principalorgid', 'aws:principalorgpaths', 'aws:sourcearn', 'aws:sourceaccount', 'aws:sourceowner',
  'aws:sourceorgid', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:userid', 'aws:username',
  's3:dataaccesspointarn', 's3:dataaccesspointaccount', 's3:x-amz-server-side-encryption-aws-kms-key-id',
]); // prettier-ignore

const comparing = /^(?:foranyvalue:)?(?:string(?:equals|equalsignorecase|like)|arn(?:equals|like))$/i;

/** The widest networks that are not taken for everybody, in bits of their prefix. */
const [leastBits4, leastBits6] = [8, 32];

export function isPublicPolicy(document: PolicyDocument): boolean {
  return document.Statement.some((statement) => statement.Effect === 'Allow' && namesAnybody(statement) && !isHeld(statement));
}

function namesAnybody({ Principal: principal, NotPrincipal: notPrincipal }: PolicyStatement): boolean {
  if (notPrincipal !== undefined) return true;
  if (principal === '*') return true;
  return [principal?.AWS ?? []].flat().includes('*');
}

function isHeld({ Condition: conditions = {} }: PolicyStatement): boolean {
  return Object.entries(conditions).some(([operator, keys]) =>
    Object.entries(keys).some(([key, value]) => {
      const values = typeof value === 'string' ? [value] : value;
      if (key.toLowerCase() === 'aws:sourceip') return operator.toLowerCase() === 'ipaddress' && values.every(isNarrow);
      return holding.has(key.toLowerCase()) && comparing.test(operator) && values.every((one) => isFixed(key.toLowerCase(), one));
    }),
  );
}

function isNarrow(network: string): boolean {
  const [address = '', bits] = network.split('/');
  const isSix = address.includes(':');
  return bits === undefined || Number(bits) >= (isSix ? leastBits6 : leastBits4);
}

/** A role's sessions are told apart behind its id, so that pattern alone leaves the role fixed. */
function isFixed(key: string, value: string): boolean {
  if (key === 'aws:userid' && /^[A-Z0-9]+:\*$/.test(value)) return true;
  if (key === 'aws:sourcearn' || key === 'aws:principalarn') return !/[*?$]/.test(value.split(':').slice(0, 5).join(':'));
  return !/[*?]|\$\{/.test(value);
}
