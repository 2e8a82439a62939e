/** ListBuckets: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
import type { ListBucketsOutput, ListBucketsRequest } from '@aws-sdk/client-s3';
import { operation, type Handler } from '../../service';
import { invalidArgument } from '../errors';
import type { S3State } from '../state';

const mostBuckets = 10_000;

export function listBuckets(state: S3State): Handler {
  return operation<ListBucketsRequest, ListBucketsOutput>(async (input, call) => {
    const { accountId } = call.caller;
    const most = checkedMost(input.MaxBuckets);
    const behind = placeOf(state, input.ContinuationToken);
    const all = [...state.buckets.values()]
      .filter(({ name, origin }) => origin.accountId === accountId && name.startsWith(input.Prefix ?? '') && name > behind)
      .filter(({ origin }) => input.BucketRegion === undefined || origin.region === input.BucketRegion)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const page = all.slice(0, most);
    // The region is told only to who asked for it by paging, a prefix or a region.
    const paged = input.MaxBuckets !== undefined || input.BucketRegion !== undefined || input.Prefix !== undefined;
    return {
      Owner: state.owner(accountId),
      Buckets: page.map(({ name, origin }) => ({
        Name: name,
        CreationDate: origin.created.toWholeSecond().toDate(),
        ...(paged ? { BucketRegion: origin.region } : {}),
        BucketArn: `arn:aws:s3:::${name}`,
      })),
      Prefix: input.Prefix,
      ContinuationToken: all.length > page.length ? state.bucketTokens.make(page.at(-1)?.name ?? '') : undefined,
    };
  });
}

function checkedMost(asked = mostBuckets): number {
  if (Number.isInteger(asked) && asked >= 1 && asked <= mostBuckets) return asked;
  throw invalidArgument(`Argument max-buckets must be an integer between 1 and ${mostBuckets}`, 'max-buckets', String(asked));
}

function placeOf(state: S3State, token: string | undefined): string {
  const place = token === undefined ? '' : state.bucketTokens.read(token);
  if (place === undefined) throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token ?? '');
  return place;
}
