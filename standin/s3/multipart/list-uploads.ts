/** ListMultipartUploads: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
import type { ListMultipartUploadsOutput, ListMultipartUploadsRequest } from '@aws-sdk/client-s3';
import { operation, type Handler } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { keyOf, orderOf } from '../keys/key-order';
import { compareTurns } from '../keys/sealed-ids';
import { checkedMost, encoder, takePage } from '../listing/page';
import { commonPrefix } from '../listing/walk';
import { invalidArgument } from '../errors';
import type { S3State } from '../state';
import type { Upload } from './uploads';

type Entry = { upload: Upload; prefix?: undefined } | { prefix: string; upload?: undefined };

export function listMultipartUploads(state: S3State): Handler {
  return operation<ListMultipartUploadsRequest, ListMultipartUploadsOutput>(async (input, call) => {
    const size = checkedMost(input.MaxUploads, 'max-uploads');
    const encode = encoder(input.EncodingType);
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    checkMarker(state, bucket, input);
    const { page, truncated } = takePage(entries(state, bucket, input), size);
    const last = truncated ? page.at(-1) : undefined;
    const ownerOf = ({ draft }: Upload): { ID: string } => state.owner(draft.acl?.ownerAccountId ?? bucket.origin.accountId);
    return {
      Bucket: bucket.name,
      Prefix: encode(input.Prefix ?? ''),
      Delimiter: encode(input.Delimiter || undefined),
      KeyMarker: encode(input.KeyMarker ?? ''),
      UploadIdMarker: input.UploadIdMarker ?? '',
      NextKeyMarker: encode(last?.prefix ?? last?.upload?.key),
      NextUploadIdMarker: last?.upload?.id,
      MaxUploads: size,
      EncodingType: input.EncodingType,
      IsTruncated: truncated,
      Uploads: page.flatMap(({ upload }) => (upload ? [{ ...shown(upload), Key: encode(upload.key), Owner: ownerOf(upload), Initiator: upload.initiator }] : [])),
      CommonPrefixes: page.flatMap(({ prefix }) => (prefix === undefined ? [] : [{ Prefix: encode(prefix) }])),
    };
  });
}

function shown(upload: Upload): NonNullable<ListMultipartUploadsOutput['Uploads']>[number] {
  return {
    UploadId: upload.id,
    Initiated: upload.initiated.toWholeSecond().toDate(),
    StorageClass: upload.draft.storageClass,
    ...(upload.asked ? { ChecksumAlgorithm: upload.asked.algorithm, ChecksumType: upload.asked.type } : {}),
  };
}

/** By key, of one key the oldest first, with those that share a prefix up to the delimiter folded into one. */
function* entries(state: S3State, bucket: Bucket, input: ListMultipartUploadsRequest): Generator<Entry> {
  const [prefix, delimiter] = [orderOf(input.Prefix ?? ''), orderOf(input.Delimiter ?? '')];
  let folded: string | undefined = input.KeyMarker ? commonPrefix(orderOf(input.KeyMarker), prefix, delimiter) : undefined;
  for (const upload of bucket.uploads.inOrder()) {
    const order = orderOf(upload.key);
    if (!order.startsWith(prefix) || !isBehind(state, upload, input)) continue;
    const common = commonPrefix(order, prefix, delimiter);
    if (common === undefined) yield { upload };
    else if (common !== folded) yield { prefix: keyOf((folded = common)) };
  }
}

/** Throws `InvalidArgument` for a marker that never was an upload's, or is that of another key's beside a key that has some. */
function checkMarker(state: S3State, bucket: Bucket, { KeyMarker: key, UploadIdMarker: id }: ListMultipartUploadsRequest): void {
  if (!key || !id) return;
  const upload = bucket.uploads.get(id);
  const isOther = upload !== undefined && upload.key !== key && bucket.uploads.inOrder().some((one) => one.key === key);
  if (isOther || state.uploadIds.read(id) === undefined) throw invalidArgument('Invalid uploadId marker', 'upload-id-marker', id);
}

/** An upload marker counts only beside a key marker; it need not be under way any more. */
function isBehind(state: S3State, upload: Upload, { KeyMarker: key, UploadIdMarker: id }: ListMultipartUploadsRequest): boolean {
  if (!key) return true;
  const [order, marker] = [orderOf(upload.key), orderOf(key)];
  if (order !== marker) return order > marker;
  const turn = id ? state.uploadIds.read(id) : undefined;
  return turn !== undefined && compareTurns(upload.turn, turn) > 0;
}
