/** Whether an alarm says that all is well. */
import type { Services } from '../aws/services';
import type { Seen } from '../measure/seen';

/** Good while it does; null while it cannot tell, and where there is no such alarm. */
export async function isQuiet(services: Services, region: string, name: string): Promise<Seen> {
  const alarm = await services.alarms(region).state(name);
  if (!alarm) return { good: null, saw: `there is no alarm ${name}` };
  return { good: alarm.state === 'INSUFFICIENT_DATA' ? null : alarm.state === 'OK', saw: `${alarm.state}: ${alarm.reason}` };
}
