/** PublishVersion and ListVersionsByFunction. https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html */
import type { FunctionConfiguration, ListVersionsByFunctionRequest, ListVersionsByFunctionResponse, PublishVersionRequest } from '@aws-sdk/client-lambda';
import { isDeepStrictEqual } from 'node:util';
import { type Operations, operation } from '../../service';
import { versionAnswer } from '../answer';
import { askedFunction } from '../names';
import { listed } from '../paging';
import { refusals } from '../refusals';
import type { Functions } from '../room';
import type { FunctionRow, Version } from '../rows';
import { checkNotChanging } from '../checked-revision';

export function versionOperations(functions: Functions): Operations {
  return {
    PublishVersion: operation<PublishVersionRequest, FunctionConfiguration>(async (input, call) => {
      const { row, latest } = functions.latestOf(call, input.FunctionName);
      const sum = Buffer.from(latest.configuration.code, 'hex').toString('base64');
      if (input.CodeSha256 !== undefined && input.CodeSha256 !== '' && input.CodeSha256 !== sum) {
        throw refusals.invalid(`CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${sum}). Please try again with the CodeSHA256 in $LATEST.`);
      }
      if (input.RevisionId !== undefined && input.RevisionId !== latest.revision) throw refusals.stale();
      checkNotChanging(latest);
      call.answer.status = 201;
      return versionAnswer(functions.require({ ...row }), publish(functions, row, latest, input.Description), true);
    }),
    ListVersionsByFunction: operation<ListVersionsByFunctionRequest, ListVersionsByFunctionResponse>(async (input, call) => {
      const row = functions.require(askedFunction(call, input.FunctionName));
      const { items, marker } = listed(functions.versionsOf(row.arn), input);
      return { Versions: items.map((version) => versionAnswer(row, version, true)), ...marker };
    }),
  };
}

/** The newest version again where nothing has changed since it was published. */
export function publish(functions: Functions, row: FunctionRow, latest: Version, description?: string): Version {
  const newest = functions.versions.get(`${row.arn}:${row.published}`);
  const configuration = { ...latest.configuration, ...(description !== undefined && { description }) };
  if (newest && isDeepStrictEqual(newest.configuration, configuration)) return newest;
  return functions.world.journal.together(() => {
    const number = row.published + 1;
    functions.rows.put(row.arn, { ...row, published: number });
    const version = String(number);
    return functions.keepVersion({ ...latest, version, configuration, inForce: configuration, changes: 1, revision: functions.revisionOf(row.arn, version, 1), modified: functions.world.clock.now() });
  });
}
