/** The way in which a restore of a volume lies when its world is told to misbehave, so that drills can prove that they notice. */
import { open } from 'node:fs/promises';
import type { BlockStorage } from '../../../ec2/block-storage';
import { blockSize } from '../../../planes/volumes/block';

/** `flipped-byte`: one byte that is there, and not zero, is another one in the volume that a restore made. */
export async function flipped({ world, volumes: { disks } }: BlockStorage, volumeId: string): Promise<void> {
  if (!world.mischief.has('flipped-byte')) return;
  const blocks = [...disks.maps.entries(disks.mapOf(volumeId))];
  const chosen = blocks[Math.floor(world.chance.fraction('ebs', 'flipped-byte', 'block', volumeId) * blocks.length)];
  if (!chosen) return;
  const bytes = disks.blocks.head(chosen.block);
  const places = [...bytes.keys()].filter((at) => bytes[at] !== 0);
  const place = places[Math.floor(world.chance.fraction('ebs', 'flipped-byte', 'byte', volumeId) * places.length)];
  if (place === undefined) return;
  const file = await open(await disks.device(volumeId), 'r+');
  try {
    await file.write(Uint8Array.of((bytes[place] ?? 0) ^ 1), 0, 1, chosen.index * blockSize + place);
  } finally {
    await file.close();
  }
}
