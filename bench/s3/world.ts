/** A world whose S3 is called without wire and signature, to fill it faster than any client could. */
import { type Ground, openGround, openWorld, type OpenWorld } from '../../standin/open-world';
import { virtualEpoch } from '../../standin/virtual-epoch';
import { rootAccount } from '../../standin/world';

export interface BenchWorld {
  open: OpenWorld;
  /** Calls an operation of a service as the root of the account. */
  call: (service: string, operation: string, input: object, region?: string) => Promise<object>;
  close(): Promise<void>;
}

const caller = { kind: 'root' as const, accountId: rootAccount, arn: `arn:aws:iam::${rootAccount}:root`, userId: rootAccount, accessKeyId: 'muster' };

export async function benchWorld(): Promise<BenchWorld> {
  const ground: Ground = await openGround();
  const raise = (error: unknown): never => {
    throw error;
  };
  const open = await openWorld({ seed: 'bench', number: 1, mischief: [], ground, start: virtualEpoch, onFault: raise, served: () => false });
  return {
    open,
    call: async (service, operation, input, region = 'us-east-1') => {
      const handler = open.services.get(service)?.operations[operation];
      if (!handler) throw new Error(`${service} does not serve ${operation}`);
      const http = { method: 'PUT', path: '/', query: new URLSearchParams(), headers: {}, secure: false };
      return handler(input, { service, operation, region, caller, requestId: 'bench', now: open.world.clock.now(), http, answer: { headers: {} } });
    },
    close: async () => {
      await open.close(false);
      await ground.close();
    },
  };
}
