/** For tests: databases of RDS with an AWS Backup that protects them. */
import { Backup } from '@aws-sdk/client-backup';
import { IAM } from '@aws-sdk/client-iam';
import { Duration } from '../../../../time/duration';
import type { Mischief } from '../../../index';
import { RdsUnderTest } from '../../../rds/rds-under-test';

export const otherAccount = '210987654321';
export const managed = ['AWSBackupServiceRolePolicyForBackup', 'AWSBackupServiceRolePolicyForRestores'];

/** Keys of an account's root; the first one's where none is named. */
const rootOf = (accountId: string) => ({ accessKeyId: accountId, secretAccessKey: accountId });

export class DatabasesUnderTest {
  readonly backup: Backup;

  private constructor(readonly under: RdsUnderTest) {
    this.backup = this.backupIn('us-east-1');
  }

  /** With a vault called `vault`, and a role called `backups` that may do what AWS's policies for it allow. */
  static async start(options: { mischief?: Mischief[]; seed?: string } = {}): Promise<DatabasesUnderTest> {
    return DatabasesUnderTest.of(await RdsUnderTest.start(options));
  }

  /** Those of a stand-in, which has neither the vault nor the role yet. */
  static async of(under: RdsUnderTest): Promise<DatabasesUnderTest> {
    const made = DatabasesUnderTest.again(under);
    await made.backup.createBackupVault({ BackupVaultName: 'vault' });
    await made.role('backups');
    return made;
  }

  /** Those of a stand-in that has the vault and the role from an earlier start. */
  static again(under: RdsUnderTest): DatabasesUnderTest {
    return new DatabasesUnderTest(under);
  }

  backupIn(region: string, accountId = '123456789012'): Backup {
    return this.#dated(new Backup({ region, ...this.#options(accountId) }));
  }

  iam(accountId = '123456789012'): IAM {
    return this.#dated(new IAM({ region: 'us-east-1', ...this.#options(accountId) }));
  }

  /** A role that AWS Backup may take on; its ARN. */
  async role(RoleName: string, policies = managed, accountId = '123456789012'): Promise<string> {
    const iam = this.iam(accountId);
    const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
    await iam.createRole({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) });
    for (const name of policies) await iam.attachRolePolicy({ RoleName, PolicyArn: `arn:aws:iam::aws:policy/service-role/${name}` });
    return `arn:aws:iam::${accountId}:role/${RoleName}`;
  }

  /** Backs an instance up and answers the job once it is over. */
  async backUp(identifier: string, role = 'backups') {
    const ResourceArn = `arn:aws:rds:us-east-1:123456789012:db:${identifier}`;
    const started = await this.backup.startBackupJob({ BackupVaultName: 'vault', ResourceArn, IamRoleArn: `arn:aws:iam::123456789012:role/${role}` });
    return this.over(() => this.backup.describeBackupJob({ BackupJobId: started.BackupJobId }), ({ State }) => State);
  }

  /** Copies a recovery point to a vault and answers the job once it is over. */
  async copy(arn: string, vaultArn: string) {
    const started = await this.backup.startCopyJob({ RecoveryPointArn: arn, SourceBackupVaultName: 'vault', DestinationBackupVaultArn: vaultArn, IamRoleArn: 'arn:aws:iam::123456789012:role/backups' });
    const { CopyJob } = await this.over(() => this.backup.describeCopyJob({ CopyJobId: started.CopyJobId }), (answer) => answer.CopyJob?.State);
    return CopyJob ?? {};
  }

  /** Restores a recovery point and answers the job once it is over. */
  async restore(arn: string, Metadata: Record<string, string>, { backup = this.backup, role = 'arn:aws:iam::123456789012:role/backups' } = {}) {
    const { RestoreJobId } = await backup.startRestoreJob({ RecoveryPointArn: arn, Metadata, IamRoleArn: role });
    return this.over(() => backup.describeRestoreJob({ RestoreJobId }), ({ Status }) => Status);
  }

  /** Lets time pass until a job is over. */
  async over<Job>(look: () => Promise<Job>, stateOf: (job: Job) => string | undefined): Promise<Job> {
    for (let looks = 0; looks < 300; looks++) {
      const job = await look();
      if (['COMPLETED', 'FAILED', 'EXPIRED', 'ABORTED'].includes(stateOf(job) ?? '')) return job;
      await this.under.pass(Duration.minutes(1));
    }
    throw new Error('a job was not over within five hours');
  }

  async rows(identifier: string): Promise<number[]> {
    return (await this.under.query<{ n: number }>(identifier, 'select n from written order by n')).map(({ n }) => n);
  }

  close(): Promise<void> {
    return this.under.close();
  }

  #options(accountId: string) {
    return { requestHandler: this.under.standin.requestHandler, credentials: rootOf(accountId), maxAttempts: 1 };
  }

  #dated<Client extends { config: object }>(client: Client): Client {
    const { clock } = this.under.standin;
    Object.defineProperty(client.config, 'systemClockOffset', { get: () => clock.now().epochMilliseconds - Date.now(), set: () => undefined });
    return client;
  }
}
