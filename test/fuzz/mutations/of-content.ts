/** Changes of what a request says, which are signed with it, so that they get past the door. */
import { type Crafted, dropHeader, header, setHeader } from '../crafted';
import type { Dice } from '../dice';
import { changedDocument } from './of-documents';
import { nastyKey, nastyText } from './nasties';

type Mutation = (request: Crafted, dice: Dice) => void;

const subresources = [
  'acl', 'tagging', 'uploads', 'versions', 'versioning', 'delete', 'lifecycle', 'replication', 'policy', 'policyStatus', 'cors', 'encryption', 'location', 'website', 'restore', 'retention', 'legal-hold', 'object-lock',
  'attributes', 'notification', 'logging', 'torrent', 'select', 'select-type=2', 'requestPayment', 'accelerate', 'ownershipControls', 'publicAccessBlock', 'list-type=2', 'uploadId=x', 'partNumber=1', 'versionId=null', 'versionId=x',
  'metadataTable', 'intelligent-tiering&id=x', 'inventory', 'metrics', 'analytics', 'session', 'renameObject', 'append', 'x-id=GetObject', 'response-content-type=a%0d%0ab', 'response-content-disposition=%E2%82%AC', 'response-expires=x',
]; // prettier-ignore

const headers = [
  'x-amz-copy-source', 'x-amz-copy-source-range', 'x-amz-copy-source-if-match', 'x-amz-metadata-directive', 'x-amz-tagging', 'x-amz-tagging-directive', 'x-amz-storage-class', 'x-amz-acl', 'x-amz-grant-read', 'x-amz-object-lock-mode',
  'x-amz-object-lock-retain-until-date', 'x-amz-object-lock-legal-hold', 'x-amz-bypass-governance-retention', 'x-amz-server-side-encryption', 'x-amz-server-side-encryption-aws-kms-key-id', 'x-amz-server-side-encryption-context',
  'x-amz-server-side-encryption-customer-algorithm', 'x-amz-server-side-encryption-customer-key', 'x-amz-server-side-encryption-customer-key-md5', 'x-amz-checksum-algorithm', 'x-amz-sdk-checksum-algorithm', 'x-amz-checksum-type', 'x-amz-checksum-mode',
  'x-amz-mp-object-size', 'x-amz-expected-bucket-owner', 'x-amz-request-payer', 'x-amz-mfa', 'x-amz-object-ownership', 'x-amz-bucket-object-lock-enabled', 'x-amz-max-parts', 'x-amz-part-number-marker', 'x-amz-object-attributes', 'x-amz-write-offset-bytes',
  'x-amz-website-redirect-location', 'x-amz-security-token', 'x-amz-decoded-content-length', 'x-amz-trailer', 'x-amz-target', 'x-amz-meta-', 'x-amz-meta-é', 'x-amz-transition-default-minimum-object-size', 'x-amz-date', 'content-md5', 'content-type',
  'content-encoding', 'content-disposition', 'content-language', 'cache-control', 'expires', 'date', 'range', 'if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since', 'origin', 'expect', 'smithy-protocol', 'accept-encoding',
]; // prettier-ignore

const digests = ['content-md5', 'x-amz-checksum-crc32', 'x-amz-checksum-crc32c', 'x-amz-checksum-crc64nvme', 'x-amz-checksum-sha1', 'x-amz-checksum-sha256', 'x-amz-checksum-md5', 'x-amz-checksum-sha512', 'x-amz-checksum-xxhash3'];
const methods = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'CONNECT', 'QUERY'];

const mutations: readonly Mutation[] = [
  // The key, or the whole path of those that have none.
  (request, dice) => {
    const [bucket = ''] = request.path.slice(1).split('/');
    request.path = dice.once(4) ? `/${nastyKey(dice)}` : `/${dice.once(10) ? nastyKey(dice) : bucket}/${nastyKey(dice)}`;
  },
  (request, dice) => {
    const pairs = request.query.split('&').filter((pair) => pair !== '');
    const at = dice.below(pairs.length + 1);
    const [name = ''] = (pairs[at] ?? dice.pick(subresources)).split('=');
    const changed = dice.pick([`${name}=${encodeURIComponent(nastyText(dice))}`, `${name}=${nastyKey(dice).replace(/[&#]/g, '')}`, name, '', dice.pick(subresources)]);
    pairs.splice(at, dice.once(3) ? 0 : 1, changed);
    request.query = pairs.filter((pair) => pair !== '').join('&').replace(/[ \r\n]/g, '%20');
  },
  (request, dice) => setHeader(request, dice.pick(headers), nastyText(dice)),
  (request, dice) => {
    const [name] = dice.pick(request.headers);
    if (name !== 'host') setHeader(request, name, nastyText(dice));
  },
  (request, dice) => {
    const [name] = dice.pick(request.headers);
    if (name !== 'host') dropHeader(request, name);
  },
  (request, dice) => setHeader(request, dice.pick(digests), dice.pick([nastyText(dice), dice.bytes(dice.pick([4, 8, 16, 20, 32, 64])).toString('base64')])),
  (request, dice) => setHeader(request, 'x-amz-content-sha256', dice.pick([dice.bytes(32).toString('hex'), 'UNSIGNED-PAYLOAD', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'STREAMING-X', nastyText(dice)])),
  (request, dice) => void (request.method = dice.pick(methods)),
  (request, dice) => void (request.service = dice.pick(['s3', 'iam', 'sts', 'kms', 'sns', 'events', 'monitoring', 'rds', 'ec2', 'backup', 'fis', 'nothing', '..'])),
  (request, dice) => void (request.region = dice.pick(['eu-west-1', 'us-west-2', 'mars-1', 'aws-global', '..'])),
  (request, dice) => void (request.body = dice.bytes(dice.below(64))),
  changedDocument,
  changedDocument,
  changedDocument,
  changedDocument,
];

/** One change, or two, or three. A request whose body is to match its own checksum keeps it only by luck. */
export function changeContent(request: Crafted, dice: Dice): void {
  for (let count = dice.pick([1, 1, 1, 2, 3]); count > 0; count -= 1) dice.pick(mutations)(request, dice);
  if (header(request, 'content-length') !== undefined) setHeader(request, 'content-length', String(request.body.length));
  // A changed document shall be read, and not be turned away for the checksum of the one before it.
  if (dice.once(2)) for (const name of digests) dropHeader(request, name);
  request.headers = request.headers.filter(([name]) => name !== '');
}
