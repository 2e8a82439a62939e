/** For tests: services on a stand-in of their own, as a drill has them, with what they put on record. */
import type { CallEntry } from '../evidence/entry';
import type { Clock } from '../time/clock';
import { Duration } from '../time/duration';
import type { DatabaseConfiguration } from './rds';
import { Services } from './services';
import type { DatabaseLogin } from './sql';
import { openTarget, type Target, type TargetOptions } from './target';

export const region = 'eu-central-1';

export interface ServicesUnderTest {
  target: Target;
  clock: Clock;
  services: Services;
  calls: CallEntry[];
}

/** The caller closes the target. */
export async function servicesUnderTest(options: Partial<TargetOptions> = {}): Promise<ServicesUnderTest> {
  const target = await openTarget({ seed: 1, drill: 'test', mischief: [], ...options });
  const calls: CallEntry[] = [];
  return { target, clock: target.clock, services: new Services(target, (entry) => void calls.push(entry), () => undefined), calls };
}

export const password = 'correct-horse-battery';

export const smallest: DatabaseConfiguration = {
  engine: 'postgres',
  engineVersion: '18.4',
  instanceClass: 'db.t4g.micro',
  storageGiB: 20,
  storageEncrypted: true,
  multiAz: false,
  publiclyAccessible: false,
  backupRetentionDays: 1,
  deletionProtection: false,
};

/** Creates a database and waits until it answers and can be restored. */
export async function databaseUnderTest({ clock, services }: ServicesUnderTest, identifier: string, tags: Record<string, string> = {}): Promise<DatabaseLogin> {
  const rds = services.rds(region);
  return clock.during(async () => {
    await rds.create({ identifier, databaseName: 'app', user: 'keeper', password, configuration: smallest, tags });
    for (;;) {
      const found = await rds.find(identifier);
      if (found?.status === 'available' && found.endpoint && found.latestRestorableTime) return { ...found.endpoint, database: 'app', user: 'keeper', password };
      await clock.sleep(Duration.seconds(30));
    }
  });
}
