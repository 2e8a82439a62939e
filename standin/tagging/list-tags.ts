/** GetTagKeys and GetTagValues: what is in use in a region. */
import type { GetTagKeysInput, GetTagKeysOutput, GetTagValuesInput, GetTagValuesOutput } from '@aws-sdk/client-resource-groups-tagging-api';
import { type Call, type Operations, operation } from '../service';
import { whereOf } from '../whereabouts';
import { pageBegins, pageToken } from './page-token';
import { refusals } from './refusals';
import type { TagIndex } from './tag-index';

/** How many AWS puts on a page is not said; assumed. */
const onPage = 100;

export function tagListings(index: TagIndex): Operations {
  return {
    GetTagKeys: operation<GetTagKeysInput, GetTagKeysOutput>(({ PaginationToken: token }, call) => {
      const keys = index.resources(whereOf(call)).flatMap(({ tags }) => Object.keys(tags));
      const { items, next } = page(keys, { token, of: { keys: true }, call });
      return Promise.resolve({ TagKeys: items, PaginationToken: next });
    }),
    GetTagValues: operation<GetTagValuesInput, GetTagValuesOutput>(({ Key: key, PaginationToken: token }, call) => {
      if (!key || key.length > 128) throw refusals.member('key', key ?? '', 'have length between 1 and 128');
      const values = index.resources(whereOf(call)).flatMap(({ tags }) => tags[key] ?? []);
      const { items, next } = page(values, { token, of: { key }, call });
      return Promise.resolve({ TagValues: items, PaginationToken: next });
    }),
  };
}

function page(all: readonly string[], { token, of, call }: { token: string | undefined; of: object; call: Call }): { items: string[]; next: string } {
  const after = pageBegins(token, of, call.now);
  const left = [...new Set(all)].sort().filter((one) => after === undefined || one > after);
  const items = left.slice(0, onPage);
  const last = items.at(-1);
  return { items, next: last !== undefined && items.length < left.length ? pageToken(last, of, call.now) : '' };
}
