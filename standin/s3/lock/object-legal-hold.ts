/** PutObjectLegalHold and GetObjectLegalHold, each of one version. */
import type { GetObjectLegalHoldOutput, GetObjectLegalHoldRequest, PutObjectLegalHoldOutput, PutObjectLegalHoldRequest } from '@aws-sdk/client-s3';
import { operation, type Handler } from '../../service';
import { malformedXml } from '../errors';
import type { S3State } from '../state';
import { lockedObject, noLock } from './locked-object';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLegalHold.html; it comes and goes whatever the retention is. */
export function putObjectLegalHold(state: S3State): Handler {
  return operation<PutObjectLegalHoldRequest, PutObjectLegalHoldOutput>(async (input, call) => {
    state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const status = input.LegalHold?.Status;
    if (status !== 'ON' && status !== 'OFF') throw malformedXml();
    const { bucket, key, version } = lockedObject(state, input, call);
    bucket.change(key, version, { lock: { ...version.lock, legalHold: status === 'ON' } });
    state.happenings.tell({ name: 'ObjectLock:Put', bucket, key, version, call });
    return {};
  });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLegalHold.html */
export function getObjectLegalHold(state: S3State): Handler {
  return operation<GetObjectLegalHoldRequest, GetObjectLegalHoldOutput>(async (input, call) => {
    const { lock } = lockedObject(state, input, call).version;
    if (lock?.legalHold === undefined) throw noLock();
    return { LegalHold: { Status: lock.legalHold ? 'ON' : 'OFF' } };
  });
}
