/** The EBS direct APIs: the blocks of snapshots, read and written. https://docs.aws.amazon.com/ebs/latest/userguide/ebs-accessing-snapshot.html */
import type { Access } from '../access/access';
import { requestContext } from '../access/request-context';
import type { BlockStorage } from '../ec2/block-storage';
import { snapshotArn } from '../ec2/snapshots/rows';
import type { Call, Service } from '../service';
import { readOperations } from './read';
import { startOperations } from './start';
import { writeOperations } from './write';

interface Named {
  SnapshotId?: string;
  FirstSnapshotId?: string;
  SecondSnapshotId?: string;
  ParentSnapshotId?: string;
}

export function ebsService(storage: BlockStorage, access: Access): Service {
  return {
    operations: { ...readOperations(storage), ...startOperations(storage), ...writeOperations(storage) },
    authorize: (operation, input, call) => {
      for (const { id, tags } of named(storage, input, call)) {
        const resource = snapshotArn({ region: call.region, id });
        const context = () => ({ ...requestContext(call), ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:resourcetag/${key.toLowerCase()}`, value])) });
        access.require({ caller: call.caller, action: `ebs:${operation}`, resource, context });
      }
    },
  };
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticblockstore.html: what StartSnapshot makes has no id yet. */
function named({ snapshots }: BlockStorage, input: Named, call: Call): { id: string; tags: Readonly<Record<string, string>> }[] {
  const ids = [input.SnapshotId, input.FirstSnapshotId, input.SecondSnapshotId, input.ParentSnapshotId].flatMap((id) => (id === undefined ? [] : [id]));
  if (call.operation === 'StartSnapshot') ids.push('*');
  return ids.map((id) => ({ id, tags: snapshots.rows.get(id)?.tags ?? {} }));
}
