/** UpdateFunctionCode, UpdateFunctionConfiguration and DeleteFunction. */
import type { DeleteFunctionRequest, FunctionConfiguration, UpdateFunctionCodeRequest, UpdateFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import { type Operations, operation } from '../../service';
import { versionAnswer } from '../answer';
import { askedCode } from '../asked-code';
import { askedConfiguration } from '../checked-configuration';
import { checkNotChanging } from '../checked-revision';
import { askedFunction } from '../names';
import { refusals } from '../refusals';
import type { Functions } from '../room';
import type { Configuration, FunctionRow, Version } from '../rows';
import { publish } from './versions';

export function changeOperations(functions: Functions): Operations {
  return {
    UpdateFunctionCode: operation<UpdateFunctionCodeRequest, FunctionConfiguration>(async (input, call) => {
      functions.latestOf(call, input.FunctionName);
      const zip = await askedCode(functions, input, call);
      // Whether it may be changed is asked once there is nothing more to wait for.
      const { row, latest } = changeable(functions, call, input);
      const wanted = { code: functions.code.put(zip), codeSize: zip.length, architectures: input.Architectures ?? latest.configuration.architectures };
      if (input.DryRun) return versionAnswer(row, { ...latest, configuration: { ...latest.configuration, ...wanted } }, false);
      const changed = change(functions, latest, wanted);
      if (!input.Publish) return versionAnswer(row, changed, false);
      const version = publish(functions, row, changed);
      functions.leaveChange(version, 'lambda.update');
      return versionAnswer(row, version, true);
    }),
    UpdateFunctionConfiguration: operation<UpdateFunctionConfigurationRequest, FunctionConfiguration>(async (input, call) => {
      const { row, latest } = changeable(functions, call, input);
      const wanted = askedConfiguration(functions, input, call);
      // It was made and became active with its first two changes.
      const ignored = functions.world.mischief.has('ignored-settings') && latest.changes > 2;
      return versionAnswer(row, change(functions, latest, ignored ? {} : wanted), false);
    }),
    DeleteFunction: operation<DeleteFunctionRequest, object>(async (input, call) => {
      const asked = askedFunction(call, input.FunctionName, input.Qualifier);
      const row = functions.require(asked);
      if (asked.qualifier === undefined) await functions.drop(row);
      else await dropVersion(functions, row, asked.qualifier);
      return {};
    }),
  };
}

function changeable(functions: Functions, call: Parameters<Functions['latestOf']>[0], input: { FunctionName: string | undefined; RevisionId?: string }): { row: FunctionRow; latest: Version } {
  const { row, latest } = functions.latestOf(call, input.FunctionName);
  if (input.RevisionId !== undefined && input.RevisionId !== latest.revision) throw refusals.stale();
  checkNotChanging(latest);
  return { row, latest };
}

function change(functions: Functions, latest: Version, wanted: Partial<Configuration>): Version {
  const changes = latest.changes + 1;
  const changed = functions.keepVersion({
    ...latest,
    configuration: { ...latest.configuration, ...wanted },
    update: 'InProgress',
    modified: functions.world.clock.now(),
    changes,
    revision: functions.revisionOf(latest.functionArn, '$LATEST', changes),
  });
  functions.leaveChange(changed, 'lambda.update');
  return changed;
}

async function dropVersion(functions: Functions, { arn }: FunctionRow, qualifier: string): Promise<void> {
  if (qualifier === '$LATEST') throw refusals.invalid('$LATEST version cannot be deleted without deleting the function.');
  if (!/^\d+$/.test(qualifier)) throw refusals.invalid('Deletion of aliases is not currently supported.');
  const pointing = functions.aliasesOf(arn).find(({ version, weights }) => version === qualifier || qualifier in weights);
  if (pointing) throw refusals.conflict(`Version cannot be deleted because it is referenced by alias(es): [${pointing.name}]`);
  await functions.dropVersion(`${arn}:${qualifier}`);
}
