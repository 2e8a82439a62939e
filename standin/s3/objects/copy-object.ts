/** CopyObject: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3';
import { operation, type Call, type Handler } from '../../service';
import type { Bucket } from '../buckets/bucket';
import type { Algorithm } from '../checksums/algorithms';
import { checksumMembers } from '../checksums/checksum';
import { checkedAlgorithm } from '../checksums/claims';
import { sumStored } from '../checksums/receive-body';
import { checkCopyable } from '../archive/check-readable';
import { checkDecryptable } from '../encryption/check-decryptable';
import { encryptionMembers } from '../encryption/encryption-members';
import { entityTag } from '../encryption/entity-tag';
import { invalidArgument, invalidRequest } from '../errors';
import type { ObjectDraft, ObjectVersion } from '../keys/version';
import { expirationMembers } from '../lifecycle/expiration-members';
import { flipped, staleSource } from '../mischief';
import type { S3State } from '../state';
import { copySourceOf, customerKeyOfSource, type CopySource } from './copy-source';
import { describeDraft, type DraftDescription } from './describe-draft';
import { quoted } from './etag';
import { shownId, writtenId } from './find-version';
import { checkedKey } from './object-key';
import { checkWriteConditions, checkWriteConditionsAgain } from './write-conditions';
import { writeObject } from './write-object';

/** 5 GiB; a larger source has to be copied in parts. */
const mostBytes = 5 * 1024 ** 3;

export function copyObject(state: S3State): Handler {
  return operation<CopyObjectRequest, CopyObjectOutput>(async (input, call) => {
    const key = checkedKey(input.Key);
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const description = describeDraft(state, bucket, input, call);
    const asked = input.ChecksumAlgorithm === undefined ? undefined : checkedAlgorithm(input.ChecksumAlgorithm);
    const source = copySourceOf(state, call, input);
    checkSource(input, source, bucket, key);
    checkCopyable(state, source.version);
    checkDecryptable(state, call, source, customerKeyOfSource(input));
    checkWriteConditions(bucket, key, input);
    const isRestore = source.bucket === bucket && source.key === key && source.version !== source.history.current;
    const from = isRestore ? staleSource(state, source.history, source.version) : source.version;
    const copy = await copied(state, from, { ...description, ...kept(input, from) }, { asked, call });
    const draft = isRestore ? await flipped(state, copy, `${bucket.name}/${key}`) : copy;
    const version = writeObject(state, bucket, key, draft, { name: 'ObjectCreated:Copy', call, check: () => checkWriteConditionsAgain(bucket, key, input) });
    return {
      CopyObjectResult: { ETag: quoted(version.etag), LastModified: version.modified.toWholeSecond().toDate(), ...checksumMembers(version.checksum) },
      CopySourceVersionId: shownId(source.bucket, source.version),
      VersionId: writtenId(bucket, version),
      ...encryptionMembers(version.encryption),
      ...expirationMembers(bucket, key, version),
    };
  });
}

function checkSource(input: CopyObjectRequest, source: CopySource, bucket: Bucket, key: string): void {
  checkDirective('x-amz-metadata-directive', 'metadata', input.MetadataDirective);
  checkDirective('x-amz-tagging-directive', 'tagging', input.TaggingDirective);
  if (source.version.size > mostBytes) {
    throw invalidRequest(`The specified copy source is larger than the maximum allowable size for a copy source: ${mostBytes}`);
  }
  const changes = input.MetadataDirective === 'REPLACE' || input.StorageClass !== undefined || isEncryptedAnew(input, source, bucket);
  const ontoItself = source.bucket === bucket && source.key === key && source.versionId === undefined;
  if (ontoItself && !changes && input.WebsiteRedirectLocation === undefined) {
    throw invalidRequest(
      'This copy request is illegal because it is trying to copy an object to itself without changing the ' +
        "object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
}

/** S3 takes a bucket's own word on encryption for a change, too, even where it changes nothing. */
function isEncryptedAnew(input: CopyObjectRequest, source: CopySource, bucket: Bucket): boolean {
  const isAsked = input.ServerSideEncryption !== undefined || input.SSECustomerAlgorithm !== undefined;
  return isAsked || bucket.settings.encryption !== undefined || source.version.encryption.algorithm !== 'AES256';
}

function checkDirective(header: string, what: string, directive: string = 'COPY'): void {
  if (directive !== 'COPY' && directive !== 'REPLACE') throw invalidArgument(`Unknown ${what} directive.`, header, directive);
}

/** What a copy keeps of its source unless it is told to replace it. */
function kept(input: CopyObjectRequest, source: ObjectVersion): Partial<DraftDescription> {
  // A website redirect is never copied along.
  const headers = { ...source.headers, WebsiteRedirectLocation: input.WebsiteRedirectLocation };
  return {
    ...(input.MetadataDirective === 'REPLACE' ? {} : { headers, metadata: source.metadata }),
    ...(input.TaggingDirective === 'REPLACE' ? {} : { tags: source.tags }),
  };
}

interface Copying {
  /** The algorithm that the copy's checksum shall be of; the source's when not given. */
  asked: Algorithm | undefined;
  call: Call;
}

/** A draft of the same bytes, as one piece. What is not known of them, a checksum or their MD5, means reading them once more. */
async function copied(state: S3State, source: ObjectVersion, description: DraftDescription, { asked, call }: Copying): Promise<ObjectDraft> {
  const { size, checksum } = source;
  const contents = source.contents.map((content) => state.store.retain(content));
  const algorithm = asked ?? checksum.algorithm;
  const tagOf = (md5: string): string => entityTag(state, description.encryption, md5, call.requestId);
  const isKnown = source.encryption.algorithm === 'AES256' || description.encryption.algorithm !== 'AES256';
  if (!source.parts && algorithm === checksum.algorithm && isKnown) return { ...description, contents, size, etag: tagOf(source.etag), checksum };
  const { md5, checksums } = await sumStored(state.store, contents, [algorithm]);
  const value = checksums.get(algorithm)?.value ?? '';
  return { ...description, contents, size, etag: tagOf(md5), checksum: { algorithm, value, type: 'FULL_OBJECT' } };
}
