/** LookupEvents: by one attribute, within a span of time, page by page, and not at once. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CloudTrail, type LookupAttributeKey } from '@aws-sdk/client-cloudtrail';
import { KMS } from '@aws-sdk/client-kms';
import { Duration } from '../../../time/duration';
import { CloudTrailUnderTest } from '../cloudtrail-under-test';

describe('LookupEvents', () => {
  let cloud: CloudTrailUnderTest;

  before(async () => (cloud = await CloudTrailUnderTest.start()));
  after(async () => {
    assert.deepEqual(cloud.faults, []);
    await cloud[Symbol.asyncDispose]();
  });

  const named = (AttributeKey: LookupAttributeKey, AttributeValue: string): { LookupAttributes: { AttributeKey: LookupAttributeKey; AttributeValue: string }[] } => ({
    LookupAttributes: [{ AttributeKey, AttributeValue }],
  });

  it('finds a call some minutes after it was made, by any one of its attributes', async () => {
    await cloud.s3.createBucket({ Bucket: 'found' });
    await cloud.standin.clock.advance(Duration.minutes(1));
    assert.deepEqual(await cloud.recorded(named('EventName', 'CreateBucket')), []);
    await cloud.settle();
    const { Events: [event] = [] } = await cloud.trail.lookupEvents(named('EventName', 'CreateBucket'));
    assert.deepEqual(event?.Resources, [{ ResourceType: 'AWS::S3::Bucket', ResourceName: 'found' }]);
    assert.deepEqual([event?.Username, event?.ReadOnly, event?.AccessKeyId, event?.EventSource], ['root', 'false', 'muster', 's3.amazonaws.com']);
    for (const [key, value] of [
      ['EventId', event?.EventId ?? ''],
      ['ReadOnly', 'false'],
      ['Username', 'root'],
      ['ResourceType', 'AWS::S3::Bucket'],
      ['ResourceName', 'found'],
      ['EventSource', 's3.amazonaws.com'],
      ['AccessKeyId', 'muster'],
    ] as const) {
      assert.ok((await cloud.recorded(named(key, value))).some(({ eventName }) => eventName === 'CreateBucket'), key);
      assert.deepEqual(await cloud.recorded(named(key, 'another')), [], key);
    }
  });

  it('answers the newest first, in pages whose tokens go with what was asked', async () => {
    const kms = cloud.client(KMS, undefined, 'us-west-2');
    const west = cloud.client(CloudTrail, undefined, 'us-west-2');
    for (const Description of ['one', 'two', 'three']) await kms.createKey({ Description });
    await cloud.settle();
    const names = (events: { CloudTrailEvent?: string }[] = []): unknown[] => events.map(({ CloudTrailEvent = '' }) => (JSON.parse(CloudTrailEvent) as { requestParameters: { description: string } }).requestParameters.description);
    const first = await west.lookupEvents({ ...named('EventName', 'CreateKey'), MaxResults: 2 });
    assert.deepEqual(names(first.Events), ['three', 'two']);
    await kms.createKey({ Description: 'four' });
    await cloud.settle();
    const second = await west.lookupEvents({ ...named('EventName', 'CreateKey'), MaxResults: 2, NextToken: first.NextToken });
    assert.deepEqual([names(second.Events), second.NextToken], [['one'], undefined]);
    await assert.rejects(west.lookupEvents({ ...named('EventName', 'ListKeys'), NextToken: first.NextToken }), { name: 'InvalidNextTokenException' });
    await assert.rejects(west.lookupEvents({ NextToken: 'made up' }), { name: 'InvalidNextTokenException' });
  });

  it('looks within a span of time, both ends included', async () => {
    const { Events: [event] = [] } = await cloud.trail.lookupEvents(named('EventName', 'CreateBucket'));
    const at = event?.EventTime ?? new Date(Number.NaN);
    const [before1, after1] = [new Date(at.getTime() - 1_000), new Date(at.getTime() + 1_000)];
    const found = async (StartTime?: Date, EndTime?: Date): Promise<number> => (await cloud.recorded({ ...named('EventName', 'CreateBucket'), StartTime, EndTime })).length;
    assert.deepEqual([await found(at, at), await found(after1), await found(undefined, before1), await found(before1, after1)], [1, 0, 0, 1]);
    await assert.rejects(found(after1, before1), { name: 'InvalidTimeRangeException' });
  });

  it('refuses what AWS refuses', async () => {
    for (const MaxResults of [0, 51]) await assert.rejects(cloud.trail.lookupEvents({ MaxResults }), { name: 'InvalidMaxResultsException' });
    const [one, two] = [...named('EventName', 'a').LookupAttributes, ...named('Username', 'b').LookupAttributes];
    await assert.rejects(cloud.trail.lookupEvents({ LookupAttributes: [one ?? {}, two ?? {}] as never }), { name: 'InvalidLookupAttributesException' });
    await assert.rejects(cloud.trail.lookupEvents({ EventCategory: 'other' as never }), { name: 'InvalidEventCategoryException' });
    assert.deepEqual((await cloud.trail.lookupEvents({ EventCategory: 'insight' })).Events, []);
  });

  it('forgets what is older than ninety days', async () => {
    await cloud.standin.clock.advance(Duration.days(91));
    assert.deepEqual(await cloud.recorded(named('EventName', 'CreateBucket')), []);
  });
});
