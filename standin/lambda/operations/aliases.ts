/** CreateAlias, UpdateAlias, GetAlias, ListAliases and DeleteAlias. https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html */
import type { AliasConfiguration, AliasRoutingConfiguration, CreateAliasRequest, DeleteAliasRequest, GetAliasRequest, ListAliasesRequest, ListAliasesResponse, UpdateAliasRequest } from '@aws-sdk/client-lambda';
import { type Operations, operation } from '../../service';
import { aliasAnswer } from '../answer';
import { askedFunction, isVersionNumber } from '../names';
import { listed } from '../paging';
import { refusals } from '../refusals';
import type { Functions } from '../room';
import type { Alias } from '../rows';

export function aliasOperations(functions: Functions): Operations {
  return {
    CreateAlias: operation<CreateAliasRequest, AliasConfiguration>(async (input, call) => {
      const { arn } = functions.require(askedFunction(call, input.FunctionName));
      const { Name: name = '', FunctionVersion: version = '', Description: description = '' } = input;
      if (!/^(?!^[0-9]+$)[a-zA-Z0-9-_]{1,128}$/.test(name)) throw refusals.validation('name', name, 'satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)');
      if (functions.alias(arn, name)) throw refusals.conflict(`Alias already exists: ${arn}:${name}`);
      const weights = checkedWeights(functions, arn, version, input.RoutingConfig);
      call.answer.status = 201;
      return aliasAnswer(functions.keepAlias(changed(functions, { functionArn: arn, name, version, description, weights, changes: 0, revision: '' })));
    }),
    UpdateAlias: operation<UpdateAliasRequest, AliasConfiguration>(async (input, call) => {
      const alias = asked(functions, call, input);
      if (input.RevisionId !== undefined && input.RevisionId !== alias.revision) throw refusals.stale();
      const version = input.FunctionVersion ?? alias.version;
      const routing = input.RoutingConfig ?? { AdditionalVersionWeights: alias.weights };
      const weights = checkedWeights(functions, alias.functionArn, version, routing);
      const moved = changed(functions, { ...alias, version, weights, description: input.Description ?? alias.description });
      // It was made with its first change and moved with its second.
      const stuck = functions.world.mischief.has('stuck-alias') && alias.changes > 1;
      return aliasAnswer(stuck ? moved : functions.keepAlias(moved));
    }),
    GetAlias: operation<GetAliasRequest, AliasConfiguration>(async (input, call) => aliasAnswer(asked(functions, call, input))),
    ListAliases: operation<ListAliasesRequest, ListAliasesResponse>(async (input, call) => {
      const { arn } = functions.require(askedFunction(call, input.FunctionName));
      const wanted = functions.aliasesOf(arn).filter(({ version, weights }) => input.FunctionVersion === undefined || version === input.FunctionVersion || input.FunctionVersion in weights);
      const { items, marker } = listed(wanted, input);
      return { Aliases: items.map(aliasAnswer), ...marker };
    }),
    /** One that is not there is as good as deleted. */
    DeleteAlias: operation<DeleteAliasRequest, object>(async (input, call) => {
      const { arn } = functions.require(askedFunction(call, input.FunctionName));
      if (functions.alias(arn, input.Name ?? '')) functions.dropQualified(`${arn}:${input.Name}`);
      call.answer.status = 204;
      return {};
    }),
  };
}

function asked(functions: Functions, call: Parameters<typeof askedFunction>[0], { FunctionName, Name = '' }: GetAliasRequest): Alias {
  const { arn } = functions.require(askedFunction(call, FunctionName));
  const alias = functions.alias(arn, Name);
  if (!alias) throw refusals.notFound(`Cannot find alias arn: ${arn}:${Name}`);
  return alias;
}

function changed(functions: Functions, alias: Alias): Alias {
  const changes = alias.changes + 1;
  return { ...alias, changes, revision: functions.revisionOf(alias.functionArn, `alias ${alias.name}`, changes) };
}

/** The shares of other versions than the alias's own; what is left over goes to that one. */
function checkedWeights(functions: Functions, arn: string, version: string, routing: AliasRoutingConfiguration | undefined): Alias['weights'] {
  if (!functions.versions.get(`${arn}:${version}`)) throw refusals.noFunction(`${arn}:${version}`);
  const weights = routing?.AdditionalVersionWeights ?? {};
  const entries = Object.entries(weights);
  if (entries.length > 1) throw refusals.invalid('Number of items in AdditionalVersionWeights cannot be greater than 1');
  for (const [other, weight] of entries) {
    if (version === '$LATEST') throw refusals.invalid('$LATEST is not supported for an alias pointing to more than 1 version');
    if (!isVersionNumber(other)) throw refusals.validation('routingConfig.additionalVersionWeights', other, 'satisfy regular expression pattern: [0-9]+');
    if (other === version) throw refusals.invalid(`Invalid function version ${other}. Function version ${other} is already included in routing configuration.`);
    if (!(weight >= 0 && weight <= 1)) throw refusals.validation('routingConfig.additionalVersionWeights', weight, 'have value less than or equal to 1.0');
    if (!functions.versions.get(`${arn}:${other}`)) throw refusals.noFunction(`${arn}:${other}`);
  }
  return weights;
}
