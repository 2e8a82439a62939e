/** DescribeDBParameters, DescribeEngineDefaultParameters, ModifyDBParameterGroup and ResetDBParameterGroup. */
import type {
  DBParameterGroupDetails, DBParameterGroupNameMessage, DescribeDBParametersMessage, DescribeEngineDefaultParametersMessage, DescribeEngineDefaultParametersResult,
  ModifyDBParameterGroupMessage, Parameter, ResetDBParameterGroupMessage,
} from '@aws-sdk/client-rds';
import { operation, type Call, type Operations } from '../../service';
import { filter } from '../answers/filters';
import { page } from '../answers/paging';
import { refusals } from '../refusals';
import type { Place, Room } from '../room';
import { applyLater } from './apply';
import { catalogue, type ParameterKind } from './catalogue';
import { defaultGroup, family, type ParameterGroup, type SetParameter } from './groups';
import { assertFamily } from './group-operations';
import { methodOf, modifiable, parameterAnswer, readParameter, sourceOf } from './values';

/** So many parameters are changed at a time. Source: the ModifyDBParameterGroup reference. */
const mostChanges = 20;

export function parameterOperations(room: Room): Operations {
  return {
    DescribeDBParameters: operation(async (input: DescribeDBParametersMessage, call): Promise<DBParameterGroupDetails> => {
      const group = room.parameterGroups.find(placeOf(room, call), input.DBParameterGroupName);
      const { Source: source } = input;
      if (source !== undefined && !['user', 'system', 'engine-default'].includes(source)) throw refusals.value(`Invalid value ${source} for Source.`);
      const wanted = filter<ParameterKind>(input.Filters, { 'parameter-name': ({ name }) => [name] });
      const kinds = [...(await catalogue(room)).values()].filter(wanted);
      const asked = kinds.filter((kind) => source === undefined || sourceOf(kind, group.parameters[kind.name]) === source);
      const { items, marker } = page(asked, input);
      return { Parameters: items.map((kind) => parameterAnswer(kind, group.parameters[kind.name])), Marker: marker };
    }),
    DescribeEngineDefaultParameters: operation(async (input: DescribeEngineDefaultParametersMessage): Promise<DescribeEngineDefaultParametersResult> => {
      assertFamily(input.DBParameterGroupFamily);
      const wanted = filter<ParameterKind>(input.Filters, { 'parameter-name': ({ name }) => [name] });
      const { items, marker } = page([...(await catalogue(room)).values()].filter(wanted), input);
      return { EngineDefaults: { DBParameterGroupFamily: family, Parameters: items.map((kind) => parameterAnswer(kind)), Marker: marker } };
    }),
    ModifyDBParameterGroup: operation(async (input: ModifyDBParameterGroupMessage, call): Promise<DBParameterGroupNameMessage> => {
      const kinds = await catalogue(room);
      const group = changeable(room, call, input.DBParameterGroupName);
      const changes = (listed(input.Parameters) ?? []).map((parameter) => readParameter(kinds, parameter));
      const parameters = { ...group.parameters, ...Object.fromEntries(changes.map((one) => [one.name, one])) };
      return change(room, call, { ...group, parameters }, changes);
    }),
    ResetDBParameterGroup: operation(async (input: ResetDBParameterGroupMessage, call): Promise<DBParameterGroupNameMessage> => {
      const kinds = await catalogue(room);
      const group = changeable(room, call, input.DBParameterGroupName);
      const all = input.ResetAllParameters ?? !input.Parameters?.length;
      if (all && input.Parameters?.length) throw refusals.combination('ResetAllParameters cannot be true when Parameters are specified.');
      const gone = all ? Object.keys(group.parameters).map((name) => reset(kinds, name)) : (listed(input.Parameters) ?? []).map((one) => resetOne(kinds, one));
      const parameters = Object.fromEntries(Object.entries(group.parameters).filter(([name]) => !gone.some((one) => one.name === name)));
      return change(room, call, { ...group, parameters }, gone);
    }),
  };
}

function placeOf(room: Room, { caller, region }: Call): Place {
  return room.place(caller.accountId, region);
}

/** Throws DBParameterGroupNotFound, and InvalidDBParameterGroupState for the default one. */
function changeable(room: Room, call: Call, name: string | undefined): ParameterGroup {
  const group = room.parameterGroups.find(placeOf(room, call), name);
  if (group.name === defaultGroup) throw refusals.parameterGroupState(`A default parameter group cannot be modified: ${group.name}`);
  return group;
}

function listed(parameters: Parameter[] | undefined): Parameter[] | undefined {
  if (!parameters?.length) throw refusals.missing('Parameters');
  if (parameters.length > mostChanges) throw refusals.value(`At most ${mostChanges} parameters can be changed in one request.`);
  return parameters;
}

type Reset = Pick<SetParameter, 'name' | 'method'>;

/** Resetting all applies dynamic parameters at once and static ones with the next restart. Source: the ResetDBParameterGroup reference. */
function reset(kinds: ReadonlyMap<string, ParameterKind>, name: string): Reset {
  return { name, method: kinds.get(name)?.isStatic === false ? 'immediate' : 'pending-reboot' };
}

function resetOne(kinds: ReadonlyMap<string, ParameterKind>, { ParameterName: given, ApplyMethod: method }: Parameter): Reset {
  const kind = modifiable(kinds, given);
  return { name: kind.name, method: methodOf(kind, method) };
}

function change(room: Room, call: Call, group: ParameterGroup, changes: Reset[]): DBParameterGroupNameMessage {
  room.parameterGroups.put(group);
  const names = changes.filter(({ method }) => method === 'immediate').map(({ name }) => name);
  for (const instance of placeOf(room, call).instances.values()) {
    if (names.length > 0 && instance.settings.parameterGroup === group.name) applyLater(room, instance, names);
  }
  return { DBParameterGroupName: group.name };
}
