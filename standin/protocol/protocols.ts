/** The protocol of each name. */
import type { ProtocolName } from './model';
import { pathXml } from './path-xml';
import type { Protocol } from './protocol';
import { awsQuery, ec2Query } from './query';
import { restJson } from './rest-json';
import { restXml } from './rest-xml';
import { rpcCbor } from './rpc/cbor';
import { awsJson } from './rpc/json';

export const protocols: Readonly<Record<ProtocolName, Protocol>> = {
  'rest-xml': restXml,
  'path-xml': pathXml,
  'rest-json': restJson,
  json: awsJson,
  'rpc-cbor': rpcCbor,
  query: awsQuery,
  'ec2-query': ec2Query,
};
