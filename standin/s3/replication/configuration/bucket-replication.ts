/** PutBucketReplication, GetBucketReplication and DeleteBucketReplication. */
import type {
  DeleteBucketReplicationRequest,
  GetBucketReplicationOutput,
  GetBucketReplicationRequest,
  PutBucketReplicationRequest,
} from '@aws-sdk/client-s3';
import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../../../aws-error';
import { requirePassRole } from '../../../access/pass-role';
import { operation, type Call, type Handler } from '../../../service';
import type { Bucket } from '../../buckets/bucket';
import { invalidArgument, invalidRequest, malformedXml } from '../../errors';
import type { S3State } from '../../state';
import { checkedRules } from './checked-rules';
import { destinationOf } from './rules';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html; the new configuration replaces the old one. */
export function putBucketReplication(state: S3State): Handler {
  return operation<PutBucketReplicationRequest, object>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const { Role, Rules } = input.ReplicationConfiguration ?? {};
    checkRole(state, call, Role);
    if (bucket.settings.versioning !== 'Enabled') {
      throw invalidRequest("Versioning must be 'Enabled' on the bucket to apply a replication configuration");
    }
    const now = state.now();
    const { name, incarnation } = bucket.origin;
    const rules = checkedRules(Rules, name, (index) => state.world.chance.uuid('s3', 'replication-rule', name, incarnation, now.toString(), index));
    for (const destination of new Set(rules.map(destinationOf))) {
      // AWS says the same of a bucket that is not there.
      if (state.buckets.get(destination)?.settings.versioning !== 'Enabled') throw invalidRequest('Destination bucket must have versioning enabled.');
    }
    const before = bucket.settings.replication;
    const same = before && isDeepStrictEqual({ Role, Rules: rules }, { Role: before.Role, Rules: before.Rules });
    change(state, bucket, { Role, Rules: rules, since: same ? before.since : now });
    return {};
  });
}

export function getBucketReplication(state: S3State): Handler {
  return operation<GetBucketReplicationRequest, GetBucketReplicationOutput>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const { replication } = bucket.settings;
    if (!replication) {
      const fields = { BucketName: bucket.name };
      throw new AwsError('ReplicationConfigurationNotFoundError', 'The replication configuration was not found', { status: 404, fields });
    }
    return { ReplicationConfiguration: { Role: replication.Role, Rules: replication.Rules } };
  });
}

export function deleteBucketReplication(state: S3State): Handler {
  return operation<DeleteBucketReplicationRequest, object>(async (input, call) => {
    change(state, state.bucket(call, input.Bucket, input.ExpectedBucketOwner), undefined);
    return {};
  });
}

function change(state: S3State, bucket: Bucket, replication: Bucket['settings']['replication']): void {
  const before = bucket.settings.replication;
  bucket.configure({ replication });
  state.replication.configured(bucket, before);
}

const roleArn = /^arn:aws:iam::\d{12}:(.+)$/;

/** Whether S3 can take on the role is found out when it has to; that the caller may hand it over is asked now. */
function checkRole(state: S3State, call: Call, role: string | undefined): void {
  if (role === undefined) throw malformedXml();
  const [, relativeId] = roleArn.exec(role) ?? [];
  if (relativeId === undefined) throw invalidArgument('Invalid Role specified in replication configuration', 'Role', role);
  if (!/^role\/.+/.test(relativeId)) throw invalidArgument('The relative id should start with role', 'Role', role);
  requirePassRole(state.neighbours.access, call.caller, role, 's3.amazonaws.com');
}
