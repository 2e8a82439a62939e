/** A service as its published client describes it: its operations, their shapes and their routes. */
import { createRequire } from 'node:module';
import { NormalizedSchema } from '@smithy/core/schema';
import { fisRoutes } from './fis-routes';

export type ProtocolName = 'rest-xml' | 'path-xml' | 'rest-json' | 'json' | 'rpc-cbor' | 'query' | 'ec2-query';

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
  /** The name of its service in the SigV4 scope. */
  service: string;
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
  /** What the root elements of XML answers are in, if the protocol has it. */
  xmlNamespace?: string;
  /** What X-Amz-Target says before the operation's name, and the path of CBOR requests: `AWSEvents`. */
  target?: string;
  jsonVersion?: '1.0' | '1.1';
  /** Whether it once spoke AWS Query and tells the codes of that with its errors, and what they are by the errors' own names. */
  queryCompatible: boolean;
  queryCodes: ReadonlyMap<string, string>;
  operations: ReadonlyMap<string, OperationModel>;
}

interface Source {
  /** What it speaks, the one that its own clients use first. */
  protocols: readonly [ProtocolName, ...ProtocolName[]];
  /** The client package, if it carries shapes. */
  client?: string;
  routes?: Readonly<Record<string, readonly [string, string]>>;
  xmlNamespace?: string;
  target?: string;
  jsonVersion?: '1.0' | '1.1';
}

const sources: Readonly<Record<string, Source>> = {
  s3: { protocols: ['rest-xml'], client: '@aws-sdk/client-s3', xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/' },
  rds: { protocols: ['query'], client: '@aws-sdk/client-rds', xmlNamespace: 'http://rds.amazonaws.com/doc/2014-10-31/' },
  sts: { protocols: ['query'], client: '@aws-sdk/client-sts', xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
  iam: { protocols: ['query'], client: '@aws-sdk/client-iam', xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/' },
  ec2: { protocols: ['ec2-query'], client: '@aws-sdk/client-ec2', xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/' },
  backup: { protocols: ['rest-json'], client: '@aws-sdk/client-backup' },
  kms: { protocols: ['json'], client: '@aws-sdk/client-kms', target: 'TrentService', jsonVersion: '1.1' },
  events: { protocols: ['json'], client: '@aws-sdk/client-eventbridge', target: 'AWSEvents', jsonVersion: '1.1' },
  monitoring: {
    protocols: ['json', 'query', 'rpc-cbor'],
    client: '@aws-sdk/client-cloudwatch',
    target: 'GraniteServiceVersion20100801',
    jsonVersion: '1.0',
    xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
  },
  sns: { protocols: ['query'], client: '@aws-sdk/client-sns', xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/' },
  route53: { protocols: ['path-xml'], client: '@aws-sdk/client-route-53', xmlNamespace: 'https://route53.amazonaws.com/doc/2013-04-01/' },
  fis: { protocols: ['rest-json'], routes: fisRoutes },
  cloudtrail: { protocols: ['json'], client: '@aws-sdk/client-cloudtrail', target: 'CloudTrail_20131101', jsonVersion: '1.1' },
  secretsmanager: { protocols: ['json'], client: '@aws-sdk/client-secrets-manager', target: 'secretsmanager', jsonVersion: '1.1' },
  tagging: { protocols: ['json'], client: '@aws-sdk/client-resource-groups-tagging-api', target: 'ResourceGroupsTaggingAPI_20170126', jsonVersion: '1.1' },
  ebs: { protocols: ['rest-json'], client: '@aws-sdk/client-ebs' },
  lambda: { protocols: ['rest-json'], client: '@aws-sdk/client-lambda' },
  ssm: { protocols: ['json'], client: '@aws-sdk/client-ssm', target: 'AmazonSSM', jsonVersion: '1.1' },
  servicequotas: { protocols: ['json'], client: '@aws-sdk/client-service-quotas', target: 'ServiceQuotasV20190624', jsonVersion: '1.1' },
};

/** Every service that the stand-in knows the operations of. */
export const knownServices: readonly string[] = Object.keys(sources);

const models = new Map<string, ServiceModel>();
const load = createRequire(__filename);

/** The protocol that a request to a service is in, without loading the service's shapes. Undefined for a service that is not known. */
export function protocolOf(service: string, headers: Readonly<Record<string, string>>): ProtocolName | undefined {
  const protocols = Object.hasOwn(sources, service) ? sources[service]?.protocols : undefined;
  if (!protocols || protocols.length === 1) return protocols?.[0];
  const spoken = headers['smithy-protocol'] === 'rpc-v2-cbor' ? 'rpc-cbor' : headers['x-amz-target'] === undefined ? 'query' : 'json';
  return protocols.includes(spoken) ? spoken : protocols[0];
}

/** The service whose operations X-Amz-Target names so. */
export function serviceOfTarget(target: string): string | undefined {
  return Object.keys(sources).find((name) => isTarget(sources[name]?.target, target.slice(0, target.lastIndexOf('.'))));
}

/** Whether a service is named so before the operation; some clients name CloudTrail with the package that it is in. */
export function isTarget(service: string | undefined, named: string): boolean {
  return service !== undefined && (named === service || named.endsWith(`.${service}`));
}

/** Loads a service's shapes at its first call: some clients are big, and nobody may ask for them. */
export function serviceModel(service: string): ServiceModel | undefined {
  const source = Object.hasOwn(sources, service) ? sources[service] : undefined;
  if (!source) return undefined;
  let model = models.get(service);
  if (!model) {
    const { client, routes = {}, protocols, ...said } = source;
    const operations = client ? operationsOfClient(service, client) : operationsOfRoutes(service, routes);
    const queryCompatible = protocols[0] === 'json' && protocols.includes('query');
    model = { name: service, operations, queryCompatible, queryCodes: queryCompatible && client ? queryCodesOf(client) : new Map(), ...said };
    models.set(service, model);
  }
  return model;
}

/** What a client package exports for an operation: a tag, namespace, name, traits, input and output. */
type OperationExport = [9, string, string, Record<string, unknown> | number, unknown, unknown];

function operationsOfClient(service: string, client: string): Map<string, OperationModel> {
  const operations = new Map<string, OperationModel>();
  for (const exported of Object.values(load(client) as Record<string, unknown>)) {
    if (!Array.isArray(exported) || exported[0] !== 9) continue;
    // The tag 9 marks an operation's schema in every published client.
    const [, , name, traits, input, output] = exported as OperationExport;
    const { http, httpChecksum } = typeof traits === 'object' ? traits : {};
    const route = Array.isArray(http) ? routeOf(...(http as [string, string, number])) : undefined;
    operations.set(name, { service, name, input: schemaOf(input), output: schemaOf(output), route, checksummed: httpChecksum !== undefined });
  }
  return operations;
}

function operationsOfRoutes(service: string, routes: Readonly<Record<string, readonly [string, string]>>): Map<string, OperationModel> {
  return new Map(
    Object.entries(routes).map(([name, [method, path]]) => [name, { service, name, route: routeOf(method, path, 200), checksummed: false }]),
  );
}

const errorNames = new Map<string, ReadonlyMap<string, string>>();

/** The exception's own name of an error that AWS Query has a code for: `NoSuchEntityException` for IAM's `NoSuchEntity`. The code itself where there is none. */
export function errorNamed(service: string, code: string): string {
  let names = errorNames.get(service);
  if (!names) {
    const client = Object.hasOwn(sources, service) ? sources[service]?.client : undefined;
    names = new Map(client === undefined ? [] : [...queryCodesOf(client)].map(([name, said]) => [said, name]));
    errorNames.set(service, names);
  }
  return names.get(code) ?? code;
}

/** The tag -3 marks an error's schema; its traits say which code AWS Query has for it, where that is another. */
function queryCodesOf(client: string): Map<string, string> {
  const codes = new Map<string, string>();
  for (const exported of Object.values(load(client) as Record<string, unknown>)) {
    if (!Array.isArray(exported) || exported[0] !== -3) continue;
    const [, , name, traits] = exported as [-3, string, string, { awsQueryError?: [code: string, status: number] } | 0];
    if (traits && traits.awsQueryError) codes.set(name, traits.awsQueryError[0]);
  }
  return codes;
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
