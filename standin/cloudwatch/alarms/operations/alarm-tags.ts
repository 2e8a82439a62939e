/** TagResource, UntagResource and ListTagsForResource, of alarms. */
import type { ListTagsForResourceInput, ListTagsForResourceOutput, TagResourceInput, UntagResourceInput } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../../aws-error';
import { operation, type Handler } from '../../../service';
import { tagList, withoutTags } from '../../../tag-record';
import type { Alarm } from '../alarm';
import type { Alarms } from '../alarms';
import { checkedTags } from '../checked-tags';

export function tagResource(alarms: Alarms): Handler {
  return operation<TagResourceInput, object>(async (input) => {
    const alarm = found(alarms, input.ResourceARN);
    alarms.change(alarm, { tags: checkedTags(input.Tags ?? [], alarm.tags) });
    return {};
  });
}

export function untagResource(alarms: Alarms): Handler {
  return operation<UntagResourceInput, object>(async (input) => {
    const alarm = found(alarms, input.ResourceARN);
    alarms.change(alarm, { tags: withoutTags(alarm.tags, input.TagKeys ?? []) });
    return {};
  });
}

export function listTagsForResource(alarms: Alarms): Handler {
  return operation<ListTagsForResourceInput, ListTagsForResourceOutput>(async (input) => ({
    Tags: tagList(found(alarms, input.ResourceARN).tags),
  }));
}

function found(alarms: Alarms, arn = ''): Alarm {
  const alarm = alarms.find(arn);
  if (!alarm) throw new AwsError('ResourceNotFoundException', 'The named resource does not exist.', { status: 404, fields: { ResourceType: 'alarm', ResourceId: arn } });
  return alarm;
}
