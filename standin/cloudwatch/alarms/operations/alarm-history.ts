/** DescribeAlarmHistory: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
import type { DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput } from '@aws-sdk/client-cloudwatch';
import { pageOf } from '../../../next-token';
import { operation, type Handler } from '../../../service';
import { invalidToken, notServed, validationError } from '../../refusals';
import type { Alarms } from '../alarms';
import type { HistoryItem } from '../history';

export function describeAlarmHistory(alarms: Alarms): Handler {
  return operation<DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput>(async (input, call) => {
    if (input.AlarmContributorId !== undefined) throw notServed('alarm contributors');
    const most = input.MaxRecords ?? 100;
    if (most < 1 || most > 100) throw validationError('maxRecords', most, 'Member must have value between 1 and 100');
    const wantsMetricAlarms = !input.AlarmTypes || input.AlarmTypes.length === 0 || input.AlarmTypes.includes('MetricAlarm');
    const fitting = wantsMetricAlarms ? alarms.history.of(call.caller.accountId, call.region).filter((item) => fits(item, input)) : [];
    const ordered = input.ScanBy === 'TimestampAscending' ? fitting : fitting.reverse();
    const page = pageOf(ordered, { most, token: input.NextToken, refusal: invalidToken });
    return {
      AlarmHistoryItems: page.items.map((item) => ({
        AlarmName: item.alarmName,
        AlarmType: 'MetricAlarm' as const,
        Timestamp: item.at.toDate(),
        HistoryItemType: item.type,
        HistorySummary: item.summary,
        HistoryData: item.data,
      })),
      ...(page.token && { NextToken: page.token }),
    };
  });
}

function fits({ alarmName, type, at }: HistoryItem, input: DescribeAlarmHistoryInput): boolean {
  const time = at.epochMilliseconds;
  return (
    (input.AlarmName === undefined || alarmName === input.AlarmName) &&
    (input.HistoryItemType === undefined || type === input.HistoryItemType) &&
    (!input.StartDate || time >= input.StartDate.getTime()) &&
    (!input.EndDate || time <= input.EndDate.getTime())
  );
}
