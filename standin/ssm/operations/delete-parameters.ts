/** DeleteParameter and DeleteParameters. */
import type { DeleteParameterRequest, DeleteParameterResult, DeleteParametersRequest, DeleteParametersResult } from '@aws-sdk/client-ssm';
import { operation, type Handler } from '../../service';
import { whereOf } from '../../whereabouts';
import type { Parameters } from '../parameters';
import { invalidMember } from '../refusals';

export function deleteParameter(parameters: Parameters): Handler {
  return operation<DeleteParameterRequest, DeleteParameterResult>(async ({ Name: name }, call) => {
    parameters.delete(parameters.require(call, name));
    return {};
  });
}

export function deleteParameters(parameters: Parameters): Handler {
  return operation<DeleteParametersRequest, DeleteParametersResult>(async ({ Names: names = [] }, call) => {
    if (names.length > 10) throw invalidMember('names', `[${names.join(', ')}]`, 'have length less than or equal to 10.');
    const [deleted, unknown]: [string[], string[]] = [[], []];
    for (const name of new Set(names)) {
      const parameter = parameters.find(whereOf(call), name);
      if (parameter) parameters.delete(parameter);
      (parameter ? deleted : unknown).push(name);
    }
    return { DeletedParameters: deleted, InvalidParameters: unknown };
  });
}
