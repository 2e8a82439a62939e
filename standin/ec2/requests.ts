/** What all calls to EC2 have in common: a dry run, members that are not served, tags of what is made. */
import type { TagSpecification } from '@aws-sdk/client-ec2';
import { operation, type Call, type Handler } from '../service';
import { type TagRecord, withTags } from '../tag-record';
import { type Whereabouts, whereOf } from '../whereabouts';
import { refusals } from './refusals';

interface Request {
  DryRun?: boolean;
}

/**
 * Makes a handler of an operation in two steps: `check` throws what would be refused, and answers with what is then to be done.
 * A dry run ends between the two.
 */
export function served<Input extends Request, Output extends object>(
  members: readonly string[],
  check: (input: Input, where: Whereabouts, call: Call) => () => Output | Promise<Output>,
): Handler {
  return operation<Input, Output>((input, call) => {
    onlyServed(input, members);
    const act = check(input, whereOf(call), call);
    if (input.DryRun) throw refusals.dryRun();
    return Promise.resolve(act());
  });
}

/** Takes an input with no member beyond `members` but those that ask for nothing. */
function onlyServed(input: object, members: readonly string[]): void {
  for (const [member, value] of Object.entries(input)) {
    const asksForNothing = value === undefined || value === false || value === '' || (Array.isArray(value) && value.length === 0);
    if (!asksForNothing && member !== 'DryRun' && !members.includes(member)) throw refusals.notServed(member);
  }
}

/** The tags that a specification has for what is made. Throws InvalidParameterValue for those of another kind. */
export function tagsFor(kind: string, specifications: TagSpecification[] | undefined): TagRecord {
  const other = specifications?.find(({ ResourceType: type }) => type !== kind);
  if (other) throw refusals.value(`'${other.ResourceType}' is not a valid taggable resource type for this operation.`);
  return withTags({}, specifications?.flatMap(({ Tags: tags = [] }) => tags) ?? [], tagRefusals);
}

export const tagRefusals = {
  unfit: (key: string) => refusals.value(key === '' ? 'Tag key cannot be empty' : `Tag key or value exceeds the maximum length: ${key}`),
  reserved: (key: string) => refusals.value(`Tag keys starting with 'aws:' are reserved for internal use: ${key}`),
  tooMany: () => refusals.limit('TagLimitExceeded', 'The maximum number of Tags for a resource has been reached.'),
};
