/** The parameters of all accounts and regions, kept on record, and the events that tell of their changes. */
import type { Access } from '../access/access';
import type { Chance } from '../chance';
import { Table } from '../durable/table';
import type { EventBuses } from '../events/event-buses';
import type { KeyRing } from '../kms/key-ring';
import type { Call } from '../service';
import { type Whereabouts, whereOf } from '../whereabouts';
import type { World } from '../world';
import { referenceOf } from './names';
import { arnIn, latest, type Parameter } from './parameter';
import { noParameter } from './refusals';

/** What Parameter Store shares with the other services of its world. */
export interface Ground {
  access: Access;
  keys: KeyRing;
  buses: EventBuses;
}

export type Change = 'Create' | 'Update' | 'Delete' | 'LabelParameterVersion';

export class Parameters {
  readonly access: Access;
  readonly keys: KeyRing;
  /** What the ids of images are drawn from. */
  readonly chance: Chance;
  readonly #buses: EventBuses;
  readonly #rows: Table<Parameter>;

  constructor(
    private readonly world: World,
    { access, keys, buses }: Ground,
  ) {
    this.access = access;
    this.chance = world.chance;
    this.keys = keys;
    this.#buses = buses;
    this.#rows = new Table(world.journal, 'ssm.parameters');
  }

  /** In the order of their names. */
  of(where: Whereabouts): Parameter[] {
    const own = [...this.#rows.values()].filter(({ accountId, region }) => accountId === where.accountId && region === where.region);
    return own.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** By its name or its ARN, which may be followed by a version. */
  find(where: Whereabouts, asked: string): Parameter | undefined {
    const { id } = referenceOf(asked);
    if (!id.startsWith('arn:')) return this.#rows.get(placeOf(where, id));
    const name = id.split(':parameter/')[1] ?? '';
    if (id !== arnIn(where, name)) return undefined;
    return this.#rows.get(placeOf(where, `/${name}`)) ?? this.#rows.get(placeOf(where, name));
  }

  /** Throws ParameterNotFound. */
  require(call: Call, asked: string | undefined): Parameter {
    const parameter = this.find(whereOf(call), asked ?? '');
    if (!parameter) throw noParameter();
    return parameter;
  }

  put(parameter: Parameter, change?: Change): Parameter {
    this.#rows.put(placeOf(parameter, parameter.name), parameter);
    if (change) this.#tell(parameter, change);
    return parameter;
  }

  delete(parameter: Parameter): void {
    this.#rows.delete(placeOf(parameter, parameter.name));
    this.#tell(parameter, 'Delete');
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-cwe.html */
  #tell(parameter: Parameter, operation: Change): void {
    const { accountId, region, arn, name } = parameter;
    const { type, description } = latest(parameter);
    const detail = { operation, name, type, ...(description !== undefined && { description }) };
    this.#buses.put({ accountId, region, source: 'aws.ssm', detailType: 'Parameter Store Change', resources: [arn], detail, time: this.world.clock.now() });
  }
}

function placeOf({ accountId, region }: Whereabouts, name: string): string {
  return `${accountId}/${region}/${name}`;
}
