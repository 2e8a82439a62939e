/** Random work on a volume under a plan: what each recovery point brings back, wherever, is the record of the volume at that point, block for block. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { Backup } from '@aws-sdk/client-backup';
import { EBS } from '@aws-sdk/client-ebs';
import { EC2 } from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { Duration } from '../../../../time/duration';
import type { Instant } from '../../../../time/instant';
import { home, other, VolumesUnderTest } from './volumes-under-test';

/** A slow run may ask for more. */
const seeds = 3;

const blockBytes = 524_288;
const volumeBytes = 1024 ** 3;
const away = 'eu-west-1';

type Work = { do: 'write'; offset: number; length: number; fill: number } | { do: 'wait'; minutes: number };

/** A few places are written again and again; others anywhere, also over the bounds of blocks. A fill of zero wipes. */
const offset = fc.oneof(
  fc.constantFrom(0, 4096, blockBytes - 100, 7 * blockBytes, volumeBytes - 70_000),
  fc.nat(volumeBytes - 70_000),
);
const work: fc.Arbitrary<Work> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('write' as const), offset, length: fc.integer({ min: 1, max: 70_000 }), fill: fc.nat(255) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 5, max: 90 }) }) },
);

/** What was written to a volume, as the writer believes it: it knows nothing of snapshots. */
class VolumeRecord {
  readonly #blocks = new Map<number, Buffer>();
  readonly #moments: { at: Instant; digests: Map<number, string> }[] = [];

  write(at: Instant, from: number, bytes: Buffer): void {
    for (let done = 0; done < bytes.length; ) {
      const [index, within] = [Math.floor((from + done) / blockBytes), (from + done) % blockBytes];
      const block = this.#blocks.get(index) ?? Buffer.alloc(blockBytes);
      this.#blocks.set(index, block);
      done += bytes.copy(block, within, done);
    }
    const written = [...this.#blocks].filter(([, block]) => block.some((byte) => byte !== 0));
    this.#moments.push({ at, digests: new Map(written.map(([index, block]) => [index, createHash('sha256').update(block).digest('hex')])) });
  }

  /** What there was when the clock came to a moment: a test writes only while it stands still. */
  before(moment: Instant): Map<number, string> {
    return this.#moments.findLast(({ at }) => at.compare(moment) < 0)?.digests ?? new Map<number, string>();
  }
}

const sorted = (digests: ReadonlyMap<number, string>) => [...digests].sort(([one], [another]) => one - another);

/** Vaults, roles and a plan that backs the volume up each hour, with copies in the other region and the other account. */
async function protect(under: VolumesUnderTest, volumeId: string): Promise<void> {
  const backup = under.client(Backup);
  const theirs = under.client(Backup, 'us-east-1', other);
  await backup.createBackupVault({ BackupVaultName: 'vault' });
  await under.client(Backup, away).createBackupVault({ BackupVaultName: 'vault' });
  await backup.updateGlobalSettings({ GlobalSettings: { isCrossAccountBackupEnabled: 'true' } });
  await theirs.createBackupVault({ BackupVaultName: 'vault' });
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${home}:root` }, Action: 'backup:CopyIntoBackupVault', Resource: '*' }] };
  await theirs.putBackupVaultAccessPolicy({ BackupVaultName: 'vault', Policy: JSON.stringify(policy) });
  const IamRoleArn = await under.role();
  await under.role(other);
  const copies = [`arn:aws:backup:${away}:${home}:backup-vault:vault`, `arn:aws:backup:us-east-1:${other}:backup-vault:vault`];
  const rule = { RuleName: 'hourly', TargetBackupVaultName: 'vault', ScheduleExpression: 'cron(0 * ? * * *)', StartWindowMinutes: 60, CompletionWindowMinutes: 180 };
  const BackupPlan = { BackupPlanName: 'hourly', Rules: [{ ...rule, CopyActions: copies.map((DestinationBackupVaultArn) => ({ DestinationBackupVaultArn })) }] };
  const { BackupPlanId } = await backup.createBackupPlan({ BackupPlan });
  await backup.createBackupSelection({ BackupPlanId, BackupSelection: { SelectionName: 'one', IamRoleArn, Resources: [`arn:aws:ec2:us-east-1:${home}:volume/${volumeId}`] } });
}

interface Point {
  arn: string;
  copies: { arn: string; vault: string }[];
  /** When its snapshot was taken. */
  taken: Instant;
}

/** The recovery points that the plan has made, the oldest first. */
async function pointsOf(under: VolumesUnderTest): Promise<Point[]> {
  const backup = under.client(Backup);
  const { RecoveryPoints: points = [] } = await backup.listRecoveryPointsByBackupVault({ BackupVaultName: 'vault' });
  const { CopyJobs: jobs = [] } = await backup.listCopyJobs({ ByState: 'COMPLETED' });
  const made: Point[] = [];
  for (const { RecoveryPointArn: arn = '', Status } of points) {
    assert.equal(Status, 'COMPLETED');
    const { Snapshots: [snapshot] = [] } = await under.client(EC2).describeSnapshots({ SnapshotIds: [arn.slice(arn.lastIndexOf('/') + 1)] });
    const copies = jobs.filter(({ SourceRecoveryPointArn }) => SourceRecoveryPointArn === arn).map(({ DestinationRecoveryPointArn = '', DestinationBackupVaultArn = '' }) => ({ arn: DestinationRecoveryPointArn, vault: DestinationBackupVaultArn }));
    assert.equal(copies.length, 2);
    const ago = under.clock.now().epochMilliseconds - (snapshot?.StartTime?.getTime() ?? 0);
    made.push({ arn, copies, taken: under.clock.now().minus(Duration.milliseconds(ago)) });
  }
  return made.sort((one, another) => one.taken.compare(another.taken));
}

const copyIn = ({ copies }: Point, region: string, accountId: string): string =>
  copies.find(({ vault }) => vault.startsWith(`arn:aws:backup:${region}:${accountId}:`))?.arn ?? '';

async function historyHolds(seed: number, pieces: Work[]): Promise<void> {
  const under = await VolumesUnderTest.start(String(seed));
  try {
    const { VolumeId: volumeId = '' } = await under.client(EC2).createVolume({ AvailabilityZone: 'us-east-1a', Size: 1 });
    await under.clock.advance(Duration.minutes(1));
    await protect(under, volumeId);
    const record = new VolumeRecord();
    for (const piece of [...pieces, { do: 'wait' as const, minutes: 121 }]) {
      if (piece.do === 'wait') await under.clock.advance(Duration.minutes(piece.minutes));
      else {
        const bytes = Buffer.alloc(piece.length, piece.fill);
        await under.write(volumeId, piece.offset, bytes);
        record.write(under.clock.now(), piece.offset, bytes);
      }
    }
    await under.client(EC2).deleteVolume({ VolumeId: volumeId });
    await under.clock.advance(Duration.hours(3));
    const points = await pointsOf(under);
    const chosen = [points[seed % points.length], points.at(-1)].filter((point) => point !== undefined);
    assert.ok(chosen.length === 2);
    const comesBack = async (point: Point, arn: string, zone: string, accountId = home): Promise<void> => {
      const restored = await under.restore(arn, zone, accountId);
      assert.deepEqual(sorted(await under.digests(restored, zone.slice(0, -1), accountId)), sorted(record.before(point.taken)), `${zone} of ${accountId}`);
    };
    for (const point of chosen) {
      await comesBack(point, point.arn, 'us-east-1a');
      await comesBack(point, point.arn, 'us-east-1c');
      await comesBack(point, copyIn(point, 'us-east-1', other), 'us-east-1b', other);
    }
    under.open.world.outages.take('us-east-1');
    await assert.rejects(under.client(EBS).listSnapshotBlocks({ SnapshotId: 'snap-0123456789abcdef0' }));
    for (const point of chosen) await comesBack(point, copyIn(point, away, home), `${away}b`);
    assert.deepEqual(under.faults, []);
  } finally {
    await under.close();
  }
}

test('a lost volume comes back as it was at each recovery point, in its zone, another, another account, and another region while its own is down', () =>
  fc.assert(fc.asyncProperty(fc.nat(), fc.array(work, { minLength: 12, maxLength: 30 }), historyHolds), { numRuns: seeds, endOnFailure: true }));
