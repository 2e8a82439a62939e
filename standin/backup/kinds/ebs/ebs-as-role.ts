/** EC2's volumes as a job's role sees them: operations are asked for and authorized like anybody's, and what is refused fails the job. */
import type { Access, RequestContext } from '../../../access/access';
import type { BlockStorage } from '../../../ec2/block-storage';
import type { Call, Caller, Service } from '../../../service';
import { asFailure } from '../rds/rds-as-role';

export class EbsAsRole {
  constructor(
    readonly storage: BlockStorage,
    private readonly ec2: Service,
    private readonly access: Access,
  ) {}

  /** Throws JobFailure in the words of what EC2 refuses. The output's type is the operation's own. */
  async call<Output extends object>(role: Caller, region: string, operation: string, input: object): Promise<Output> {
    const handle = this.ec2.operations[operation];
    if (!handle) throw new Error(`EC2 serves no ${operation}`);
    const http = { method: 'POST', path: '/', query: new URLSearchParams(), headers: { host: `ec2.${region}.amazonaws.com` }, secure: true };
    const call: Call = { service: 'ec2', operation, region, caller: role, requestId: '', now: this.storage.world.clock.now(), http, answer: { headers: {} } };
    try {
      this.ec2.authorize?.(operation, input, call);
      // Whoever names an operation names the type of its output.
      return (await handle(input, call)) as Output;
    } catch (error) {
      throw asFailure(error);
    }
  }

  /** Throws JobFailure where the role may not do that to one of the resources. */
  require(role: Caller, { action, resources, context = {} }: { action: string; resources: readonly string[]; context?: RequestContext }): void {
    try {
      for (const resource of resources) this.access.require({ caller: role, action, resource, context });
    } catch (error) {
      throw asFailure(error);
    }
  }
}
