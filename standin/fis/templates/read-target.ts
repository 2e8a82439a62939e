/** Reads what a template says of one of its targets. */
import { type Input, text, textMap } from '../readers';
import { validation } from '../refusals';
import type { Target } from './template';

/** The types of resources that an action here takes. */
const types: readonly string[] = ['aws:s3:bucket'];

export function readTarget(name: string, input: Input): Target {
  const resourceType = text(input, 'resourceType', 128);
  if (!types.includes(resourceType)) throw validation(`The resource type "${resourceType}" is not one that the stand-in serves; there is ${types.join(' and ')}.`);
  if (input.resourceArns !== undefined && input.resourceTags !== undefined) throw validation(`Target "${name}" must have either resource ARNs or resource tags.`);
  // Buckets whose replication pauses are found by their tags alone: https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html
  if (input.resourceArns !== undefined) throw validation(`The resource type ${resourceType} of target "${name}" can be identified by resource tags only.`);
  const resourceTags = textMap(input, 'resourceTags', 256);
  if (Object.keys(resourceTags).length === 0) throw validation(`Target "${name}" has no resource tags.`);
  if (input.filters !== undefined) throw validation(`The resource type ${resourceType} of target "${name}" does not support filters.`);
  if (input.parameters !== undefined && Object.keys(textMap(input, 'parameters', 1_024)).length > 0) throw validation(`The resource type ${resourceType} of target "${name}" does not support parameters.`);
  const selectionMode = text(input, 'selectionMode', 64);
  checkSelection(name, selectionMode);
  return { resourceType, selectionMode, resourceTags };
}

function checkSelection(name: string, mode: string): void {
  const [, count] = /^COUNT\((\d{1,6})\)$/.exec(mode) ?? [];
  const [, percent] = /^PERCENT\((\d{1,3})\)$/.exec(mode) ?? [];
  const isSelection = mode === 'ALL' || Number(count) >= 1 || (Number(percent) >= 1 && Number(percent) <= 100);
  if (!isSelection) throw validation(`The selection mode "${mode}" of target "${name}" is not ALL, COUNT(n) or PERCENT(n).`);
}
