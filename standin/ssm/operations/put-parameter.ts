/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
import type { PutParameterRequest, PutParameterResult } from '@aws-sdk/client-ssm';
import { AwsError } from '../../aws-error';
import { type Call, operation, type Handler } from '../../service';
import { whereOf } from '../../whereabouts';
import { sealed, serviceKey } from '../encryption';
import { checkName } from '../names';
import { arnIn, latest, type Parameter, type Version } from '../parameter';
import type { Parameters } from '../parameters';
import { invalid } from '../refusals';
import { checkPut, checkValue, tierOf, typeOf } from './put-rules';
import { checkedTags } from './tags';

/** https://docs.aws.amazon.com/general/latest/gr/ssm.html */
const mostStandard = 10_000;
const mostVersions = 100;

export function putParameter(parameters: Parameters): Handler {
  return operation<PutParameterRequest, PutParameterResult>(async (input, call) => {
    const where = whereOf(call);
    const { Name: name = '', Overwrite: overwrite = false, Tags: tags = [] } = input;
    checkName(where, name);
    checkPut(input);
    if (overwrite && tags.length > 0) throw invalid(tagsOfOld);
    const there = parameters.find(where, name);
    if (there && !overwrite) throw alreadyThere();
    if (!there && parameters.of(where).length >= mostStandard) throw tooMany();
    const parameter: Parameter = there ?? { ...where, arn: arnIn(where, name), name, tags: checkedTags(tags), versions: [] };
    const version = versionOf(parameters, parameter, input, call);
    parameters.put({ ...parameter, versions: withVersion(parameter, version) }, there ? 'Update' : 'Create');
    return { Version: version.version, Tier: version.tier };
  });
}

const tagsOfOld =
  "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. " +
  'To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.';

/** What a new version does not say is as in the one before. */
function versionOf(parameters: Parameters, parameter: Parameter, input: PutParameterRequest, call: Call): Version {
  const before = parameter.versions.length > 0 ? latest(parameter) : undefined;
  const type = typeOf(input, before);
  const tier = tierOf(input, before);
  const description = input.Description ?? before?.description;
  const allowedPattern = input.AllowedPattern ?? before?.allowedPattern;
  checkValue(input.Value ?? '', allowedPattern);
  const keyId = type === 'SecureString' ? (input.KeyId ?? before?.keyId ?? serviceKey) : undefined;
  const value = input.Value ?? '';
  return {
    version: (before?.version ?? 0) + 1,
    type,
    value: keyId === undefined ? value : sealed(parameters.keys, { keyId, arn: parameter.arn, tier }, value, call),
    tier,
    modified: call.now,
    modifiedBy: call.caller.arn,
    labels: [],
    ...(keyId !== undefined && { keyId }),
    ...(description !== undefined && { description }),
    ...(allowedPattern !== undefined && { allowedPattern }),
  };
}

/** The oldest version makes room for a new one, unless it has a label. */
function withVersion({ name, versions }: Parameter, added: Version): Version[] {
  const [oldest] = versions;
  if (versions.length < mostVersions || !oldest) return [...versions, added];
  if (oldest.labels.length === 0) return [...versions.slice(1), added];
  throw new AwsError(
    'ParameterMaxVersionLimitExceeded',
    `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. Version ${oldest.version}, the oldest version, ` +
      "can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.",
  );
}

function alreadyThere(): AwsError {
  return new AwsError('ParameterAlreadyExists', 'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.');
}

function tooMany(): AwsError {
  return new AwsError('ParameterLimitExceeded', 'You have exceeded the number of parameters for this Amazon Web Services account. Delete one or more parameters and try again.');
}
