/** Which lifecycle configurations are taken, and in which words the others are refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  type PutBucketLifecycleConfigurationCommandInput,
} from '@aws-sdk/client-s3';
import { refusal, type S3UnderTest } from '../../s3-under-test';
import { Bucket, configure, rule, withBucket } from '../lifecycle-under-test';

const rules = async (s3: S3UnderTest): Promise<LifecycleRule[]> => (await s3.client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules ?? [];
const expire = { Expiration: { Days: 9 } };
const malformed = ['MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema'] as const;
const classes = (...transitions: [number, string][]): LifecycleRule => rule({ Transitions: transitions.map(([Days, name]) => ({ Days, StorageClass: name as 'GLACIER' })) });
const tags = [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }];

async function refuses(...cases: [LifecycleRule | LifecycleRule[], string, string][]): Promise<void> {
  await using s3 = await withBucket(undefined);
  for (const [asked, code, message] of cases) {
    const refused = await refusal(configure(s3, ...[asked].flat()));
    assert.deepEqual([refused.code, refused.message, refused.status], [code, message, 400], JSON.stringify(asked));
  }
  assert.equal((await refusal(rules(s3))).code, 'NoSuchLifecycleConfiguration');
}

test('a configuration is given back as it was put, until it is deleted', async () => {
  await using s3 = await withBucket(undefined);
  const none = await refusal(rules(s3));
  assert.deepEqual([none.code, none.status, none.message], ['NoSuchLifecycleConfiguration', 404, 'The lifecycle configuration does not exist']);
  const put: LifecycleRule[] = [
    rule({ ID: 'first', ...expire, Filter: { And: { Prefix: 'a/', Tags: tags, ObjectSizeGreaterThan: 1, ObjectSizeLessThan: 500 } } }),
    rule({ ID: 'second', Status: 'Disabled', Expiration: { Date: new Date('2030-01-01T00:00:00Z') }, Transitions: [{ Date: new Date('2029-01-01T00:00:00Z'), StorageClass: 'GLACIER' }] }),
    rule({ ID: 'third', Filter: { Tag: { Key: 'a', Value: '' } }, NoncurrentVersionExpiration: { NoncurrentDays: 3, NewerNoncurrentVersions: 100 } }),
    rule({ ID: 'fourth', Filter: { Prefix: '' }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Expiration: { ExpiredObjectDeleteMarker: true } }),
    rule({ ID: 'fifth', Transitions: [{ Days: 30, StorageClass: 'STANDARD_IA' }, { Days: 60, StorageClass: 'GLACIER' }, { Days: 61, StorageClass: 'DEEP_ARCHIVE' }] }),
  ];
  assert.equal((await configure(s3, ...put)).TransitionDefaultMinimumObjectSize, 'all_storage_classes_128K');
  assert.deepEqual(await rules(s3), put);
  await configure(s3, rule({ ID: 'only', ...expire }));
  assert.deepEqual((await rules(s3)).map(({ ID }) => ID), ['only'], 'the new rules replace the old ones');
  await s3.client.send(new DeleteBucketLifecycleCommand({ Bucket }));
  await s3.client.send(new DeleteBucketLifecycleCommand({ Bucket }));
  assert.equal((await refusal(rules(s3))).status, 404);
});

test('a rule without an id is given one', async () => {
  await using s3 = await withBucket(undefined);
  await configure(s3, rule(expire), rule({ ...expire, ID: '' }), rule({ ...expire, ID: 'mine' }));
  const [first, second, third] = await rules(s3);
  assert.match(Buffer.from(first?.ID ?? '', 'base64').toString(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/);
  assert.equal(second?.ID?.length, 48);
  assert.notEqual(first?.ID, second?.ID);
  assert.equal(third?.ID, 'mine');
});

test('the smallest size to be moved is one of two', async () => {
  await using s3 = await withBucket(undefined);
  const put = (size: string) => {
    const input = { Bucket, LifecycleConfiguration: { Rules: [rule(expire)] }, TransitionDefaultMinimumObjectSize: size };
    return s3.client.send(new PutBucketLifecycleConfigurationCommand(input as PutBucketLifecycleConfigurationCommandInput));
  };
  await put('varies_by_storage_class');
  assert.equal((await s3.client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).TransitionDefaultMinimumObjectSize, 'varies_by_storage_class');
  const { code, message } = await refusal(put('tiny'));
  assert.deepEqual([code, message], ['InvalidRequest', 'Invalid TransitionDefaultMinimumObjectSize found: tiny']);
});

test('what a rule is for has to be said in one way', async () => {
  await refuses(
    [[], ...malformed],
    [rule({ ...expire, Filter: undefined }), ...malformed],
    [rule({ ...expire, Prefix: 'a' }), ...malformed],
    [rule({ ...expire, Filter: { Prefix: 'a', ObjectSizeGreaterThan: 1 } }), ...malformed],
    [rule({ ...expire, Filter: { Prefix: 'a', And: { Prefix: 'a', Tags: tags } } }), ...malformed],
    [rule({ ...expire, Filter: { And: { Prefix: 'a' } } }), ...malformed],
    [rule({ ...expire, Filter: { And: { Tags: [tags[0] ?? { Key: '', Value: '' }, { Key: 'a', Value: 'other' }] } } }), 'InvalidRequest', 'Duplicate Tag Keys are not allowed.'],
    [rule({ ...expire, Filter: { ObjectSizeLessThan: 0 } }), 'InvalidRequest', "'ObjectSizeLessThan' should be between 1 and 1099511627776000."],
    [rule({ ...expire, Filter: { ObjectSizeGreaterThan: -1 } }), 'InvalidRequest', "'ObjectSizeGreaterThan' should be between 0 and 1099511627776000."],
    [rule({ ...expire, Filter: { And: { ObjectSizeGreaterThan: 5, ObjectSizeLessThan: 5 } } }), 'InvalidRequest', "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'."],
    [[{ Status: 'Enabled', Prefix: 'a', ...expire }, rule(expire)], 'InvalidRequest', 'Filter element can only be used in Lifecycle V2.'],
    [[rule(expire), { Status: 'Enabled', Prefix: 'a', ...expire }], 'InvalidRequest', 'Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.'],
    [{ Status: 'Enabled', Prefix: '', NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 1 } }, 'InvalidRequest', 'NewerNoncurrentVersions element can only be used in Lifecycle V2.'],
    [
      [{ Status: 'Enabled', Prefix: '', ...expire }, { Status: 'Enabled', Prefix: 'a', ...expire }],
      'InvalidRequest',
      "Found overlapping prefixes '' and 'a' for same action type 'Expiration'",
    ],
    [rule({ ...expire, Status: 'enabled' as 'Enabled' }), ...malformed],
    [rule({ ...expire, ID: 'x'.repeat(256) }), 'InvalidArgument', 'ID length should not exceed allowed limit of 255'],
    [[rule({ ...expire, ID: 'x' }), rule({ ...expire, ID: 'x' })], 'InvalidArgument', 'Rule ID must be unique. Found same ID for more than one rule'],
    [Array.from({ length: 1001 }, () => rule(expire)), ...malformed],
  );
});

test('rules of the old form are taken', async () => {
  await using s3 = await withBucket(undefined);
  const old: LifecycleRule = { ID: 'old', Status: 'Enabled', Prefix: 'logs/', Expiration: { Days: 1 } };
  await configure(s3, old, { ...old, ID: 'older', Prefix: 'data/' });
  assert.deepEqual((await rules(s3))[0], old);
});

test('an expiration has one form, and days are days', async () => {
  await refuses(
    [rule({}), 'InvalidRequest', 'At least one action needs to be specified in a rule'],
    [rule({ Expiration: {} }), ...malformed],
    [rule({ Expiration: { Days: 1, ExpiredObjectDeleteMarker: true } }), ...malformed],
    [rule({ Expiration: { Days: 2 ** 31 } }), ...malformed],
    [rule({ Expiration: { Days: 0 } }), 'InvalidArgument', "'Days' for Expiration action must be a positive integer"],
    [rule({ Expiration: { Date: new Date('2030-01-01T00:00:01Z') } }), 'InvalidArgument', "'Date' must be at midnight GMT"],
    [rule({ Expiration: { ExpiredObjectDeleteMarker: true }, Filter: { And: { Tags: tags } } }), 'InvalidRequest', 'ExpiredObjectDeleteMarker cannot be specified with Tags.'],
    [rule({ Expiration: { ExpiredObjectDeleteMarker: false }, Filter: { ObjectSizeGreaterThan: 1 } }), 'InvalidRequest', 'ExpiredObjectDeleteMarker cannot be specified with Object Size.'],
    [rule({ NoncurrentVersionExpiration: {} }), ...malformed],
    [rule({ NoncurrentVersionExpiration: { NewerNoncurrentVersions: 1 } }), ...malformed],
    [rule({ NoncurrentVersionExpiration: { NoncurrentDays: 0 } }), 'InvalidArgument', "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer"],
    [
      rule({ NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 0 } }),
      'InvalidArgument',
      "'NewerNoncurrentVersions' for NoncurrentVersionExpiration action must be a positive integer",
    ],
    [rule({ AbortIncompleteMultipartUpload: {} }), ...malformed],
    [
      rule({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 0 } }),
      'InvalidArgument',
      "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer",
    ],
    [
      rule({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Filter: { Tag: { Key: 'a', Value: 'b' } } }),
      'InvalidRequest',
      'AbortIncompleteMultipartUpload cannot be specified with Tags.',
    ],
    [
      rule({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Filter: { ObjectSizeLessThan: 9 } }),
      'InvalidRequest',
      'AbortIncompleteMultipartUpload cannot be specified with Object Size.',
    ],
    [
      rule({ NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 101 } }),
      'InvalidArgument',
      "'NewerNoncurrentVersions' for NoncurrentVersionExpiration action must be less than or equal to 100",
    ],
  );
});

test('transitions go down, apart, and before the end', async () => {
  const place = (action: string, name: string): string => `in the '${action}' action for StorageClass '${name}' for filter '(prefix=)'`;
  await refuses(
    [classes([1, 'STANDARD']), ...malformed],
    [classes([1, 'COLD']), ...malformed],
    [rule({ Transitions: [{ StorageClass: 'GLACIER' }] }), ...malformed],
    [classes([29, 'ONEZONE_IA']), 'InvalidArgument', "'Days' in Transition action must be greater than or equal to 30 for storageClass 'ONEZONE_IA'"],
    [
      rule({ NoncurrentVersionTransitions: [{ NoncurrentDays: 29, StorageClass: 'STANDARD_IA' }] }),
      'InvalidArgument',
      "'NoncurrentDays' in NoncurrentVersionTransition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
    ],
    [rule({ NoncurrentVersionTransitions: [{ StorageClass: 'GLACIER' }] }), ...malformed],
    [classes([1, 'GLACIER'], [2, 'GLACIER']), 'InvalidRequest', "'StorageClass' must be different for 'Transition' actions in same 'Rule' with filter '(prefix=)'"],
    [
      classes([30, 'STANDARD_IA'], [59, 'GLACIER']),
      'InvalidArgument',
      `'Days' ${place('Transition', 'GLACIER')} must be 30 days more than 'Days' ${place('Transition', 'STANDARD_IA')}`,
    ],
    [
      classes([1, 'DEEP_ARCHIVE'], [2, 'GLACIER']),
      'InvalidArgument',
      `'Days' ${place('Transition', 'DEEP_ARCHIVE')} must be greater than 'Days' ${place('Transition', 'GLACIER')}`,
    ],
    [
      { ...classes([9, 'GLACIER']), ...expire, Filter: { Prefix: 'logs/' } },
      'InvalidArgument',
      "'Days' in the Expiration action for filter '(prefix=logs/)' must be greater than 'Days' in the Transition action",
    ],
    [
      { ...classes([1, 'GLACIER']), Expiration: { Date: new Date('2030-01-01T00:00:00Z') } },
      'InvalidRequest',
      "Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for filter '(prefix=)'",
    ],
    [
      rule({ Transitions: [{ Days: 1, StorageClass: 'GLACIER' }, { Date: new Date('2030-01-01T00:00:00Z'), StorageClass: 'DEEP_ARCHIVE' }] }),
      'InvalidRequest',
      "Found mixed 'Date' and 'Days' based Transition actions in lifecycle rule for filter '(prefix=)'",
    ],
    [
      rule({ NoncurrentVersionExpiration: { NoncurrentDays: 5 }, NoncurrentVersionTransitions: [{ NoncurrentDays: 5, StorageClass: 'GLACIER' }] }),
      'InvalidArgument',
      "'NoncurrentDays' in the NoncurrentVersionExpiration action for filter '(prefix=)' must be greater than 'NoncurrentDays' in the NoncurrentVersionTransition action",
    ],
  );
});
