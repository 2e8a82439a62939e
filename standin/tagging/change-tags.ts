/** TagResources and UntagResources: each resource's own service does it, in the caller's own right, and says itself why it does not. */
import type { FailureInfo, TagResourcesInput, TagResourcesOutput, UntagResourcesInput, UntagResourcesOutput } from '@aws-sdk/client-resource-groups-tagging-api';
import { AwsError } from '../aws-error';
import { inWordsOf } from '../front/denials';
import { protocolOf } from '../protocol/model';
import { type Call, type Operations, operation, type Service } from '../service';
import { arnParts } from './arn-parts';
import { refusals } from './refusals';
import type { TagIndex } from './tag-index';
import type { Ask, Tagged } from './tagged';

type Services = ReadonlyMap<string, Service>;
type Change = (tagged: Tagged, arn: string, ask: Ask) => Promise<unknown>;

export function tagChanges(index: TagIndex, services: Services): Operations {
  return {
    TagResources: operation<TagResourcesInput, TagResourcesOutput>(({ ResourceARNList: arns, Tags: tags = {} }, call) => {
      checkCount('tags', Object.keys(tags), 50);
      for (const [key, value] of Object.entries(tags)) {
        if (key.length < 1 || key.length > 128) throw refusals.member('tags', key, 'have keys of length between 1 and 128');
        if (value.length > 256) throw refusals.member('tags', value, 'have values of length less than or equal to 256');
      }
      return changeAll({ index, services, call, arns }, (tagged, arn, ask) => tagged.tag(arn, tags, ask));
    }),
    UntagResources: operation<UntagResourcesInput, UntagResourcesOutput>(({ ResourceARNList: arns, TagKeys: keys = [] }, call) => {
      checkCount('tagKeys', keys, 50);
      return changeAll({ index, services, call, arns }, (tagged, arn, ask) => tagged.untag(arn, keys, ask));
    }),
  };
}

function checkCount(name: string, values: readonly string[], most: number): void {
  if (values.length < 1 || values.length > most) throw refusals.member(name, values, `have length between 1 and ${most}`);
}

interface Asked {
  index: TagIndex;
  services: Services;
  call: Call;
  arns: string[] | undefined;
}

/** One after the other; nothing is changed where one of them is no ARN or of a service that is not there. */
async function changeAll({ index, services, call, arns = [] }: Asked, change: Change): Promise<TagResourcesOutput> {
  checkCount('resourceARNList', arns, 20);
  const found = [...new Set(arns)].map((arn) => ({ arn, ...ownerOf(index, arn) }));
  const failed: Record<string, FailureInfo> = {};
  for (const { arn, name, tagged } of found) {
    try {
      checkRegion(tagged, arn, call);
      await change(tagged, arn, asker(name, services, call));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const { code, message, status } = inWordsOf(protocolOf(name, {}) ?? 'json', error);
      // The code is one of the tagging API's own or any of the service's.
      failed[arn] = { StatusCode: status, ErrorCode: code as FailureInfo['ErrorCode'], ErrorMessage: message };
    }
  }
  return { FailedResourcesMap: failed };
}

/** Users and roles are tagged by IAM alone: https://github.com/boto/boto3/issues/2760 */
const untaggable = /^arn:aws:(iam::\d{12}:(user|role|group)\/|sts:|s3:::[^/]+\/)/;

function ownerOf(index: TagIndex, arn: string): { name: string; tagged: Tagged } {
  const { service } = arnParts(arn);
  if (untaggable.test(arn)) throw refusals.notAnArn(arn);
  const owner = index.serviceOf(service);
  if (!owner) throw refusals.notServed(`tags of ${service}`);
  return owner;
}

/** What names no region in its ARN is the business of its own service. */
function checkRegion({ homeRegion }: Tagged, arn: string, { region }: Call): void {
  const wanted = homeRegion ?? (arnParts(arn).region || region);
  if (wanted !== region) throw refusals.invalid(`The resource ${arn} is not in the region ${region}.`);
}

function asker(name: string, services: Services, call: Call): Ask {
  return async (operationName, input) => {
    const service = services.get(name);
    const handle = service?.operations[operationName];
    if (!service?.authorize || !handle) throw refusals.notServed(`${name} ${operationName}`);
    const own: Call = { ...call, service: name, operation: operationName, answer: { headers: {} } };
    service.authorize(operationName, input, own);
    return handle(input, own);
  };
}
