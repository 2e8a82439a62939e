/** CreateFunction. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
import type { CreateFunctionRequest, FunctionConfiguration } from '@aws-sdk/client-lambda';
import { operation, type Handler } from '../../service';
import { versionAnswer } from '../answer';
import { askedCode } from '../asked-code';
import { askedConfiguration, defaults } from '../checked-configuration';
import { arnOf, askedFunction } from '../names';
import { refusals } from '../refusals';
import type { Functions } from '../room';
import type { Configuration, FunctionRow, Version } from '../rows';
import { checkedTags } from '../tags';

export function createFunction(functions: Functions): Handler {
  return operation<CreateFunctionRequest, FunctionConfiguration>(async (input, call) => {
    const asked = askedFunction(call, input.FunctionName);
    const arn = arnOf({ ...asked, qualifier: undefined });
    const tags = checkedTags({}, input.Tags ?? {});
    const { runtime, handler, role, ...rest } = askedConfiguration(functions, input, call);
    if (runtime === undefined || handler === undefined || role === undefined) throw refusals.invalid("Runtime and Handler are mandatory parameters for functions created with deployment packages.");
    const zip = await askedCode(functions, input.Code ?? {}, call);
    if (functions.rows.get(arn)) throw refusals.conflict(`Function already exist: ${asked.name}`);
    const configuration: Configuration = { ...defaults, architectures: input.Architectures ?? defaults.architectures, ...rest, runtime, handler, role, code: functions.code.put(zip), codeSize: zip.length };
    const row: FunctionRow = { arn, name: asked.name, accountId: asked.accountId, region: asked.region, tags, published: input.Publish ? 1 : 0 };
    call.answer.status = 201;
    const [latest, first] = functions.world.journal.together(() => {
      functions.add(row);
      return ['$LATEST', ...(input.Publish ? ['1'] : [])].map((version) => newVersion(functions, row, version, configuration));
    });
    for (const version of [latest, first]) if (version) functions.leaveChange(version, 'lambda.create');
    if (!latest) throw new Error('a function without a version was made');
    return versionAnswer(row, first ?? latest, first !== undefined);
  });
}

function newVersion(functions: Functions, { arn }: FunctionRow, version: string, configuration: Configuration): Version {
  return functions.keepVersion({
    functionArn: arn,
    version,
    configuration,
    inForce: configuration,
    state: 'Pending',
    update: 'Successful',
    modified: functions.world.clock.now(),
    revision: functions.revisionOf(arn, version, 1),
    changes: 1,
  });
}
