/** The one-way order of storage classes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
import type { StorageClass, TransitionStorageClass } from '@aws-sdk/client-s3';

/** The classes that lifecycle can put objects into, the cheapest to keep last. */
export const transitionClasses = ['STANDARD_IA', 'INTELLIGENT_TIERING', 'ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'] as const satisfies readonly TransitionStorageClass[];

const colder: Partial<Record<StorageClass, readonly TransitionStorageClass[]>> = {
  STANDARD: transitionClasses,
  REDUCED_REDUNDANCY: transitionClasses,
  STANDARD_IA: ['INTELLIGENT_TIERING', 'ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
  INTELLIGENT_TIERING: ['ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
  ONEZONE_IA: ['GLACIER', 'DEEP_ARCHIVE'],
  GLACIER_IR: ['GLACIER', 'DEEP_ARCHIVE'],
  GLACIER: ['DEEP_ARCHIVE'],
};

export function canGo(from: StorageClass, to: TransitionStorageClass): boolean {
  return colder[from]?.includes(to) === true;
}

/** How far down a class is; the higher, the cheaper. */
export function depthOf(name: TransitionStorageClass): number {
  return transitionClasses.findIndex((known) => known === name);
}
