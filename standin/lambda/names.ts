/** What callers call functions: by name, by part of an ARN or all of it, each perhaps with a qualifier. */
import type { Call } from '../service';
import type { Whereabouts } from '../whereabouts';
import { refusals } from './refusals';

export interface Asked extends Whereabouts {
  name: string;
  qualifier?: string;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html: `my-function`, `123456789012:function:my-function`, or an ARN. */
const form = /^(?:arn:aws[a-z-]*:lambda:([a-z0-9-]+):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_]+)(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/;

/** Throws ValidationException for what names no function, and InvalidParameterValueException for two qualifiers that differ. */
export function askedFunction(call: Call, text = '', qualifier?: string): Asked {
  const [, region, accountId, name, inName] = form.exec(text) ?? [];
  if (name === undefined || text.length > 170) throw refusals.validation('functionName', text, 'satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?');
  if (inName !== undefined && qualifier !== undefined && inName !== qualifier) throw refusals.invalid('The derived qualifier from the function name does not match the specified qualifier.');
  if (region !== undefined && region !== call.region) throw refusals.notFound(`Functions from '${region}' are not reachable in this region ('${call.region}')`);
  const asked = qualifier ?? inName;
  return { accountId: accountId ?? call.caller.accountId, region: call.region, name, ...(asked !== undefined && { qualifier: asked }) };
}

/** `arn:aws:lambda:us-east-1:123456789012:function:orders`, with its qualifier where there is one. */
export function arnOf({ accountId, region, name, qualifier }: Asked): string {
  return `arn:aws:lambda:${region}:${accountId}:function:${name}${qualifier === undefined ? '' : `:${qualifier}`}`;
}

export function isVersionNumber(qualifier: string): boolean {
  return /^\d+$/.test(qualifier);
}

/** The function that an ARN of our own making names. */
export function askedOf(arn: string): Asked {
  const [, , , region = '', accountId = '', , name = '', qualifier] = arn.split(':');
  return { region, accountId, name, ...(qualifier !== undefined && { qualifier }) };
}
