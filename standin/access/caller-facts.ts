/** What condition keys say of the caller, the time and the owner of the resource, whatever the service. */
import type { Instant } from '../../time/instant';
import type { Caller } from '../service';
import type { Values } from './conditions/condition';

export interface Facts {
  caller: Caller;
  /** Tags of the user or role. */
  tags: Readonly<Record<string, string>>;
  /** The account that owns the resource. */
  owner: string;
  now: Instant | undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export function callerFacts(facts: Facts): Values {
  return (key) => {
    if (key.startsWith('aws:principaltag/')) return principalTag(facts, key.slice('aws:principaltag/'.length));
    const value = readers[key]?.(facts);
    return value === undefined ? undefined : [value];
  };
}

type Reader = (facts: Facts) => string | undefined;

const types = { root: 'Account', user: 'User', role: 'AssumedRole', anonymous: 'Anonymous', service: undefined } as const;

const readers: Readonly<Record<string, Reader>> = {
  'aws:principalarn': ({ caller }) => ifSomebody(caller, caller.session?.roleArn ?? caller.arn),
  'aws:principalaccount': ({ caller }) => ifSomebody(caller, caller.accountId),
  'aws:principaltype': ({ caller }) => types[caller.kind],
  'aws:principalisawsservice': ({ caller }) => String(caller.kind === 'service'),
  'aws:principalservicename': ({ caller }) => (caller.kind === 'service' ? caller.arn : undefined),
  'aws:userid': ({ caller }) => (caller.kind === 'anonymous' ? 'anonymous' : ifSomebody(caller, caller.userId)),
  'aws:username': ({ caller }) => (caller.kind === 'user' ? caller.arn.slice(caller.arn.lastIndexOf('/') + 1) : undefined),
  'aws:tokenissuetime': ({ caller }) => caller.session?.issued.toString(),
  // Nobody in this world has such a device; AWS leaves the key out for credentials that do not expire.
  'aws:multifactorauthpresent': ({ caller }) => (caller.session ? 'false' : undefined),
  'aws:resourceaccount': ({ owner }) => (owner === '' ? undefined : owner),
  'aws:currenttime': ({ now }) => now?.toString(),
  'aws:epochtime': ({ now }) => (now ? String(Math.floor(now.epochMilliseconds / 1_000)) : undefined),
};

function ifSomebody(caller: Caller, value: string): string | undefined {
  return caller.kind === 'anonymous' || caller.kind === 'service' ? undefined : value;
}

function principalTag({ caller, tags }: Facts, name: string): readonly string[] | undefined {
  const found = Object.entries({ ...tags, ...caller.session?.tags }).find(([key]) => key.toLowerCase() === name);
  return found && [found[1]];
}
