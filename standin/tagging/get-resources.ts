/** GetResources: https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html */
import type { GetResourcesInput, GetResourcesOutput, TagFilter } from '@aws-sdk/client-resource-groups-tagging-api';
import { type Handler, operation } from '../service';
import { tagList } from '../tag-record';
import { whereOf } from '../whereabouts';
import { arnParts } from './arn-parts';
import { pageBegins, pageToken } from './page-token';
import { refusals } from './refusals';
import type { IndexedResource, TagIndex } from './tag-index';
import { typeFilter } from './type-filter';

/** Where a request says nothing; the number is assumed. */
const usualPage = 50;
const mostArns = 100;

export function getResources(index: TagIndex): Handler {
  return operation<GetResourcesInput, GetResourcesOutput>((input, call) => {
    check(input);
    const { TagFilters: tagFilters = [], ResourceTypeFilters: types = [], ResourceARNList: arns, PaginationToken: token } = input;
    const question = { tagFilters, types };
    const isOfType = typeFilter(types, index);
    const wanted = (one: IndexedResource): boolean => (arns ? arns.includes(one.arn) : isOfType(one) && tagFilters.every((filter) => hasTag(one, filter)));
    const after = pageBegins(token, question, call.now);
    const found = index.resources(whereOf(call)).filter((one) => wanted(one) && (after === undefined || one.arn > after));
    const page = arns ? found : found.slice(0, pageLength(found, input));
    const last = page.at(-1);
    return Promise.resolve({
      PaginationToken: last && page.length < found.length ? pageToken(last.arn, question, call.now) : '',
      ResourceTagMappingList: page.map(({ arn, tags }) => ({ ResourceARN: arn, Tags: tagList(tags) })),
    });
  });
}

function check(input: GetResourcesInput): void {
  const { TagFilters: filters = [], ResourceTypeFilters: types = [], ResourceARNList: arns, ResourcesPerPage: resources, TagsPerPage: tags } = input;
  if (input.IncludeComplianceDetails) throw refusals.notServed('compliance with tag policies');
  if (input.ExcludeCompliantResources) throw refusals.invalid('ExcludeCompliantResources can be used only if IncludeComplianceDetails is true.');
  if (resources !== undefined && (resources < 1 || resources > 100)) throw refusals.member('resourcesPerPage', resources, 'have value between 1 and 100');
  if (tags !== undefined && (tags < 100 || tags > 500)) throw refusals.invalid('TagsPerPage must be between 100 and 500.');
  if (filters.length > 50) throw refusals.member('tagFilters', filters, 'have length less than or equal to 50');
  for (const { Key: key, Values: values = [] } of filters) {
    if (!key || key.length > 128) throw refusals.member('tagFilters.1.member.key', key ?? '', 'have length between 1 and 128');
    if (values.length > 20) throw refusals.member('tagFilters.1.member.values', values, 'have length less than or equal to 20');
  }
  if (!arns) return;
  if (arns.length < 1 || arns.length > mostArns) throw refusals.member('resourceARNList', arns, `have length between 1 and ${mostArns}`);
  for (const [name, given] of Object.entries({ TagFilters: filters.length > 0, ResourceTypeFilters: types.length > 0, ResourcesPerPage: resources, TagsPerPage: tags, PaginationToken: input.PaginationToken })) {
    if (given) throw refusals.notTogether('ResourceARNList', name);
  }
  arns.forEach(arnParts);
}

function hasTag({ tags }: IndexedResource, { Key: key = '', Values: values = [] }: TagFilter): boolean {
  const value = tags[key];
  return value !== undefined && (values.length === 0 || values.includes(value));
}

/** How many resources the page holds: none is split, and one without tags counts as one tag. */
function pageLength(found: readonly IndexedResource[], { ResourcesPerPage: resources, TagsPerPage: tags }: GetResourcesInput): number {
  const most = resources ?? (tags === undefined ? usualPage : found.length);
  let left = tags ?? Infinity;
  const over = found.findIndex((one) => (left -= Math.max(Object.keys(one.tags).length, 1)) < 0);
  return Math.min(most, over < 0 ? found.length : over);
}
