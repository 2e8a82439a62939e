/** Labels of versions: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-labels.html */
import type { LabelParameterVersionRequest, LabelParameterVersionResult, UnlabelParameterVersionRequest, UnlabelParameterVersionResult } from '@aws-sdk/client-ssm';
import { AwsError } from '../../aws-error';
import { operation, type Handler } from '../../service';
import { latest, type Parameter, type Version } from '../parameter';
import type { Parameters } from '../parameters';
import { invalidMember, noVersion } from '../refusals';

const mostLabels = 10;

/** Labels that another version has move. What cannot be a label is answered, and not one is set then. */
export function labelParameterVersion(parameters: Parameters): Handler {
  return operation<LabelParameterVersionRequest, LabelParameterVersionResult>(async ({ Name: name, ParameterVersion: asked, Labels: labels = [] }, call) => {
    checkLabels(labels);
    const parameter = parameters.require(call, name);
    const { version, labels: own } = versionOf(parameter, asked ?? latest(parameter).version);
    const unfit = labels.filter((label) => !/^(?!aws|ssm)[a-z_.-][\w.-]*$/i.test(label));
    if (unfit.length > 0) return { InvalidLabels: unfit, ParameterVersion: version };
    if (new Set([...own, ...labels]).size > mostLabels) {
      throw new AwsError('ParameterVersionLabelLimitExceeded', 'A parameter version can have maximum 10 labels. Move one or more labels to another version and try again.');
    }
    const versions = parameter.versions.map((one): Version => {
      const others = one.labels.filter((label) => !labels.includes(label));
      return { ...one, labels: one.version === version ? [...others, ...new Set(labels)] : others };
    });
    parameters.put({ ...parameter, versions }, 'LabelParameterVersion');
    return { InvalidLabels: [], ParameterVersion: version };
  });
}

/** Labels that the version does not have are answered as invalid. */
export function unlabelParameterVersion(parameters: Parameters): Handler {
  return operation<UnlabelParameterVersionRequest, UnlabelParameterVersionResult>(async ({ Name: name, ParameterVersion: asked = 0, Labels: labels = [] }, call) => {
    checkLabels(labels);
    const parameter = parameters.require(call, name);
    const { version, labels: own } = versionOf(parameter, asked);
    const versions = parameter.versions.map((one): Version => (one.version === version ? { ...one, labels: own.filter((label) => !labels.includes(label)) } : one));
    parameters.put({ ...parameter, versions });
    return { RemovedLabels: labels.filter((label) => own.includes(label)), InvalidLabels: labels.filter((label) => !own.includes(label)) };
  });
}

function checkLabels(labels: readonly string[]): void {
  const constraint = 'satisfy constraint: [Member must have length less than or equal to 100, Member must have length greater than or equal to 1]';
  if (labels.some((label) => label.length < 1 || label.length > 100)) throw invalidMember('labels', `[${labels.join(', ')}]`, constraint);
  if (labels.length < 1) throw invalidMember('labels', '[]', 'have length greater than or equal to 1');
  if (labels.length > mostLabels) throw invalidMember('labels', `[${labels.join(', ')}]`, `have length less than or equal to ${mostLabels}`);
}

/** Throws ParameterVersionNotFound. */
function versionOf({ name, versions }: Parameter, asked: number): Version {
  const found = versions.find(({ version }) => version === asked);
  if (!found) throw noVersion(`version ${asked}`, name);
  return found;
}
