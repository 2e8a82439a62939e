/** A service as its published client describes it: its operations, their shapes and their routes. */
import { createRequire } from 'node:module';
import { NormalizedSchema } from '@smithy/core/schema';
import { fisRoutes } from './fis-routes';

export type ProtocolName = 'rest-xml' | 'rest-json' | 'query' | 'ec2-query';

/** Where a REST operation lives: `GET /{Key+}?versions`. */
export interface Route {
  method: string;
  /** The path's template, without the query: `/backup/plans/{backupPlanId}`. */
  template: string;
  /** Query parameters that must be there; an empty value stands for any. */
  literals: ReadonlyMap<string, string>;
  /** The status of a good answer. */
  status: number;
}

export interface OperationModel {
  name: string;
  /** Undefined where the published client carries no shapes. */
  input?: NormalizedSchema;
  output?: NormalizedSchema;
  route?: Route;
  /** Whether a checksum header of the request is one of its body. */
  checksummed: boolean;
}

export interface ServiceModel {
  /** The name in the SigV4 scope: `s3`, `rds`. */
  name: string;
  protocol: ProtocolName;
  /** What the root elements of XML answers are in, if the protocol has it. */
  xmlNamespace?: string;
  operations: ReadonlyMap<string, OperationModel>;
}

interface Source {
  protocol: ProtocolName;
  /** The client package, if it carries shapes. */
  client?: string;
  routes?: Readonly<Record<string, readonly [string, string]>>;
  xmlNamespace?: string;
}

const sources: Readonly<Record<string, Source>> = {
  s3: { protocol: 'rest-xml', client: '@aws-sdk/client-s3', xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/' },
  rds: { protocol: 'query', client: '@aws-sdk/client-rds', xmlNamespace: 'http://rds.amazonaws.com/doc/2014-10-31/' },
  sts: { protocol: 'query', client: '@aws-sdk/client-sts', xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
  ec2: { protocol: 'ec2-query', client: '@aws-sdk/client-ec2', xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/' },
  backup: { protocol: 'rest-json', client: '@aws-sdk/client-backup' },
  fis: { protocol: 'rest-json', routes: fisRoutes },
};

/** Every service that the stand-in knows the operations of. */
export const knownServices: readonly string[] = Object.keys(sources);

const models = new Map<string, ServiceModel>();
const load = createRequire(__filename);

/** The protocol that a service speaks, without loading its shapes. */
export function protocolOf(service: string): ProtocolName | undefined {
  return sources[service]?.protocol;
}

/** Loads a service's shapes at its first call: some clients are big, and nobody may ask for them. */
export function serviceModel(service: string): ServiceModel | undefined {
  const source = Object.hasOwn(sources, service) ? sources[service] : undefined;
  if (!source) return undefined;
  let model = models.get(service);
  if (!model) {
    const operations = source.client ? operationsOfClient(source.client) : operationsOfRoutes(source.routes ?? {});
    model = { name: service, protocol: source.protocol, xmlNamespace: source.xmlNamespace, operations };
    models.set(service, model);
  }
  return model;
}

/** What a client package exports for an operation: a tag, namespace, name, traits, input and output. */
type OperationExport = [9, string, string, Record<string, unknown> | number, unknown, unknown];

function operationsOfClient(client: string): Map<string, OperationModel> {
  const operations = new Map<string, OperationModel>();
  for (const exported of Object.values(load(client) as Record<string, unknown>)) {
    if (!Array.isArray(exported) || exported[0] !== 9) continue;
    // The tag 9 marks an operation's schema in every published client.
    const [, , name, traits, input, output] = exported as OperationExport;
    const { http, httpChecksum } = typeof traits === 'object' ? traits : {};
    const route = Array.isArray(http) ? routeOf(...(http as [string, string, number])) : undefined;
    operations.set(name, { name, input: schemaOf(input), output: schemaOf(output), route, checksummed: httpChecksum !== undefined });
  }
  return operations;
}

function operationsOfRoutes(routes: Readonly<Record<string, readonly [string, string]>>): Map<string, OperationModel> {
  return new Map(
    Object.entries(routes).map(([name, [method, path]]) => [name, { name, route: routeOf(method, path, 200), checksummed: false }]),
  );
}

function schemaOf(exported: unknown): NormalizedSchema {
  // The client's own types call a schema by a union that NormalizedSchema.of takes whole.
  return NormalizedSchema.of(exported as Parameters<typeof NormalizedSchema.of>[0]);
}

function routeOf(method: string, path: string, status: number): Route {
  const [template = '/', query = ''] = path.split('?');
  const literals = new Map(new URLSearchParams(query));
  // Clients may leave x-id out: it says again what method, path and headers say already.
  literals.delete('x-id');
  return { method, template, literals, status };
}
