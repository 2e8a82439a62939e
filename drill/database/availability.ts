/** Whether an instance is there and ready, by what RDS says of it. */
import type { Rds } from '../../aws/rds';
import type { Seen } from '../../measure/seen';

/** Good once RDS calls the instance of that identifier `available`; until then what it is, or `absent`. */
export async function isAvailable(rds: Rds, identifier: string): Promise<Seen> {
  const status = (await rds.find(identifier))?.status ?? 'absent';
  return { good: status === 'available', saw: status };
}
