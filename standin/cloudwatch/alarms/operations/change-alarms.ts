/** DeleteAlarms, SetAlarmState, EnableAlarmActions and DisableAlarmActions. */
import type { DeleteAlarmsInput, EnableAlarmActionsInput, SetAlarmStateInput, StateValue } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../../aws-error';
import { isJson } from '../../../is-json';
import { operation, type Call, type Handler } from '../../../service';
import { validationError } from '../../refusals';
import { type Alarm, alarmArn } from '../alarm';
import type { Alarms } from '../alarms';

/** Names of no alarm are passed over: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html */
export function deleteAlarms(alarms: Alarms): Handler {
  return operation<DeleteAlarmsInput, object>(async (input, call) => {
    for (const { name, arn } of named(alarms, call, input.AlarmNames)) {
      alarms.delete(arn);
      const summary = `Alarm "${name}" deleted`;
      alarms.history.add({ accountId: call.caller.accountId, region: call.region, alarmName: name, type: 'ConfigurationUpdate', summary, data: JSON.stringify({ version: '1.0', type: 'Delete' }) });
    }
    return {};
  });
}

const states: readonly string[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] satisfies StateValue[];

export function setAlarmState(alarms: Alarms): Handler {
  return operation<SetAlarmStateInput, object>(async (input, call) => {
    const { AlarmName: name = '', StateValue: value, StateReason: reason, StateReasonData: reasonData } = input;
    if (value === undefined || !states.includes(value)) throw validationError('stateValue', value, `Member must satisfy enum value set: [${states.join(', ')}]`);
    if (reason === undefined || reason.length > 1_023) throw validationError('stateReason', reason, 'Member must have length less than or equal to 1023');
    if (reasonData !== undefined && !isJson(reasonData)) throw new AwsError('InvalidFormatFault', 'StateReasonData is not valid JSON.');
    const [alarm] = named(alarms, call, [name]);
    if (!alarm) throw new AwsError('ResourceNotFound', `Unknown alarm ${name}`, { status: 404 });
    alarms.set(alarm, { value, reason, ...(reasonData !== undefined && { reasonData }) });
    return {};
  });
}

export function switchAlarmActions(alarms: Alarms, actionsEnabled: boolean): Handler {
  return operation<EnableAlarmActionsInput, object>(async (input, call) => {
    for (const alarm of named(alarms, call, input.AlarmNames)) alarms.change(alarm, { settings: { ...alarm.settings, actionsEnabled, updated: call.now } });
    return {};
  });
}

function named(alarms: Alarms, call: Call, names: readonly string[] = []): Alarm[] {
  if (names.length > 100) throw validationError('alarmNames', names.length, 'Member must have length less than or equal to 100');
  return names.map((name) => alarms.find(alarmArn(call.caller.accountId, call.region, name))).filter((alarm) => alarm !== undefined);
}
