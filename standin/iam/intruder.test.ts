/** Stolen keys: what their policy allows and nothing else, until they are found out. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refusal } from '../s3/s3-under-test';
import { allow, IamUnderTest } from './iam-under-test';

/** Everything that is refused to a caller, each with its code. */
async function refusedOf(calls: Readonly<Record<string, () => Promise<unknown>>>): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const [name, call] of Object.entries(calls)) answers[name] = await call().then(() => 'done', async (reason: unknown) => (await refusal(Promise.reject(reason as Error))).code);
  return answers;
}

describe("an intruder with an uploader's key", () => {
  test('writes below one prefix, and reads, lists, deletes and changes nothing', async () => {
    await using world = await IamUnderTest.start();
    const { s3: owner } = world.root;
    await owner.createBucket({ Bucket: 'plans' });
    await owner.putObject({ Bucket: 'plans', Key: 'keep/plan.txt', Body: 'the plan' });
    const { s3, iam, sts } = world.clientsOf(await world.user('uploader', allow('s3:PutObject', 'arn:aws:s3:::plans/inbox/${aws:username}/*')));
    const plan = { Bucket: 'plans', Key: 'keep/plan.txt' };
    assert.deepEqual(
      await refusedOf({
        'put in its own place': () => s3.putObject({ Bucket: 'plans', Key: 'inbox/uploader/a', Body: 'a' }),
        'put in another place': () => s3.putObject({ Bucket: 'plans', Key: 'inbox/other/a', Body: 'a' }),
        overwrite: () => s3.putObject({ ...plan, Body: 'ransom' }),
        read: () => s3.getObject(plan),
        copy: () => s3.copyObject({ Bucket: 'plans', Key: 'inbox/uploader/b', CopySource: 'plans/keep/plan.txt' }),
        list: () => s3.listObjectsV2({ Bucket: 'plans' }),
        delete: () => s3.deleteObject(plan),
        'delete the bucket': () => s3.deleteBucket({ Bucket: 'plans' }),
        'suspend versioning': () => s3.putBucketVersioning({ Bucket: 'plans', VersioningConfiguration: { Status: 'Suspended' } }),
        'make a bucket': () => s3.createBucket({ Bucket: 'mine' }),
        'give itself more': () => iam.attachUserPolicy({ UserName: 'uploader', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
        'make another key': () => iam.createAccessKey({}),
        'ask who it is': () => sts.getCallerIdentity({}),
      }),
      {
        'put in its own place': 'done',
        'put in another place': 'AccessDenied',
        overwrite: 'AccessDenied',
        read: 'AccessDenied',
        copy: 'AccessDenied',
        list: 'AccessDenied',
        delete: 'AccessDenied',
        'delete the bucket': 'AccessDenied',
        'suspend versioning': 'AccessDenied',
        'make a bucket': 'AccessDenied',
        'give itself more': 'AccessDenied',
        'make another key': 'AccessDenied',
        'ask who it is': 'done',
      },
    );
    assert.equal(await (await owner.getObject(plan)).Body?.transformToString(), 'the plan');
  });

  test('is held to the minute in which the key is made inactive', async () => {
    await using world = await IamUnderTest.start();
    await world.root.s3.createBucket({ Bucket: 'plans' });
    const keys = await world.user('writer', allow('s3:*', ['arn:aws:s3:::plans', 'arn:aws:s3:::plans/*']));
    const { s3 } = world.clientsOf(keys);
    await s3.putObject({ Bucket: 'plans', Key: 'a', Body: 'a' });
    await world.root.iam.updateAccessKey({ UserName: 'writer', AccessKeyId: keys.accessKeyId, Status: 'Inactive' });
    const refused = await refusal(s3.putObject({ Bucket: 'plans', Key: 'b', Body: 'b' }));
    assert.deepEqual([refused.code, refused.status], ['InvalidAccessKeyId', 403]);
  });

  test('of another account has to be let in by the bucket and by its own account', async () => {
    await using world = await IamUnderTest.start();
    const { s3: owner } = world.root;
    await owner.createBucket({ Bucket: 'plans' });
    await owner.putObject({ Bucket: 'plans', Key: 'a', Body: 'a' });
    const other = world.clientsOf({ accessKeyId: '210987654321', secretAccessKey: '210987654321' });
    assert.equal((await refusal(other.s3.getObject({ Bucket: 'plans', Key: 'a' }))).code, 'AccessDenied');
    const policy = allow('s3:GetObject', 'arn:aws:s3:::plans/*', { Principal: { AWS: '210987654321' } });
    await owner.putBucketPolicy({ Bucket: 'plans', Policy: JSON.stringify(policy) });
    await other.s3.getObject({ Bucket: 'plans', Key: 'a' });
    assert.equal((await refusal(other.s3.putObject({ Bucket: 'plans', Key: 'b', Body: 'b' }))).code, 'AccessDenied');
  });
});
