/** ListParts: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
import type { ListPartsOutput, ListPartsRequest } from '@aws-sdk/client-s3';
import { operation, type Handler } from '../../service';
import { checksumMember } from '../checksums/checksum';
import { invalidArgument } from '../errors';
import { abortMembers } from '../lifecycle/expiration-members';
import { checkedMost, takePage } from '../listing/page';
import { quoted } from '../objects/etag';
import type { S3State } from '../state';
import { uploadOf } from './find-upload';

export function listParts(state: S3State): Handler {
  return operation<ListPartsRequest, ListPartsOutput>(async (input, call) => {
    const size = checkedMost(input.MaxParts, 'max-parts');
    const behind = checkedMarker(input.PartNumberMarker);
    const { bucket, upload } = uploadOf(state, call, input);
    const left = [...upload.parts.values()].filter(({ number }) => number > behind).sort((a, b) => a.number - b.number);
    const { page, truncated } = takePage(left, size);
    const owner = state.owner(upload.draft.acl?.ownerAccountId ?? bucket.origin.accountId);
    return {
      Bucket: bucket.name,
      Key: upload.key,
      UploadId: upload.id,
      ...abortMembers(bucket, upload),
      PartNumberMarker: String(behind),
      NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
      MaxParts: size,
      IsTruncated: truncated,
      Parts: page.map((part) => ({
        PartNumber: part.number,
        LastModified: part.modified.toWholeSecond().toDate(),
        ETag: quoted(part.etag),
        Size: part.content.size,
        ...(upload.asked ? checksumMember(part.forObject) : {}),
      })),
      Initiator: upload.initiator,
      Owner: owner,
      StorageClass: upload.draft.storageClass,
      ...(upload.asked ? { ChecksumAlgorithm: upload.asked.algorithm, ChecksumType: upload.asked.type } : {}),
    };
  });
}

function checkedMarker(marker: string = '0'): number {
  if (/^\d{1,9}$/.test(marker)) return Number(marker);
  throw invalidArgument('Provided part-number-marker not an integer or within integer range', 'part-number-marker', marker);
}
