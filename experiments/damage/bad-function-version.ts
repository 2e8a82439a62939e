/** A release that is wrong and does not fail: it answers, and what it answers is too cheap. */
import type { FunctionTarget } from '../../aws/resources';
import { opposite } from '../../measure/seen';
import type { Experiment } from '../experiment';
import { pointAliasBack, release } from './released-version';

/** Forgets what every delivery costs, whatever it weighs. */
const badCode = `'use strict';

exports.handler = async ({ at, parcels }) => ({
  quotes: parcels.map(({ grams, zone }) => ({ grams, zone, cents: Math.ceil(grams / 1000) * Number(process.env[zone === 'near' ? 'NEAR_CENTS_PER_KG' : 'FAR_CENTS_PER_KG']), validUntil: at })),
});
`;

export const badFunctionVersion: Experiment<FunctionTarget> = {
  name: 'bad-function-version',
  does: 'Publishes a version of a function that answers wrongly, and points the alias at it.',
  target: 'function',
  blastRadius: 'The unpublished code of one function, and what callers of its alias get; published versions stay.',
  permissions: ['lambda:GetAlias', 'lambda:GetFunctionConfiguration', 'lambda:UpdateFunctionCode', 'lambda:PublishVersion', 'lambda:UpdateAlias', 'lambda:InvokeFunction'],
  undo: { 'point-alias-back': pointAliasBack },

  inject: (ground, target) => release(ground, target, () => target.lambda.updateCode(target.name, badCode)),
  landed: async (_ground, { probe }) => opposite(await probe()),
};
