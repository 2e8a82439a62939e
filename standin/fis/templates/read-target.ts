/** Reads what a template says of one of its targets. */
import { type Input, text, textMap, texts } from '../readers';
import { notServed, validation } from '../refusals';
import type { Target } from './template';

/** The types of resources that an action here takes, and the form of their ARNs where they are found by those too. */
const types: ReadonlyMap<string, RegExp | undefined> = new Map([
  ['aws:s3:bucket', undefined],
  ['aws:rds:db', /^arn:aws:rds:[a-z0-9-]+:\d{12}:db:[a-z0-9-]+$/],
]);

/** https://docs.aws.amazon.com/fis/latest/userguide/fis-quotas.html */
const mostArns = 5;

export function readTarget(name: string, input: Input): Target {
  const resourceType = text(input, 'resourceType', 128);
  if (!types.has(resourceType)) throw validation(`The resource type "${resourceType}" is not one that the stand-in serves; there is ${[...types.keys()].join(' and ')}.`);
  if (input.resourceArns !== undefined && input.resourceTags !== undefined) throw validation(`Target "${name}" must have either resource ARNs or resource tags.`);
  const found = input.resourceArns === undefined ? { resourceTags: readTags(name, input) } : { resourceArns: readArns(name, resourceType, input) };
  if (input.filters !== undefined && input.resourceArns !== undefined) throw validation(`Target "${name}" cannot have both resource ARNs and filters.`);
  if (input.filters !== undefined) throw notServed('filters of targets');
  const parameters = Object.keys(textMap(input, 'parameters', 1_024));
  if (parameters.includes('availabilityZoneIdentifiers') && resourceType === 'aws:rds:db') throw notServed('the parameter availabilityZoneIdentifiers of targets');
  if (parameters.length > 0) throw validation(`The resource type ${resourceType} of target "${name}" does not support the parameter "${parameters[0]}".`);
  const selectionMode = text(input, 'selectionMode', 64);
  checkSelection(name, selectionMode);
  return { resourceType, selectionMode, ...found };
}

function readTags(name: string, input: Input): Record<string, string> {
  const resourceTags = textMap(input, 'resourceTags', 256);
  if (Object.keys(resourceTags).length === 0) throw validation(`Target "${name}" has no resource tags.`);
  return resourceTags;
}

/** Buckets whose replication pauses are found by their tags alone: https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html */
function readArns(name: string, resourceType: string, input: Input): string[] {
  const form = types.get(resourceType);
  if (!form) throw validation(`The resource type ${resourceType} of target "${name}" can be identified by resource tags only.`);
  const arns = texts(input, 'resourceArns');
  if (arns.length < 1 || arns.length > mostArns) throw validation(`Target "${name}" must have 1 to ${mostArns} resource ARNs.`);
  const wrong = arns.find((arn) => !form.test(arn));
  if (wrong !== undefined) throw validation(`"${wrong}" of target "${name}" is not the ARN of a resource of the type ${resourceType}.`);
  return [...new Set(arns)];
}

function checkSelection(name: string, mode: string): void {
  const [, count] = /^COUNT\((\d{1,6})\)$/.exec(mode) ?? [];
  const [, percent] = /^PERCENT\((\d{1,3})\)$/.exec(mode) ?? [];
  const isSelection = mode === 'ALL' || Number(count) >= 1 || (Number(percent) >= 1 && Number(percent) <= 100);
  if (!isSelection) throw validation(`The selection mode "${mode}" of target "${name}" is not ALL, COUNT(n) or PERCENT(n).`);
}
