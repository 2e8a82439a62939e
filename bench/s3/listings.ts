/** The index behind listings, and listings over HTTP beside the rate at which their answers can be written at all. */
import { CreateBucketCommand, ListObjectVersionsCommand, type ListObjectVersionsOutput, PutBucketVersioningCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { bindingsOf } from '../../standin/protocol/members';
import { serviceModel } from '../../standin/protocol/model';
import { protocols } from '../../standin/protocol/protocols';
import { KeyHistory } from '../../standin/s3/keys/key-history';
import { orderOf } from '../../standin/s3/keys/key-order';
import { SortedMap } from '../../standin/s3/keys/sorted-map';
import { walk } from '../../standin/s3/listing/walk';
import { Instant } from '../../time/instant';
import { requestsPerSecondFor } from '../load';
import { median } from '../median';
import { compared, type Row } from '../row';
import { compiled } from '../servers';
import { signedLike } from './signed-requests';

const VERSIONS = 100_000;
const KEYS = 25_000;
const PAGE = 1_000;
const ROUNDS = 5;
const ROUND_MILLISECONDS = 800;
const at = Instant.parse('2026-01-05T00:00:00Z');

export async function listings(): Promise<Row[]> {
  return [index(), await overHttp()];
}

/** Puts versions of keys that come in no order, then walks them all. */
function index(): Row {
  const begun = performance.now();
  const histories = new SortedMap<KeyHistory>();
  for (let number = 0; number < VERSIONS; number++) {
    // A multiplier without a divisor in common with the number of keys reaches each of them, in an order that looks like none.
    const key = `folder-${((number * 7_919) % KEYS) % 100}/object-${(number * 7_919) % KEYS}`;
    let history = histories.get(orderOf(key));
    if (!history) histories.add(orderOf(key), (history = new KeyHistory(key)));
    history.insert({ kind: 'marker', id: `version-${number}`, turn: { milliseconds: at.epochMilliseconds, count: number }, modified: at });
  }
  let walked = 0;
  for (const { history } of walk({ from: (order) => histories.from(order) }, {}, () => true)) for (const _version of history?.newestFirst() ?? []) walked += 1;
  if (walked !== VERSIONS) throw new Error(`${walked} of ${VERSIONS} versions were walked`);
  return { what: 'versions put into the index and listed from it', muster: `${Math.round(VERSIONS / ((performance.now() - begun) / 1_000))} a second`, aim: '50,000 a second' };
}

async function overHttp(): Promise<Row> {
  const standin = await compiled();
  try {
    const client = new S3Client({ endpoint: standin.endpoint, region: 'us-east-1', forcePathStyle: true, credentials: { accessKeyId: 'muster', secretAccessKey: 'muster' } });
    const Bucket = 'listed';
    await client.send(new CreateBucketCommand({ Bucket }));
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    for (let number = 0; number < PAGE; number++) await client.send(new PutObjectCommand({ Bucket, Key: `object-${number}`, Body: 'x' }));
    const page = await client.send(new ListObjectVersionsCommand({ Bucket }));
    const requests = await signedLike(standin.endpoint, new ListObjectVersionsCommand({ Bucket }));
    const [ours, alone]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await requestsPerSecondFor(ROUND_MILLISECONDS, standin.endpoint, requests));
      alone.push(written(page));
    }
    return { ...compared(`listings of ${PAGE} versions, beside writing the same XML alone`, 'a second', median(ours), median(alone)), aim: 'ratio of 0.5' };
  } finally {
    await standin.stop();
  }
}

/** How many times a second the same answer can be written. */
function written(page: ListObjectVersionsOutput): number {
  const model = serviceModel('s3');
  const operation = model?.operations.get('ListObjectVersions');
  if (!model || !operation?.output || bindingsOf(operation.output).body.length === 0) throw new Error('S3 is described without its listings');
  const begun = performance.now();
  let times = 0;
  while (performance.now() - begun < ROUND_MILLISECONDS) {
    protocols['rest-xml'].write(model, operation, page, { requestId: 'r', extendedRequestId: 'x', answer: { headers: {} } });
    times += 1;
  }
  return times / ((performance.now() - begun) / 1_000);
}
