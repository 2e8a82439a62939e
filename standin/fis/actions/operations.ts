/** GetAction and ListActions. */
import type { ActionSummary, Action, GetActionResponse, ListActionsResponse } from '@aws-sdk/client-fis';
import { pageOf } from '../../next-token';
import { operation, type Call, type Operations } from '../../service';
import { type Input, pageSize, text, optionalText } from '../readers';
import { notFound, validation } from '../refusals';
import type { Catalogue } from './catalogue';
import type { ActionKind } from './kind';

export function actionOperations(catalogue: Catalogue): Operations {
  return {
    GetAction: operation<Input, GetActionResponse>(async (input, call) => {
      const kind = catalogue.get(text(input, 'id', 128));
      if (!kind) throw notFound('Action');
      return { action: whole(kind, call) };
    }),
    ListActions: operation<Input, ListActionsResponse>(async (input, call) => {
      const wanted = { most: pageSize(input), token: optionalText(input, 'nextToken', 1_024), refusal: () => validation('The token is not valid.') };
      const page = pageOf([...catalogue.values()], wanted);
      return { actions: page.items.map((kind) => brief(kind, call)), ...(page.token && { nextToken: page.token }) };
    }),
  };
}

function brief({ id, description, targets }: ActionKind, { region, caller }: Call): ActionSummary & { arn: string } {
  const arn = `arn:aws:fis:${region}:${caller.accountId}:action/${id}`;
  const taken = Object.fromEntries(Object.entries(targets).map(([name, resourceType]) => [name, { resourceType }]));
  return { id, arn, description, targets: taken, tags: {} };
}

function whole(kind: ActionKind, call: Call): Action {
  const parameters = Object.fromEntries(Object.entries(kind.parameters).map(([name, { description, required }]) => [name, { description, required }]));
  return { ...brief(kind, call), parameters };
}
