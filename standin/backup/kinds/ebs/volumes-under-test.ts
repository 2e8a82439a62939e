/** For tests: a whole stand-in with volumes that a process of this machine writes to, and clients of every account. */
import { open } from 'node:fs/promises';
import { Backup } from '@aws-sdk/client-backup';
import { EBS } from '@aws-sdk/client-ebs';
import { EC2 } from '@aws-sdk/client-ec2';
import { IAM } from '@aws-sdk/client-iam';
import { createHash } from 'node:crypto';
import { Duration } from '../../../../time/duration';
import { inProcess } from '../../../front/in-process';
import { type Ground, openGround, openWorld, type OpenWorld } from '../../../open-world';
import { virtualEpoch } from '../../../virtual-epoch';

export const home = '123456789012';
export const other = '210987654321';

const managed = ['AWSBackupServiceRolePolicyForBackup', 'AWSBackupServiceRolePolicyForRestores'];

export class VolumesUnderTest {
  readonly #clients = new Map<string, object>();

  private constructor(
    readonly ground: Ground,
    readonly open: OpenWorld,
    readonly faults: readonly unknown[],
  ) {}

  static async start(seed: string): Promise<VolumesUnderTest> {
    const ground = await openGround();
    const faults: unknown[] = [];
    const opened = await openWorld({ seed, number: 1, mischief: [], ground, start: virtualEpoch, onFault: (error) => void faults.push(error) });
    return new VolumesUnderTest(ground, opened, faults);
  }

  get clock() {
    return this.open.world.clock;
  }

  client<C extends { config: object }>(Client: new (config: never) => C, region = 'us-east-1', accountId = home): C {
    const key = [Client.name, region, accountId].join();
    const known = this.#clients.get(key);
    // What is kept under a name is of the class with that name.
    if (known) return known as C;
    const requestHandler = inProcess(() => this.open.router, () => this.clock.now());
    const options = { region, requestHandler, credentials: { accessKeyId: accountId, secretAccessKey: accountId }, maxAttempts: 1 };
    // Every client takes these; their types have nothing in common that says so.
    const made = new Client(options as never);
    Object.defineProperty(made.config, 'systemClockOffset', { get: () => this.clock.now().epochMilliseconds - Date.now(), set: () => undefined });
    this.#clients.set(key, made);
    return made;
  }

  /** A role called `backups` that AWS Backup may take on; its ARN. */
  async role(accountId = home): Promise<string> {
    const iam = this.client(IAM, 'us-east-1', accountId);
    const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
    await iam.createRole({ RoleName: 'backups', AssumeRolePolicyDocument: JSON.stringify(trust) });
    for (const name of managed) await iam.attachRolePolicy({ RoleName: 'backups', PolicyArn: `arn:aws:iam::aws:policy/service-role/${name}` });
    return `arn:aws:iam::${accountId}:role/backups`;
  }

  /** Writes as a process of an instance would. */
  async write(volumeId: string, offset: number, bytes: Uint8Array): Promise<void> {
    const file = await open(await this.open.disks.device(volumeId), 'r+');
    await file.write(bytes, 0, bytes.length, offset);
    await file.close();
  }

  /** Restores a recovery point and answers with the id of the volume. */
  async restore(RecoveryPointArn: string, availabilityZone: string, accountId = home): Promise<string> {
    const backup = this.client(Backup, availabilityZone.slice(0, -1), accountId);
    const { RestoreJobId } = await backup.startRestoreJob({ RecoveryPointArn, Metadata: { availabilityZone }, IamRoleArn: `arn:aws:iam::${accountId}:role/backups`, ResourceType: 'EBS' });
    for (let minutes = 0; minutes < 300; minutes += 1) {
      const { Status, StatusMessage, CreatedResourceArn: arn = '' } = await backup.describeRestoreJob({ RestoreJobId });
      if (Status === 'COMPLETED') return arn.slice(arn.lastIndexOf('/') + 1);
      if (Status !== 'RUNNING' && Status !== 'PENDING') throw new Error(`the restore is ${Status}: ${StatusMessage}`);
      await this.clock.advance(Duration.minutes(1));
    }
    throw new Error('the restore was not over in five hours');
  }

  /** The SHA-256 of each block of a volume that is not all zeros, by its index: read through the EBS direct APIs, from a snapshot made for it. */
  async digests(volumeId: string, region = 'us-east-1', accountId = home): Promise<Map<number, string>> {
    const [ebs, ec2] = [this.client(EBS, region, accountId), this.client(EC2, region, accountId)];
    const { SnapshotId } = await ec2.createSnapshot({ VolumeId: volumeId });
    await this.clock.advance(Duration.minutes(20));
    const digests = new Map<number, string>();
    for (let NextToken: string | undefined, pages = 0; pages === 0 || NextToken !== undefined; pages += 1) {
      const page = await ebs.listSnapshotBlocks({ SnapshotId, MaxResults: 100, ...(NextToken !== undefined && { NextToken }) });
      for (const { BlockIndex = -1, BlockToken } of page.Blocks ?? []) {
        const { BlockData } = await ebs.getSnapshotBlock({ SnapshotId, BlockIndex, BlockToken });
        const bytes = (await BlockData?.transformToByteArray()) ?? new Uint8Array();
        if (bytes.some((byte) => byte !== 0)) digests.set(BlockIndex, createHash('sha256').update(bytes).digest('hex'));
      }
      NextToken = page.NextToken;
    }
    return digests;
  }

  async close(): Promise<void> {
    await this.open.close(false);
    await this.ground.close();
  }
}
