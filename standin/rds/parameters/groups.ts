/** The parameter groups of each account and region, kept on record. The default one is everybody's, and nobody changes it. */
import { Table } from '../../durable/table';
import type { TagRecord } from '../../tag-record';
import type { Whereabouts } from '../../whereabouts';
import type { World } from '../../world';
import { arnOf } from '../names';
import { refusals } from '../refusals';

export const family = 'postgres18';
export const defaultGroup = 'default.postgres18';

/** A parameter that a group sets. */
export interface SetParameter {
  name: string;
  value: string;
  method: 'immediate' | 'pending-reboot';
}

export interface ParameterGroup extends Whereabouts {
  name: string;
  description: string;
  /** By name. */
  parameters: Readonly<Record<string, SetParameter>>;
  tags: TagRecord;
}

/** Source: the RDS quotas page. */
const mostGroups = 150;

export class ParameterGroups {
  readonly #table: Table<ParameterGroup>;

  constructor(world: World) {
    this.#table = new Table(world.journal, 'rds.parameter-groups');
  }

  /** By name; the default one first. */
  of({ accountId, region }: Whereabouts): ParameterGroup[] {
    const own = [...this.#table.values()].filter((group) => group.accountId === accountId && group.region === region);
    return [preset({ accountId, region }), ...own.sort((a, b) => (a.name < b.name ? -1 : 1))];
  }

  /** By name or ARN. Throws DBParameterGroupNotFound. */
  find(where: Whereabouts, given: string | undefined, parameter = 'DBParameterGroupName'): ParameterGroup {
    if (!given) throw refusals.missing(parameter);
    const prefix = arnOf(where, 'pg', '');
    const name = (given.startsWith(prefix) ? given.slice(prefix.length) : given).toLowerCase();
    const group = name === defaultGroup ? preset(where) : this.#table.get(arnOf(where, 'pg', name));
    if (!group) throw refusals.parameterGroupNotFound(given);
    return group;
  }

  /** Throws DBParameterGroupAlreadyExists and DBParameterGroupQuotaExceeded. */
  add(group: ParameterGroup): ParameterGroup {
    const all = this.of(group);
    if (all.some(({ name }) => name === group.name)) throw refusals.parameterGroupExists(group.name);
    if (all.length > mostGroups) throw refusals.parameterGroupQuota(mostGroups);
    return this.put(group);
  }

  put(group: ParameterGroup): ParameterGroup {
    return this.#table.put(arnOf(group, 'pg', group.name), group);
  }

  delete(group: ParameterGroup): void {
    this.#table.delete(arnOf(group, 'pg', group.name));
  }
}

function preset({ accountId, region }: Whereabouts): ParameterGroup {
  return { accountId, region, name: defaultGroup, description: `Default parameter group for ${family}`, parameters: {}, tags: {} };
}
