/** The settings of another stage, deployed here: the code is right, and what it has to know is missing. */
import type { FunctionTarget } from '../../aws/resources';
import { opposite } from '../../measure/seen';
import type { Experiment } from '../experiment';
import { pointAliasBack, release } from './released-version';

export const badConfiguration: Experiment<FunctionTarget> = {
  name: 'bad-configuration',
  does: 'Overwrites the environment of a function with that of another stage, publishes it and points the alias at it.',
  target: 'function',
  blastRadius: 'The unpublished settings of one function, and what callers of its alias get; published versions stay.',
  permissions: ['lambda:GetAlias', 'lambda:GetFunctionConfiguration', 'lambda:UpdateFunctionConfiguration', 'lambda:PublishVersion', 'lambda:UpdateAlias', 'lambda:InvokeFunction'],
  undo: { 'point-alias-back': pointAliasBack },

  inject: (ground, target) => release(ground, target, () => target.lambda.updateSettings(target.name, { environment: { STAGE: 'test' } })),
  landed: async (_ground, { probe }) => opposite(await probe()),
};
