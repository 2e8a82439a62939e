/** The errors that more than one operation answers with, worded as S3 words them. */
import { AwsError } from '../aws-error';

/** `HeadObject` and its like answer the same codes; the protocol leaves out their bodies. */
export function noSuchBucket(bucket: string): AwsError {
  return new AwsError('NoSuchBucket', 'The specified bucket does not exist', { status: 404, fields: { BucketName: bucket } });
}

export function noSuchKey(key: string, headers: Record<string, string> = {}): AwsError {
  return new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404, fields: { Key: key }, headers });
}

export function noSuchVersion(key: string, versionId: string): AwsError {
  return new AwsError('NoSuchVersion', 'The specified version does not exist.', { status: 404, fields: { Key: key, VersionId: versionId } });
}

export function noSuchUpload(uploadId: string): AwsError {
  const message = 'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.';
  return new AwsError('NoSuchUpload', message, { status: 404, fields: { UploadId: uploadId } });
}

export function invalidArgument(message: string, name: string, value: string): AwsError {
  return new AwsError('InvalidArgument', message, { fields: { ArgumentName: name, ArgumentValue: value } });
}

export function invalidRequest(message: string): AwsError {
  return new AwsError('InvalidRequest', message);
}

export function malformedXml(): AwsError {
  return new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
}

export function methodNotAllowedOnMarker(method: string, headers: Record<string, string> = {}): AwsError {
  return new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
    status: 405,
    fields: { Method: method, ResourceType: 'DeleteMarker' },
    headers: { allow: 'DELETE', 'x-amz-delete-marker': 'true', ...headers },
  });
}

export function accessDenied(message = 'Access Denied'): AwsError {
  return new AwsError('AccessDenied', message, { status: 403 });
}

export function preconditionFailed(condition: string): AwsError {
  const message = 'At least one of the pre-conditions you specified did not hold';
  return new AwsError('PreconditionFailed', message, { status: 412, fields: { Condition: condition } });
}

export function conditionalConflict(condition: string, key: string): AwsError {
  const message = 'The conditional request cannot succeed due to a conflicting operation against this resource.';
  return new AwsError('ConditionalRequestConflict', message, { status: 409, fields: { Condition: condition, Key: key } });
}

/** A header asks for what the stand-in, or S3 itself, does not do. */
export function notImplemented(header: string, more?: string): AwsError {
  const message = 'A header you provided implies functionality that is not implemented';
  const fields = { Header: header, ...(more ? { additionalMessage: more } : {}) };
  return new AwsError('NotImplemented', message, { status: 501, fields });
}
