/** The two form-encoded protocols: AWS Query, as RDS and STS speak it, and EC2's own. */
import { AwsError } from '../aws-error';
import type { OperationModel, ServiceModel } from './model';
import type { AnswerContext, Found, Protocol, RefusalContext } from './protocol';
import { readForm } from './query-form';
import { collect, type WireAnswer, type WireRequest } from './wire';
import { element, textElement, xmlDeclaration } from './xml/xml-text';
import { writeMembers } from './xml/xml-writer';

export const awsQuery: Protocol = {
  find,
  read: (found, request) => read(found, request, false),
  write: (model, operation, output, context) => {
    const result = membersOf(operation, output);
    const inner = operation.output?.isUnitSchema() ? '' : element(`${operation.name}Result`, result);
    return answer(model, operation, inner + element('ResponseMetadata', textElement('RequestId', context.requestId)), context);
  },
  refuse: (error, context) => {
    const type = error.status < 500 ? 'Sender' : 'Receiver';
    const code = context.model?.queryCodes.get(error.code) ?? error.code;
    const said = textElement('Type', type) + textElement('Code', code) + textElement('Message', error.message) + fieldsOf(error);
    const inner = element('Error', said) + textElement('RequestId', context.requestId);
    return refusal(element('ErrorResponse', inner, namespace(context.model)), error, context);
  },
};

export const ec2Query: Protocol = {
  find,
  read: (found, request) => read(found, request, true),
  write: (model, operation, output, context) =>
    answer(model, operation, textElement('requestId', context.requestId) + membersOf(operation, output), context),
  refuse: (error, context) => {
    const said = textElement('Code', error.code) + textElement('Message', error.message) + fieldsOf(error);
    const inner = element('Errors', element('Error', said)) + textElement('RequestID', context.requestId);
    return refusal(element('Response', inner), error, context);
  },
};

const forms = new WeakMap<WireRequest, URLSearchParams>();

/** The parameters of a request, in its URL or in its body, which must be at hand whole by now. */
function formOf(request: WireRequest): URLSearchParams {
  let form = forms.get(request);
  if (!form) {
    const body = request.body instanceof Uint8Array ? Buffer.from(request.body).toString('utf8') : '';
    form = new URLSearchParams(body);
    for (const [name, text] of request.query) form.append(name, text);
    forms.set(request, form);
  }
  return form;
}

function find(model: ServiceModel, request: WireRequest): Found {
  const action = formOf(request).get('Action');
  if (!action) throw new AwsError('MissingAction', 'The request must contain the parameter Action.');
  const operation = model.operations.get(action);
  if (!operation) throw new AwsError('InvalidAction', `The action ${action} is not valid for this web service.`);
  return { operation, labels: {} };
}

async function read({ operation }: Found, request: WireRequest, ec2: boolean): Promise<object> {
  await collect(request.body);
  return operation.input ? readForm(operation.input, formOf(request), { ec2 }) : {};
}

function membersOf(operation: OperationModel, output: object): string {
  const schema = operation.output;
  // An output is a record of its members: what `operation` in service.ts gives.
  return schema && !schema.isUnitSchema() ? writeMembers(schema, output as Record<string, unknown>) : '';
}

function answer(model: ServiceModel, operation: OperationModel, inner: string, context: AnswerContext): WireAnswer {
  const xml = xmlDeclaration + element(`${operation.name}Response`, inner, namespace(model));
  const headers = { 'x-amzn-requestid': context.requestId, 'content-type': 'text/xml', ...context.answer.headers };
  return { status: context.answer.status ?? 200, headers, body: Buffer.from(xml) };
}

function refusal(xml: string, error: AwsError, context: RefusalContext): WireAnswer {
  const headers = { 'x-amzn-requestid': context.requestId, 'content-type': 'text/xml', ...error.headers };
  return { status: error.status, headers, body: Buffer.from(xmlDeclaration + xml) };
}

function fieldsOf(error: AwsError): string {
  return Object.entries(error.fields)
    .map(([name, text]) => textElement(name, text))
    .join('');
}

function namespace(model: ServiceModel | undefined): string {
  return model?.xmlNamespace ? ` xmlns="${model.xmlNamespace}"` : '';
}
