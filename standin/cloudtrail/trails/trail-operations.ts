/** CreateTrail, UpdateTrail, DeleteTrail, GetTrail, DescribeTrails and ListTrails. */
import type {
  CreateTrailRequest,
  CreateTrailResponse,
  DeleteTrailRequest,
  DescribeTrailsRequest,
  DescribeTrailsResponse,
  GetTrailRequest,
  GetTrailResponse,
  ListTrailsRequest,
  ListTrailsResponse,
  Trail as TrailDescription,
  UpdateTrailRequest,
} from '@aws-sdk/client-cloudtrail';
import { pageOf } from '../../next-token';
import { operation, type Operations } from '../../service';
import { whereOf } from '../../whereabouts';
import { refusals } from '../refusals';
import { withTrailTags } from './tag-operations';
import { standardSelectors, type Trail, trailArn } from './trail';
import { checkTrailName } from './trail-name';
import { type Destinations, describedTrail, withSettings } from './trail-settings';
import type { Trails } from './trails';

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
const mostInRegion = 5;
const pageSize = 100;

export function trailOperations(trails: Trails, destinations: Destinations): Operations {
  return {
    CreateTrail: operation<CreateTrailRequest, CreateTrailResponse>(async ({ Name: name = '', TagsList = [], ...input }, call) => {
      checkTrailName(name);
      const { accountId, region } = whereOf(call);
      const arn = trailArn(accountId, region, name);
      if (name.startsWith('arn:')) throw refusals.badName('A trail is created by its name.');
      if (trails.byArn(arn)) throw refusals.exists(name, accountId);
      if (trails.seenIn({ accountId, region }).length >= mostInRegion) throw refusals.tooMany(accountId, region);
      const tags = withTrailTags({}, TagsList);
      const begun: Trail = { arn, name, accountId, region, bucket: '', global: true, multiRegion: false, tags, logging: false, selectors: standardSelectors };
      return describedTrail(trails.keep(withSettings(begun, input, destinations)));
    }),
    UpdateTrail: operation<UpdateTrailRequest, CreateTrailResponse>(async ({ Name, ...input }, call) => {
      const trail = trails.named(Name, call, true);
      return describedTrail(trails.keep(withSettings(trail, input, destinations)));
    }),
    DeleteTrail: operation<DeleteTrailRequest, object>(async ({ Name }, call) => {
      trails.drop(trails.named(Name, call, true));
      return {};
    }),
    GetTrail: operation<GetTrailRequest, GetTrailResponse>(async ({ Name }, call) => ({ Trail: listed(trails.named(Name, call)) })),
    DescribeTrails: operation<DescribeTrailsRequest, DescribeTrailsResponse>(async ({ trailNameList: names = [], includeShadowTrails }, call) => {
      const seen = trails.seenIn(whereOf(call), includeShadowTrails ?? true);
      // What is not there is left out, not refused.
      return { trailList: seen.filter(({ name, arn }) => names.length === 0 || names.includes(name) || names.includes(arn)).map(listed) };
    }),
    ListTrails: operation<ListTrailsRequest, ListTrailsResponse>(async ({ NextToken }, call) => {
      const page = pageOf(trails.of(call.caller.accountId), { most: pageSize, token: NextToken, refusal: refusals.nextToken });
      const Trails = page.items.map(({ arn, name, region }) => ({ TrailARN: arn, Name: name, HomeRegion: region }));
      return { Trails, ...(page.token !== undefined && { NextToken: page.token }) };
    }),
  };
}

function listed(trail: Trail): TrailDescription {
  const isOwn = JSON.stringify(trail.selectors) !== JSON.stringify(standardSelectors);
  return { ...describedTrail(trail), HomeRegion: trail.region, HasCustomEventSelectors: isOwn, HasInsightSelectors: false };
}
