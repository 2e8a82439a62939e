/** Who may do what with a function. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
import type { PolicyDocument } from '../access/policy-document';
import { requestContext } from '../access/request-context';
import type { Call, Service } from '../service';
import { arnOf, askedFunction, askedOf } from './names';
import type { Functions } from './room';

interface Named {
  FunctionName?: string;
  Qualifier?: string;
  Resource?: string;
  Tags?: Readonly<Record<string, string>>;
}

const general: readonly string[] = ['ListFunctions', 'GetAccountSettings'];

export function authorize(functions: Functions): NonNullable<Service['authorize']> {
  return (operation, input: Named, call) => {
    const action = operation === 'Invoke' ? 'lambda:InvokeFunction' : `lambda:${operation}`;
    const { access } = functions.neighbours;
    if (general.includes(operation)) return access.require({ caller: call.caller, action, resource: '*', context: () => requestContext(call) });
    const asked = input.Resource === undefined ? askedFunction(call, input.FunctionName, input.Qualifier) : askedOf(input.Resource);
    const resource = arnOf(asked);
    const row = functions.rows.get(arnOf({ ...asked, qualifier: undefined }));
    const tags = Object.entries(row?.tags ?? {}).map(([key, value]) => [`aws:resourcetag/${key.toLowerCase()}`, value]);
    // Entries of texts make a record of texts.
    const context = () => ({ ...requestContext(call), ...(Object.fromEntries(tags) as Record<string, string>) });
    const resourcePolicy = { accountId: asked.accountId, document: policyOf(functions, resource) };
    access.require({ caller: call.caller, action, resource, context, resourcePolicy });
    const tagging = operation === 'CreateFunction' && Object.keys(input.Tags ?? {}).length > 0;
    if (tagging) access.require({ caller: call.caller, action: 'lambda:TagResource', resource, context, resourcePolicy });
  };
}

/** What the policy of a function, or of its qualifier that is asked for, says. */
export function policyOf(functions: Functions, arn: string): PolicyDocument | undefined {
  const permissions = functions.permissions.get(arn);
  return permissions && { Version: '2012-10-17', Id: 'default', Statement: permissions.statements };
}

/** Whether a service may invoke a function on behalf of a resource. */
export function serviceMayInvoke(functions: Functions, arn: string, asked: { caller: Call['caller']; sourceArn: string; sourceAccount: string }): boolean {
  const context = { 'aws:sourcearn': asked.sourceArn, 'aws:sourceaccount': asked.sourceAccount };
  const resourcePolicy = { accountId: askedOf(arn).accountId, document: policyOf(functions, arn) };
  return functions.neighbours.access.allows({ caller: asked.caller, action: 'lambda:InvokeFunction', resource: arn, context, resourcePolicy });
}
