/** Reads what the inputs of AWS Backup have in common, and cuts its lists into pages. */
import { type TagRecord, withTags } from '../tag-record';
import { pageOf } from '../next-token';
import { invalidParameter, missingParameter, notServed } from './refusals';

/** Throws MissingParameterValueException. */
export function required<Value>(value: Value | undefined, member: string): NonNullable<Value> {
  if (value === undefined || value === null || value === '') throw missingParameter(member);
  return value;
}

/** Names of plans, rules and selections, and ids that callers make up. Throws MissingParameterValueException and InvalidParameterValueException. */
export function nameIn(value: string | undefined, member: string): string {
  const name = required(value, member);
  if (!/^[a-zA-Z0-9\-_.]{1,50}$/.test(name)) throw invalidParameter(`Invalid value for ${member}: it must contain 1 to 50 alphanumeric or '-_.' characters.`, [member]);
  return name;
}

/** Undefined where none is given. Throws InvalidParameterValueException. */
export function creatorRequestIdIn(value: string | undefined): string | undefined {
  return value === undefined ? undefined : nameIn(value, 'CreatorRequestId');
}

/** A whole number within bounds; undefined where none is given. Throws InvalidParameterValueException. */
export function wholeNumber(value: number | undefined, member: string, [least, most]: readonly [number, number]): number | undefined {
  if (value === undefined) return undefined;
  if (!Number.isInteger(value) || value < least || value > most) throw invalidParameter(`Invalid value for ${member}: it must be a whole number from ${least} to ${most}.`, [member]);
  return value;
}

/** The tags with those of `old` that they do not replace. Throws InvalidParameterValueException. */
export function tagsIn(added: Record<string, string> | undefined, old: TagRecord = {}): TagRecord {
  const list = Object.entries(added ?? {}).map(([Key, Value]) => ({ Key, Value }));
  return withTags(old, list, {
    unfit: (key) => invalidParameter(`Invalid tag: the key "${key}" or its value is too long or missing.`, [key]),
    reserved: (key) => invalidParameter(`Invalid tag: the key "${key}" begins with aws:, which is reserved.`, [key]),
    tooMany: () => invalidParameter('A resource can have at most 50 tags.'),
  });
}

/** The page that a List operation is asked for: 1 to 1,000 items. Throws InvalidParameterValueException. */
export function pageIn<Item>(all: readonly Item[], { NextToken: token, MaxResults }: { NextToken?: string; MaxResults?: number }): { items: Item[]; NextToken?: string } {
  const most = wholeNumber(MaxResults, 'MaxResults', [1, 1_000]) ?? 1_000;
  const page = pageOf(all, { most, token, refusal: () => invalidParameter('Invalid NextToken.', ['NextToken']) });
  return { items: page.items, ...(page.token !== undefined && { NextToken: page.token }) };
}

/** Throws NotImplemented for the first of the members that the input has and this stand-in does not serve. */
export function refuseMembers<Input extends object>(input: Input, ...members: (keyof Input & string)[]): void {
  const asked = members.find((member) => input[member] !== undefined);
  if (asked !== undefined) throw notServed(asked);
}
