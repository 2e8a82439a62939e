/** Tells the event bus, a vault's topic and CloudWatch of what changed; costs next to nothing where nobody listens. */
import type { Instant } from '../../../time/instant';
import type { Whereabouts } from '../../whereabouts';
import type { BackupNeighbours } from '../backup-state';
import type { Vaults } from '../vaults/vaults';
import type { World } from '../../world';
import { Tally } from './tally';

/** What EventBridge is told: https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html */
export interface News {
  detailType: string;
  resources: readonly string[];
  detail: Readonly<Record<string, unknown>>;
}

/** What the topic of a vault is told: https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html */
export interface Notice {
  /** The vault's names for it; it is sent where the vault asked for one of them. */
  events: readonly string[];
  message: string;
  attributes: Readonly<Record<string, string>>;
}

export interface Change {
  /** Where it happened. */
  where: Whereabouts;
  vaultArn: string;
  news: () => News;
  /** Undefined where topics are told nothing of it. */
  notice?: () => Notice;
  /** The metric that counts it, such as `NumberOfBackupJobsCompleted`. */
  metric?: string;
  resourceType: string;
}

export class Announcer {
  readonly #tally: Tally;

  constructor(
    private readonly world: World,
    private readonly vaults: Vaults,
    private readonly neighbours: Pick<BackupNeighbours, 'buses' | 'topics' | 'metrics'>,
  ) {
    this.#tally = new Tally(world, neighbours.metrics);
  }

  tell({ where, vaultArn, news, notice, metric, resourceType }: Change): void {
    if (this.world.outages.isDown(where.region)) return;
    this.report(where, news);
    if (notice) this.#notify(vaultArn, notice);
    if (metric !== undefined) this.#tally.count(where, metric, { ResourceType: resourceType, BackupVaultName: vaultArn.slice(vaultArn.lastIndexOf(':') + 1) });
  }

  /** Tells the event bus alone. */
  report({ accountId, region }: Whereabouts, news: () => News): void {
    const { outages, clock } = this.world;
    if (outages.isDown(region) || !this.neighbours.buses.hears({ accountId, region })) return;
    this.neighbours.buses.put({ accountId, region, source: 'aws.backup', time: clock.now(), ...news() });
  }

  #notify(vaultArn: string, notice: () => Notice): void {
    const vault = this.vaults.withArn(vaultArn);
    if (!vault?.notifications) return;
    const { topicArn, events } = vault.notifications;
    const { events: names, message, attributes } = notice();
    if (!names.some((name) => events.includes(name))) return;
    const from = { service: 'backup.amazonaws.com', sourceArn: vault.arn, sourceAccount: vault.accountId };
    this.neighbours.topics.publish({ topicArn, from, subject: 'Notification from AWS Backup', message, attributes });
  }
}

/** Attributes that every notice of a job has. */
export function jobAttributes(kind: string, { state, id, created, accountId }: { state: string; id: string; created: Instant; accountId: string }): Record<string, string> {
  return { EventType: kind, State: state, AccountId: accountId, Id: id, StartTime: created.toString() };
}
