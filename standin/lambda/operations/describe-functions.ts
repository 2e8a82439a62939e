/** GetFunction, GetFunctionConfiguration and ListFunctions. */
import type { FunctionConfiguration, GetFunctionConfigurationRequest, GetFunctionRequest, GetFunctionResponse, ListFunctionsRequest, ListFunctionsResponse } from '@aws-sdk/client-lambda';
import { type Call, type Operations, operation } from '../../service';
import { whereOf } from '../../whereabouts';
import { versionAnswer } from '../answer';
import { askedFunction } from '../names';
import { listed } from '../paging';
import { refusals } from '../refusals';
import type { Functions } from '../room';

export function describeOperations(functions: Functions): Operations {
  const described = (call: Call, name: string | undefined, qualifier: string | undefined): FunctionConfiguration => {
    const asked = askedFunction(call, name, qualifier);
    const row = functions.require(asked);
    const answer = versionAnswer(row, functions.versionOf(asked), false);
    return asked.qualifier === undefined ? answer : { ...answer, FunctionArn: `${row.arn}:${asked.qualifier}` };
  };
  return {
    /** Where the zip could be fetched is left out: in a rehearsal there is no server to fetch it from. */
    GetFunction: operation<GetFunctionRequest, GetFunctionResponse>(async (input, call) => {
      const Configuration = described(call, input.FunctionName, input.Qualifier);
      const { tags, reserved } = functions.require(askedFunction(call, input.FunctionName));
      return {
        Configuration,
        Code: { RepositoryType: 'S3' },
        ...(Object.keys(tags).length > 0 && { Tags: { ...tags } }),
        ...(reserved !== undefined && { Concurrency: { ReservedConcurrentExecutions: reserved } }),
      };
    }),
    GetFunctionConfiguration: operation<GetFunctionConfigurationRequest, FunctionConfiguration>(async (input, call) => described(call, input.FunctionName, input.Qualifier)),
    ListFunctions: operation<ListFunctionsRequest, ListFunctionsResponse>(async (input, call) => {
      if (input.MasterRegion !== undefined) throw refusals.notServed('functions of Lambda@Edge');
      const rows = functions.of(whereOf(call));
      const all = rows.flatMap((row) => (input.FunctionVersion === 'ALL' ? functions.versionsOf(row.arn) : functions.versionsOf(row.arn).slice(0, 1)).map((version) => ({ row, version })));
      const { items, marker } = listed(all, input);
      return { Functions: items.map(({ row, version }) => versionAnswer(row, version, input.FunctionVersion === 'ALL')), ...marker };
    }),
  };
}
