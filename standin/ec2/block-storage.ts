/** Volumes and snapshots together, with what accounts have set for them: Amazon EBS as EC2 serves it. */
import type { Operations } from '../service';
import type { World } from '../world';
import { copyOperations } from './snapshots/copy';
import { createOperations as createSnapshotOperations } from './snapshots/create';
import { snapshotOperations } from './snapshots/describe';
import { liveOn as snapshotsLiveOn } from './snapshots/lifecycle';
import { lockOperations } from './snapshots/locks';
import { sharingOperations } from './snapshots/sharing';
import { Snapshots } from './snapshots/snapshots';
import { attachOperations } from './volumes/attaching/attach';
import { createOperations as createVolumeOperations } from './volumes/create';
import { volumeOperations } from './volumes/describe';
import { AllEbsSettings } from './volumes/ebs-settings';
import { liveOn as volumesLiveOn } from './volumes/lifecycle';
import { modifyOperations } from './volumes/modify';
import { statusOperations } from './volumes/status';
import { type EbsNeighbours, Volumes } from './volumes/volumes';

export class BlockStorage {
  readonly volumes: Volumes;
  readonly snapshots: Snapshots;
  readonly settings: AllEbsSettings;

  constructor(
    readonly world: World,
    readonly neighbours: EbsNeighbours,
  ) {
    this.volumes = new Volumes(world, neighbours);
    this.snapshots = new Snapshots(world, this.volumes);
    this.settings = new AllEbsSettings(world, neighbours);
    volumesLiveOn(this.volumes);
    snapshotsLiveOn(this.snapshots);
  }

  operations(): Operations {
    const { volumes, snapshots, settings } = this;
    return {
      ...createVolumeOperations(snapshots, settings),
      ...volumeOperations(volumes),
      ...statusOperations(volumes),
      ...modifyOperations(volumes),
      ...attachOperations(volumes),
      ...createSnapshotOperations(snapshots),
      ...copyOperations(snapshots, settings),
      ...snapshotOperations(snapshots),
      ...sharingOperations(snapshots),
      ...lockOperations(snapshots),
      ...settings.operations(),
    };
  }
}
