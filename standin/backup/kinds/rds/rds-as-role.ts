/** RDS as a job's role sees it: operations are asked for and authorized like anybody's, and what is refused fails the job. */
import type { Access } from '../../../access/access';
import { AwsError } from '../../../aws-error';
import type { Room } from '../../../rds/room';
import type { Call, Caller, Service } from '../../../service';
import { JobFailure } from '../../jobs/job-failure';
import { failureMessage } from '../../restores/failure-message';

export class RdsAsRole {
  constructor(
    readonly room: Room,
    private readonly rds: Service,
    private readonly access: Access,
  ) {}

  /** Throws JobFailure in the words of what RDS refuses. */
  async call(role: Caller, region: string, operation: string, input: object): Promise<void> {
    const handle = this.rds.operations[operation];
    if (!handle) throw new Error(`RDS serves no ${operation}`);
    const call = callOf(role, { region, operation, now: this.room.world.clock.now() });
    try {
      this.rds.authorize?.(operation, input, call);
      await handle(input, call);
    } catch (error) {
      throw asFailure(error);
    }
  }

  /** Throws JobFailure where the role may not do that to one of the resources. */
  require(role: Caller, action: string, ...resources: string[]): void {
    try {
      for (const resource of resources) this.access.require({ caller: role, action, resource });
    } catch (error) {
      throw asFailure(error);
    }
  }
}

/** What a job fails for; faults of the stand-in's own stay what they are. */
export function asFailure(error: unknown): unknown {
  if (!(error instanceof AwsError)) return error;
  return new JobFailure(failureMessage(error) ?? error.message, categoryOf(error));
}

function categoryOf({ code }: AwsError): string {
  if (code === 'AccessDenied') return 'AccessDenied';
  return /^(Invalid|Missing)Parameter/.test(code) ? 'InvalidParameters' : 'FAILURE';
}

/** AWS Backup calls by RDS's own name, so that answers name endpoints. */
function callOf(caller: Caller, { region, operation, now }: Pick<Call, 'region' | 'operation' | 'now'>): Call {
  const http = { method: 'POST', path: '/', query: new URLSearchParams(), headers: { host: `rds.${region}.amazonaws.com` }, secure: true };
  return { service: 'rds', operation, region, caller, requestId: '', now, http, answer: { headers: {} } };
}
