/** Reads what a template says of one of its targets. */
import { type Input, text, textMap, texts } from '../readers';
import { validation } from '../refusals';
import type { Target } from './template';

/** The types of resources that an action here takes. */
const types: readonly string[] = ['aws:s3:bucket'];

export function readTarget(name: string, input: Input): Target {
  const resourceType = text(input, 'resourceType', 128);
  if (!types.includes(resourceType)) throw validation(`The resource type "${resourceType}" is not one that the stand-in serves; there is ${types.join(' and ')}.`);
  const resourceArns = input.resourceArns === undefined ? undefined : texts(input, 'resourceArns');
  const resourceTags = input.resourceTags === undefined ? undefined : textMap(input, 'resourceTags', 256);
  if ((resourceArns === undefined) === (resourceTags === undefined)) throw validation(`Target "${name}" must have either resource ARNs or resource tags.`);
  if (resourceArns && (resourceArns.length < 1 || resourceArns.length > 5)) throw validation(`Target "${name}" must have 1 to 5 resource ARNs.`);
  if (resourceTags && Object.keys(resourceTags).length === 0) throw validation(`Target "${name}" has no resource tags.`);
  for (const arn of resourceArns ?? []) if (!/^arn:aws:s3:::[a-z0-9.-]+$/.test(arn)) throw validation(`"${arn}" in target "${name}" is not the ARN of a bucket.`);
  if (input.filters !== undefined) throw validation(`The resource type ${resourceType} of target "${name}" does not support filters.`);
  if (input.parameters !== undefined && Object.keys(textMap(input, 'parameters', 1_024)).length > 0) throw validation(`The resource type ${resourceType} of target "${name}" does not support parameters.`);
  const selectionMode = text(input, 'selectionMode', 64);
  checkSelection(name, selectionMode);
  return { resourceType, selectionMode, ...(resourceArns && { resourceArns }), ...(resourceTags && { resourceTags }) };
}

function checkSelection(name: string, mode: string): void {
  const [, count] = /^COUNT\((\d{1,6})\)$/.exec(mode) ?? [];
  const [, percent] = /^PERCENT\((\d{1,3})\)$/.exec(mode) ?? [];
  const isSelection = mode === 'ALL' || Number(count) >= 1 || (Number(percent) >= 1 && Number(percent) <= 100);
  if (!isSelection) throw validation(`The selection mode "${mode}" of target "${name}" is not ALL, COUNT(n) or PERCENT(n).`);
}
