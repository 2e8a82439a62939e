/** The body of an RPC request, unpacked: clients compress long ones, such as many metrics at once. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AwsError } from '../../aws-error';
import { collect, type WireRequest } from '../wire';

/** What a body may unpack to. AWS takes a megabyte; twice that is a bound on memory, not a rule of AWS's. */
const most = 2 ** 21;
const unpack = promisify(gunzip);

/** Throws AwsError for a body that says it is compressed and is not, or unpacks to too much. */
export async function rpcBody(request: WireRequest): Promise<Uint8Array> {
  const bytes = await collect(request.body);
  if (request.headers['content-encoding'] !== 'gzip') return bytes;
  try {
    return await unpack(bytes, { maxOutputLength: most });
  } catch {
    throw new AwsError('SerializationException', 'The request body cannot be unpacked.');
  }
}
