/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html */
import type { DescribeParametersRequest, DescribeParametersResult, ParameterStringFilter } from '@aws-sdk/client-ssm';
import { pageOf } from '../../next-token';
import { operation, type Handler } from '../../service';
import { whereOf } from '../../whereabouts';
import type { Parameters } from '../parameters';
import { invalid, invalidToken, notServed } from '../refusals';
import { metadataOf } from './answers';
import { checkFilters, isWanted } from './filters';
import { pageSize } from './read-parameters';

export function describeParameters(parameters: Parameters): Handler {
  return operation<DescribeParametersRequest, DescribeParametersResult>(async (input, call) => {
    if (input.Filters?.length && input.ParameterFilters?.length) throw invalid('You can use either Filters or ParameterFilters in a single request.');
    if (input.Shared === true) throw notServed('parameters that other accounts share (Shared)');
    const filters = input.ParameterFilters ?? formerly(input);
    checkFilters(filters, 'describe');
    const found = parameters.of(whereOf(call)).filter((parameter) => isWanted(parameter, filters));
    const { items, token } = pageOf(found, { most: pageSize(input.MaxResults, 50), token: input.NextToken, refusal: invalidToken });
    return { Parameters: items.map(metadataOf), ...(token !== undefined && { NextToken: token }) };
  });
}

/** The filters of the API as it was first: names are told by how they begin. */
function formerly({ Filters: filters = [] }: DescribeParametersRequest): ParameterStringFilter[] {
  return filters.map(({ Key, Values }) => ({ Key, Values, ...(Key === 'Name' && { Option: 'BeginsWith' }) }));
}
