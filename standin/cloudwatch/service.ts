/** The stand-in's CloudWatch: every operation it serves, by name. */
import type { Access } from '../access/access';
import type { Call, Service } from '../service';
import { alarmArn } from './alarms/alarm';
import type { Alarms } from './alarms/alarms';
import { describeAlarmHistory } from './alarms/operations/alarm-history';
import { listTagsForResource, tagResource, untagResource } from './alarms/operations/alarm-tags';
import { deleteAlarms, setAlarmState, switchAlarmActions } from './alarms/operations/change-alarms';
import { describeAlarms, describeAlarmsForMetric } from './alarms/operations/describe-alarms';
import { putMetricAlarm } from './alarms/operations/put-metric-alarm';
import { taggedAlarms } from './alarms/tagged-alarms';
import type { Metrics } from './metrics';
import { getMetricData } from './operations/get-metric-data';
import { getMetricStatistics } from './operations/get-metric-statistics';
import { listMetrics } from './operations/list-metrics';
import { putMetricData } from './operations/put-metric-data';

export function cloudwatchService(metrics: Metrics, alarms: Alarms, access: Access): Service {
  return {
    operations: {
      PutMetricData: putMetricData(metrics),
      GetMetricData: getMetricData(metrics),
      GetMetricStatistics: getMetricStatistics(metrics),
      ListMetrics: listMetrics(metrics),
      PutMetricAlarm: putMetricAlarm(alarms),
      DescribeAlarms: describeAlarms(alarms),
      DescribeAlarmsForMetric: describeAlarmsForMetric(alarms),
      DescribeAlarmHistory: describeAlarmHistory(alarms),
      DeleteAlarms: deleteAlarms(alarms),
      SetAlarmState: setAlarmState(alarms),
      EnableAlarmActions: switchAlarmActions(alarms, true),
      DisableAlarmActions: switchAlarmActions(alarms, false),
      TagResource: tagResource(alarms),
      UntagResource: untagResource(alarms),
      ListTagsForResource: listTagsForResource(alarms),
    },
    tagged: taggedAlarms(alarms),
    authorize: (operation, input, call) => {
      for (const resource of resourcesOf(input, call)) {
        const context = namespaceOf(input);
        access.require({ caller: call.caller, action: `cloudwatch:${operation}`, resource, ...(context !== undefined && { context: { 'cloudwatch:namespace': context } }) });
      }
    },
  };
}

/** Data belongs to no resource; alarms are resources of their own: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html */
function resourcesOf(input: object, { caller, region }: Call): string[] {
  if ('ResourceARN' in input && typeof input.ResourceARN === 'string') return [input.ResourceARN];
  const names = 'AlarmNames' in input && Array.isArray(input.AlarmNames) ? (input.AlarmNames as string[]) : 'AlarmName' in input ? [String(input.AlarmName)] : [];
  return names.length > 0 ? names.map((name) => alarmArn(caller.accountId, region, name)) : ['*'];
}

function namespaceOf(input: object): string | undefined {
  return 'Namespace' in input && typeof input.Namespace === 'string' ? input.Namespace : undefined;
}
