/** Judges a batch of changes as Route 53 does: one after the other, and none of them where one is no good. */
import type { Change as AskedChange, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { compareTexts, isWithin, normalized, problemOf } from '../domain-name';
import { isServedType, valueProblem } from './record-values';
import { refusals } from '../refusals';
import type { RecordSet, Zone } from '../rows';
import type { Edit } from '../zones';

/** A request has so many values at most, those of UPSERT counted twice: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html */
const mostValues = 1_000;
const longestTtl = 2_147_483_647;

/** What makes a record more than a plain one. */
const routing = ['SetIdentifier', 'Weight', 'Region', 'GeoLocation', 'Failover', 'MultiValueAnswer', 'AliasTarget', 'HealthCheckId', 'TrafficPolicyInstanceId', 'CidrRoutingConfig', 'GeoProximityLocation'] as const;

/** The edits that a batch comes to. Throws InvalidChangeBatch with every problem there is, InvalidInput, or a refusal of what is not served. */
export function editsOf(zone: Zone, held: readonly RecordSet[], changes: readonly AskedChange[]): Edit[] {
  const asked = changes.map(readChange);
  const values = asked.reduce((sum, { action, set }) => sum + set.values.length * (action === 'UPSERT' ? 2 : 1), 0);
  if (values > mostValues) throw refusals.batch([`Number of records limit of ${mostValues} exceeded.`]);
  const draft = new Draft(zone, held);
  const problems = asked.flatMap(({ action, set }) => draft.change(action, set) ?? []);
  problems.push(...draft.lacks());
  if (problems.length > 0) throw refusals.batch(problems);
  return draft.edits();
}

interface Asked {
  action: string;
  set: RecordSet;
}

function readChange({ Action: action, ResourceRecordSet: asked }: AskedChange): Asked {
  if (action === undefined || !['CREATE', 'DELETE', 'UPSERT'].includes(action)) throw refusals.input(`Invalid XML ; Value '${action}' is not facet-valid with respect to enumeration '[CREATE, DELETE, UPSERT]'.`);
  const { Name: name = '', Type: type = '', TTL: ttl, ResourceRecords: records = [] } = asked ?? ({} as Partial<ResourceRecordSet>);
  for (const member of routing) if (asked?.[member] !== undefined) throw refusals.notServed(`records with ${member}`);
  if (!isServedType(type)) throw refusals.notServed(`records of type "${type}"`);
  if (ttl === undefined || records.length === 0) {
    const change = `Change with [Action=${action}, Name=${normalized(name)}, Type=${type}, SetIdentifier=null]`;
    throw refusals.input(`Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found none in ${change}`);
  }
  if (ttl < 0 || ttl > longestTtl) throw refusals.input(`Invalid XML ; Value '${ttl}' is not facet-valid for type 'TTL'.`);
  return { action, set: { name: normalized(name), type, ttl, values: records.map(({ Value = '' }) => Value) } };
}

/** A zone's records with the changes so far. */
class Draft {
  readonly #held = new Map<string, Map<string, RecordSet>>();
  readonly #touched = new Map<string, { action: string; edit: Edit }>();

  constructor(
    private readonly zone: Zone,
    held: readonly RecordSet[],
  ) {
    for (const set of held) this.#put(set);
  }

  /** Makes a change, or says what is wrong with it. */
  change(action: string, set: RecordSet): string | undefined {
    const problem = this.#formProblem(set) ?? this.#againProblem(action, set) ?? (action === 'DELETE' ? this.#deleteProblem(set) : this.#putProblem(action, set));
    if (problem !== undefined) return problem;
    if (action === 'DELETE') this.#held.get(set.name)?.delete(set.type);
    else this.#put(set);
    this.#touched.set(`${set.name} ${set.type}`, { action, edit: action === 'DELETE' ? { name: set.name, type: set.type } : set });
    return undefined;
  }

  /** What every zone must have and this one would not. */
  lacks(): string[] {
    const own = this.#held.get(this.zone.name);
    return [
      ...(own?.has('NS') ? [] : ['A HostedZone must contain at least one NS record for the zone itself.']),
      ...(own?.has('SOA') ? [] : ['A HostedZone must contain exactly one SOA record.']),
    ];
  }

  edits(): Edit[] {
    return [...this.#touched.values()].map(({ edit }) => edit);
  }

  #formProblem({ name, type, values }: RecordSet): string | undefined {
    const problem = problemOf(name);
    if (problem !== undefined) return problem;
    if (!isWithin(name, this.zone.name)) return `RRSet with DNS name ${name} is not permitted in zone ${this.zone.name}`;
    if (type === 'SOA' && name !== this.zone.name) return `RRSet of type SOA with DNS name ${name} is not permitted in zone ${this.zone.name}`;
    if (values.length > 1 && (type === 'CNAME' || type === 'SOA')) return `Invalid Resource Record: FATAL problem: ${type}RRSetMultipleRecords (${type} record sets can have only one value) encountered with '${name}'`;
    if (new Set(values).size < values.length) return `Duplicate Resource Record: '${values.find((value, at) => values.indexOf(value) !== at)}'`;
    return values.map((value) => valueProblem(type, value)).find((found) => found !== undefined);
  }

  /** Of one record set a batch may say that it goes and then what it is, and nothing else twice. */
  #againProblem(action: string, { name, type }: RecordSet): string | undefined {
    const before = this.#touched.get(`${name} ${type}`);
    if (!before || (before.action === 'DELETE' && action === 'CREATE')) return undefined;
    return `The request contains an invalid set of changes for a resource record set '${type} ${name}'`;
  }

  #deleteProblem(set: RecordSet): string | undefined {
    const held = this.#held.get(set.name)?.get(set.type);
    const tried = `Tried to delete resource record set [name='${set.name}', type='${set.type}']`;
    if (!held) return `${tried} but it was not found`;
    const values = (of: RecordSet): string => JSON.stringify([...of.values].sort(compareTexts));
    return held.ttl === set.ttl && values(held) === values(set) ? undefined : `${tried} but the values provided do not match the current values`;
  }

  #putProblem(action: string, { name, type }: RecordSet): string | undefined {
    const beside = this.#held.get(name);
    if (type === 'CNAME' && name === this.zone.name) return `RRSet of type CNAME with DNS name ${name} is not permitted at apex in zone ${this.zone.name}`;
    if (action === 'CREATE' && beside?.has(type)) return `Tried to create resource record set [name='${name}', type='${type}'] but it already exists`;
    if (type === 'CNAME' && [...(beside?.keys() ?? [])].some((other) => other !== 'CNAME')) {
      return `RRSet of type CNAME with DNS name ${name} is not permitted as it conflicts with other records with the same DNS name in zone ${this.zone.name}`;
    }
    if (type === 'CNAME' || !beside?.has('CNAME')) return undefined;
    return `RRSet of type ${type} with DNS name ${name} is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone ${this.zone.name}`;
  }

  #put(set: RecordSet): void {
    this.#held.set(set.name, (this.#held.get(set.name) ?? new Map<string, RecordSet>()).set(set.type, set));
  }
}
