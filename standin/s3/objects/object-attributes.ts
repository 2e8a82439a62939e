/** GetObjectAttributes: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
import type { GetObjectAttributesOutput, GetObjectAttributesParts, GetObjectAttributesRequest } from '@aws-sdk/client-s3';
import { operation, type Handler } from '../../service';
import { checksumMember, checksumMembers, withoutCount } from '../checksums/checksum';
import { checkDecryptable } from '../encryption/check-decryptable';
import { invalidArgument, invalidRequest } from '../errors';
import type { ObjectVersion } from '../keys/version';
import type { S3State } from '../state';
import { objectToRead, shownId } from './find-version';
import { checkedKey } from './object-key';

const known = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];
const mostParts = 1000;

export function getObjectAttributes(state: S3State): Handler {
  return operation<GetObjectAttributesRequest, GetObjectAttributesOutput>(async (input, call) => {
    const key = checkedKey(input.Key);
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    // A client may send them as several headers or as one with commas.
    const asked: readonly string[] = (input.ObjectAttributes ?? []).flatMap((names) => names.split(',')).map((name) => name.trim());
    if (!asked.some((name) => name !== '')) throw invalidRequest('The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty');
    if (!asked.every((name) => known.includes(name))) {
      throw invalidArgument('Invalid attribute name specified.', 'x-amz-object-attributes', asked.join(','));
    }
    const version = objectToRead(state, call, bucket, key, input.VersionId);
    checkDecryptable(state, call, { bucket, key, version }, input, !asked.includes('Checksum'));
    const parts = asked.includes('ObjectParts') ? partsOf(version, input) : undefined;
    return {
      LastModified: version.modified.toWholeSecond().toDate(),
      VersionId: shownId(bucket, version),
      ...(asked.includes('ETag') ? { ETag: version.etag } : {}),
      ...(asked.includes('Checksum') ? { Checksum: checksumMembers(withoutCount(version.checksum)) } : {}),
      ...(parts ? { ObjectParts: parts } : {}),
      ...(asked.includes('StorageClass') ? { StorageClass: version.storageClass } : {}),
      ...(asked.includes('ObjectSize') ? { ObjectSize: version.size } : {}),
    };
  });
}

/** The parts are listed one by one only where they were uploaded with checksums that the object's is made of. */
function partsOf(version: ObjectVersion, { MaxParts: max, PartNumberMarker: marker }: GetObjectAttributesRequest): GetObjectAttributesParts | undefined {
  const { parts, checksum } = version;
  if (!parts) return undefined;
  if (checksum.type !== 'COMPOSITE') return { TotalPartsCount: parts.length };
  const behind = Number(marker ?? 0);
  const most = Math.min(max ?? mostParts, mostParts);
  const left = parts.filter(({ number }) => number > behind);
  const page = left.slice(0, most);
  return {
    TotalPartsCount: parts.length,
    PartNumberMarker: String(behind),
    NextPartNumberMarker: String(page.at(-1)?.number ?? behind),
    MaxParts: most,
    IsTruncated: left.length > page.length,
    Parts: page.map((part) => ({ PartNumber: part.number, Size: part.size, ...checksumMember(part.checksum) })),
  };
}
