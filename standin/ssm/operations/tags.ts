/** Tags of parameters, which are named by their names alone. */
import type {
  AddTagsToResourceRequest,
  AddTagsToResourceResult,
  ListTagsForResourceRequest,
  ListTagsForResourceResult,
  RemoveTagsFromResourceRequest,
  RemoveTagsFromResourceResult,
  Tag,
} from '@aws-sdk/client-ssm';
import { AwsError } from '../../aws-error';
import { type Call, operation, type Handler } from '../../service';
import { tagList, type TagRecord, type TagRefusals, withoutTags, withTags } from '../../tag-record';
import { whereOf } from '../../whereabouts';
import type { Parameter } from '../parameter';
import type { Parameters } from '../parameters';
import { invalid, invalidMember } from '../refusals';

const refusals: TagRefusals = {
  unfit: (key) => invalidMember('tags', key, 'have keys of 1 to 128 characters and values of at most 256'),
  reserved: () => invalid('aws: prefixed tag key names are not allowed for external use.'),
  tooMany: () => new AwsError('TooManyTagsError', 'The Targets parameter includes too many tags. Remove one or more tags and try the command again.'),
};

/** What else of Systems Manager has tags, and is not in the stand-in. */
const others = ['Document', 'ManagedInstance', 'MaintenanceWindow', 'PatchBaseline', 'OpsItem', 'OpsMetadata', 'Automation', 'Association'];

/** The tags with those of `old` that they do not replace. */
export function checkedTags(tags: readonly Tag[], old: TagRecord = {}): TagRecord {
  return withTags(old, tags, refusals);
}

export function addTagsToResource(parameters: Parameters): Handler {
  return operation<AddTagsToResourceRequest, AddTagsToResourceResult>(async (input, call) => {
    const parameter = tagged(parameters, input, call);
    parameters.put({ ...parameter, tags: checkedTags(input.Tags ?? [], parameter.tags) });
    return {};
  });
}

export function removeTagsFromResource(parameters: Parameters): Handler {
  return operation<RemoveTagsFromResourceRequest, RemoveTagsFromResourceResult>(async (input, call) => {
    const parameter = tagged(parameters, input, call);
    parameters.put({ ...parameter, tags: withoutTags(parameter.tags, input.TagKeys ?? []) });
    return {};
  });
}

export function listTagsForResource(parameters: Parameters): Handler {
  return operation<ListTagsForResourceRequest, ListTagsForResourceResult>(async (input, call) => ({ TagList: tagList(tagged(parameters, input, call).tags) }));
}

/** Throws InvalidResourceType and InvalidResourceId. */
function tagged(parameters: Parameters, { ResourceType: type, ResourceId: id = '' }: ListTagsForResourceRequest, call: Call): Parameter {
  if (type !== 'Parameter' && !others.includes(type ?? '')) {
    throw new AwsError('InvalidResourceType', "The resource type isn't valid. For example, if you are attempting to tag an EC2 instance, the instance must be a registered managed node.");
  }
  const parameter = type === 'Parameter' && !/[:]/.test(id) ? parameters.find(whereOf(call), id) : undefined;
  if (!parameter) throw new AwsError('InvalidResourceId', "The resource ID isn't valid. Verify that you entered the correct ID and try again.");
  return parameter;
}
