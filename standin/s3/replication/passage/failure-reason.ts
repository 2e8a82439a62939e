/** Why a replication has failed, in AWS's words: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-failure-codes.html */

export type FailureReason =
  | 'AssumeRoleNotPermitted'
  | 'DstBucketNotFound'
  | 'DstBucketObjectLockConfigMissing'
  | 'DstBucketUnversioned'
  | 'DstDelObjNotPermitted'
  | 'DstKmsKeyInvalidState'
  | 'DstKmsKeyNotFound'
  | 'DstPutAclNotPermitted'
  | 'DstPutObjectNotPermitted'
  | 'DstPutRetentionNotPermitted'
  | 'DstPutTaggingNotPermitted'
  | 'DstVersionNotFound'
  | 'SrcBucketReplicationConfigMissing'
  | 'SrcGetAclNotPermitted'
  | 'SrcGetLegalHoldNotPermitted'
  | 'SrcGetObjectNotPermitted'
  | 'SrcGetRetentionNotPermitted'
  | 'SrcGetTaggingNotPermitted'
  | 'SrcKmsKeyInvalidState'
  | 'SrcObjectNotEligible'
  | 'SrcVersionNotFound';

/** Thrown within one replication, and recorded as its outcome. */
export class ReplicationFailed extends Error {
  constructor(readonly reason: FailureReason) {
    super(reason);
  }
}
