/** The stand-in's Systems Manager: Parameter Store, every operation of it by name. */
import type { Service } from '../service';
import { authorize } from './authorize';
import { deleteParameter, deleteParameters } from './operations/delete-parameters';
import { describeParameters } from './operations/describe-parameters';
import { labelParameterVersion, unlabelParameterVersion } from './operations/labels';
import { putParameter } from './operations/put-parameter';
import { getParameter, getParameterHistory, getParameters, getParametersByPath } from './operations/read-parameters';
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from './operations/tags';
import type { Parameters } from './parameters';
import { taggedParameters } from './tagged-parameters';

export function ssmService(parameters: Parameters): Service {
  return {
    operations: {
      PutParameter: putParameter(parameters),
      GetParameter: getParameter(parameters),
      GetParameters: getParameters(parameters),
      GetParametersByPath: getParametersByPath(parameters),
      GetParameterHistory: getParameterHistory(parameters),
      DescribeParameters: describeParameters(parameters),
      LabelParameterVersion: labelParameterVersion(parameters),
      UnlabelParameterVersion: unlabelParameterVersion(parameters),
      DeleteParameter: deleteParameter(parameters),
      DeleteParameters: deleteParameters(parameters),
      AddTagsToResource: addTagsToResource(parameters),
      RemoveTagsFromResource: removeTagsFromResource(parameters),
      ListTagsForResource: listTagsForResource(parameters),
    },
    authorize: authorize(parameters),
    tagged: taggedParameters(parameters),
  };
}
