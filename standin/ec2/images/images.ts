/** The images that an account can start instances from: the public ones, and those that it made. */
import type { ImageState } from '@aws-sdk/client-ec2';
import { AwsError } from '../../aws-error';
import { Table } from '../../durable/table';
import type { Whereabouts } from '../../whereabouts';
import type { BlockStorage } from '../block-storage';
import { refusals } from '../refusals';
import { type Image, publicImages } from './public-images';

export class Images {
  readonly rows: Table<Image>;
  readonly #drawn: Table<number>;

  constructor(readonly storage: BlockStorage) {
    this.rows = new Table(storage.world.journal, 'ec2.images');
    this.#drawn = new Table(storage.world.journal, 'ec2.image-ids');
    storage.snapshots.watch((snapshotId) => [...this.rows.values()].find((image) => snapshotsOf(image).includes(snapshotId))?.id);
  }

  newId({ accountId, region }: Whereabouts): string {
    const key = `${accountId}/${region}`;
    const turn = this.#drawn.put(key, (this.#drawn.get(key) ?? 0) + 1);
    return `ami-0${this.storage.world.chance.bytes('ec2.own-image', key, turn).toString('hex').slice(0, 16)}`;
  }

  visibleTo({ accountId, region }: Whereabouts): Image[] {
    const own = [...this.rows.values()].filter((image) => image.ownerId === accountId && image.region === region);
    return [...publicImages(this.storage.world.chance, region), ...own];
  }

  /** Throws MissingParameter, InvalidAMIID.Malformed and InvalidAMIID.NotFound. */
  find(where: Whereabouts, id: string | undefined): Image {
    if (!id) throw refusals.missing('ImageId');
    if (!/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) throw refusals.malformed('InvalidAMIID', id, 'ami');
    const image = this.visibleTo(where).find((one) => one.id === id);
    if (!image) throw refusals.notFound('InvalidAMIID', `The image id '[${id}]' does not exist`);
    return image;
  }

  /** Throws as `find`, and InvalidAMIID.Unavailable. */
  usable(where: Whereabouts, id: string | undefined): Image {
    const image = this.find(where, id);
    if (this.stateOf(image) !== 'available') throw new AwsError('InvalidAMIID.Unavailable', `The image ID '${image.id}' is not available`);
    return image;
  }

  /** An image is available once all of its snapshots are completed. */
  stateOf(image: Image): ImageState {
    const states = snapshotsOf(image).map((id) => this.storage.snapshots.rows.get(id)?.status ?? 'error');
    if (states.includes('error')) return 'failed';
    return states.includes('pending') ? 'pending' : 'available';
  }
}

/** Those of somebody's own image. */
function snapshotsOf({ made }: Image): string[] {
  return (made?.mappings ?? []).flatMap(({ Ebs: ebs }) => (ebs?.SnapshotId ? [ebs.SnapshotId] : []));
}
